import ArgumentParser
import DatasetCatalog
import Foundation
import Notebooks

/// `practical datasets`.
struct DatasetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datasets",
    abstract: "List the data sets, fetch those that do not come with the program, verify files.",
    subcommands: [
      DatasetsListCommand.self, DatasetsFetchCommand.self, DatasetsVerifyCommand.self,
    ],
    defaultSubcommand: DatasetsListCommand.self)
}

/// Where data sets are.
struct DatasetFolders {
  /// The folder that the user names with `PRACTICAL_DATASETS`.
  var own: String?
  /// The folder that data sets are fetched to otherwise.
  var fetched: String
  /// The folder that comes with the program.
  var bundled: String

  /// The folders as they are set in the environment.
  static func find() -> DatasetFolders {
    let named = ProcessInfo.processInfo.environment["PRACTICAL_DATASETS"] ?? ""
    return DatasetFolders(
      own: named.isEmpty ? nil : URL(fileURLWithPath: named).path, fetched: UserFolders.datasets,
      bundled: Course.find().datasets)
  }

  /// Where `fetch` puts data sets.
  var destination: String { own ?? fetched }

  /// The folders in which a cell looks for a data set, in this order.
  var all: [String] { [own, fetched, bundled].compactMap { $0 } }

  /// The folders that have a list of checksums: the bundled one, and the user's when it has one.
  var catalogs: [DatasetCatalog] {
    let named = own.flatMap {
      FileManager.default.fileExists(atPath: $0 + "/SHA256SUMS") ? $0 : nil
    }
    return [named, bundled].compactMap { $0 }.map {
      DatasetCatalog(directory: URL(fileURLWithPath: $0))
    }
  }

  /// The data sets that can be fetched.
  func fetchable() throws -> [FetchableSet] {
    try FetchableSet.list(in: URL(fileURLWithPath: bundled))
  }

  /// What is wrong with a name that no data set has.
  static func unknown(_ name: String, known: [String]) -> UsageError {
    UsageError(
      "there is no data set `\(TerminalStyle.harmless(String(name.prefix(100))))`",
      help: "the data sets are \(known.joined(separator: ", "))")
  }
}

extension StandardOutput {
  /// Writes a value as one JSON document.
  static func writeJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    writeLine(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}

/// A number of bytes for a person.
func byteText(_ count: Int) -> String {
  switch count {
  case ..<1000: "\(count) bytes"
  case ..<100_000: String(format: "%.1f kB", Double(count) / 1e3)
  default: String(format: "%.1f MB", Double(count) / 1e6)
  }
}
