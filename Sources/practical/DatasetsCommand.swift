import ArgumentParser
import DatasetCatalog
import Foundation
import Notebooks

/// `practical datasets`.
struct DatasetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datasets", abstract: "List the data sets, or verify their files.",
    subcommands: [List.self, Verify.self], defaultSubcommand: List.self)

  /// The folders that hold data sets: the user's own first, if `PRACTICAL_DATASETS` names one.
  static func catalogs() -> [DatasetCatalog] {
    var folders = [Course.find().datasets]
    if let own = ProcessInfo.processInfo.environment["PRACTICAL_DATASETS"], !own.isEmpty {
      folders.insert(own, at: 0)
    }
    return folders.map { DatasetCatalog(directory: URL(fileURLWithPath: $0)) }
  }

  /// `practical datasets list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the data sets.")

    mutating func run() throws {
      for catalog in DatasetsCommand.catalogs() {
        StandardOutput.writeLine(Course.shortened(catalog.directory.path))
        let entries = try catalog.list()
        let width = entries.map(\.name.count).max() ?? 0
        for entry in entries {
          let name = entry.name.padding(toLength: width, withPad: " ", startingAt: 0)
          let rows = entry.rowCount.map { "\($0) rows, " } ?? ""
          let size = ByteCountFormatter.string(
            fromByteCount: Int64(entry.byteCount), countStyle: .file)
          let state = entry.isOK ? "ok" : "damaged: run `practical datasets verify`"
          let licence = entry.licence ?? "licence not stated"
          StandardOutput.writeLine(
            "  \(name)  \(entry.summary) (\(rows)\(size); \(licence)): \(state)")
        }
      }
    }
  }

  /// `practical datasets verify`.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compare the files of the data sets with their checksums.")

    @Argument(help: "The names of data sets; all when there are none.")
    var names: [String] = []

    mutating func run() throws {
      var isSound = true
      for catalog in DatasetsCommand.catalogs() {
        for file in try catalog.verify(names) {
          let mark = file.isOK ? "✓" : "✗"
          StandardOutput.writeLine("\(mark) \(file.dataset)/\(file.file): \(file.state)")
          if !file.isOK { isSound = false }
        }
      }
      guard isSound else {
        writeError(
          "error: some files are not as they were made\n"
            + "  help: restore them with `git checkout -- datasets`, "
            + "or remove those that are not listed")
        throw ExitCode(ExitStatus.failure)
      }
    }
  }
}
