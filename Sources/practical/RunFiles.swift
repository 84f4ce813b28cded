import DatasetCatalog
import Foundation
import Notebooks
import Reports

/// Writes what a run leaves behind: `result.json`, `report.html` and `report.md`.
struct RunFiles {
  /// The output folder.
  var folder: String
  /// The folder of what is kept between runs.
  var cache: String

  /// Writes the files; returns the path of the report and the text of `result.json`.
  func write(
    _ outcome: RunOutcome, practical: Practical, toolchain: Toolchain, plots: PlotWriter,
    datasets: String
  ) throws -> (report: String, json: String) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let json = try encoder.encode(outcome.result)
    try write(json, to: "result.json")
    if let saved = outcome.saved { try write(try saved.fileContents(), to: SavedRun.fileName) }
    let details = self.details(outcome, practical, toolchain, datasets: datasets)
    let files = Dictionary(
      uniqueKeysWithValues: outcome.figures.compactMap { path, figure in
        plots.plot(at: path).map { plot in
          (path, PlotFile(plot, alternativeText: figure.altText))
        }
      })
    let record = ReportRecord(
      details: details, descriptions: outcome.figures.mapValues(\.altText))
    try write(try record.fileContents(), to: ReportRecord.fileName)
    try Self.writeReports(
      to: folder, practical: practical, result: outcome.result, details: details,
      plot: { files[$0] })
    return ("\(folder)/report.html", String(decoding: json, as: UTF8.self))
  }

  /// Writes `report.html` and `report.md`.
  static func writeReports(
    to folder: String, practical: Practical, result: RunResult, details: ReportDetails,
    plot: (String) -> PlotFile?
  ) throws {
    let files = RunFiles(folder: folder, cache: "")
    let html = ReportWriter.html(
      practical: practical, result: result, details: details, plot: plot)
    try files.write(Data(html.utf8), to: "report.html")
    let markdown = ReportWriter.markdown(
      practical: practical, result: result, details: details, plot: plot)
    try files.write(Data(markdown.utf8), to: "report.md")
  }

  /// A date as reports tell it.
  static func words(for date: Date) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_GB")
    formatter.dateFormat = "d MMMM yyyy, HH:mm"
    return formatter.string(from: date)
  }

  /// Writes a file into the folder.
  func write(_ data: Data, to name: String) throws {
    let url = URL(fileURLWithPath: "\(folder)/\(name)")
    do {
      try data.write(to: url, options: .atomic)
    } catch {
      throw UsageError(
        "\(folder)/\(name) cannot be written: \(OutputFolder.reason(for: error))",
        help: "check the folder and the space on the disk, or name another folder with --out")
    }
  }

  private func details(
    _ outcome: RunOutcome, _ practical: Practical, _ toolchain: Toolchain, datasets: String
  ) -> ReportDetails {
    var items = [
      ReportDetails.Item(name: "practical", value: ProgramVersion.text),
      ReportDetails.Item(name: "Swift", value: toolchain.version(cache: cache)),
    ]
    if let kernels = outcome.kernels {
      items.append(ReportDetails.Item(name: "BLAS kernels", value: kernels))
    }
    let catalog = DatasetCatalog(directory: URL(fileURLWithPath: datasets))
    for name in practical.frontMatter.data {
      let sums = (try? catalog.checksums(of: name)) ?? []
      for (file, sum) in sums {
        let value = "SHA-256 \(sum.prefix(16))…"
        items.append(ReportDetails.Item(name: "\(name)/\(file)", value: value))
      }
    }
    return ReportDetails(
      items: items, date: Self.words(for: Date()), isInterrupted: outcome.isInterrupted)
  }
}

extension PlotFile {
  /// A plot with its variants.
  fileprivate init(_ plot: DrawnPlot, alternativeText: String) {
    self.init(png: plot.light.png, alternativeText: alternativeText)
    darkPNG = plot.dark?.png
    svg = plot.light.svg
    darkSVG = plot.dark?.svg
  }
}
