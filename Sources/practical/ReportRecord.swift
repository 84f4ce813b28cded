import Foundation
import Notebooks
import Reports

/// What a report says beside the result of its run, kept so that the report can be written again.
struct ReportRecord: Codable {
  /// The name of the file, beside `result.json`.
  static let fileName = "report.json"
  private static let currentVersion = 1

  private var version = ReportRecord.currentVersion
  /// When the run was, versions and checksums.
  var details: ReportDetails
  /// What the plots show, in words, by their paths.
  var descriptions: [String: String]

  /// Makes a record.
  init(details: ReportDetails, descriptions: [String: String]) {
    self.details = details
    self.descriptions = descriptions
  }

  /// Reads the record of the last run in a folder; nil when there is none that can be read.
  init?(folder: String) {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(Self.fileName)"),
      let record = try? JSONDecoder().decode(ReportRecord.self, from: data),
      record.version == Self.currentVersion
    else { return nil }
    self = record
  }

  /// The contents of the file.
  func fileContents() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }

  /// A plot of the run with its variants, read from the folder; nil when its file is gone.
  ///
  /// Paths come from `result.json`, which can be anything by now: only the names that a run gives are read.
  func plot(at path: String, in folder: String) -> PlotFile? {
    guard path.wholeMatch(of: /plots\/[\p{L}\p{N}_-]+\.png/) != nil else { return nil }
    func contents(_ ending: String) -> Data? {
      FileManager.default.contents(atPath: "\(folder)/\(path.dropLast(4))\(ending)")
    }
    guard let png = contents(".png") else { return nil }
    var file = PlotFile(png: Array(png), alternativeText: descriptions[path] ?? "")
    file.darkPNG = contents("-dark.png").map { Array($0) }
    file.svg = contents(".svg").map { String(decoding: $0, as: UTF8.self) }
    file.darkSVG = contents("-dark.svg").map { String(decoding: $0, as: UTF8.self) }
    return file
  }
}
