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
  func plot(at path: String, in folder: String) -> PlotFile? {
    PlotFolder(path: folder).plot(at: path, alternativeText: descriptions[path] ?? "")
  }
}
