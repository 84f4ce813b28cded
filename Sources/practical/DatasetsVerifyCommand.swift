import ArgumentParser
import DatasetCatalog
import Foundation
import Notebooks

/// `practical datasets verify`.
struct DatasetsVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compare the files of the data sets with their checksums, fetched ones included.")

  @Argument(help: "The names of data sets; all that are there when there are none.")
  var names: [String] = []

  @Flag(help: "Print one JSON document.")
  var json = false

  /// A file, as `--json` tells it.
  private struct Item: Encodable {
    var dataset: String
    var file: String
    var folder: String
    var ok: Bool
    var message: String
    var bytes: Int?
  }

  private struct Document: Encodable {
    var ok: Bool
    var files: [Item]
  }

  mutating func run() throws {
    let folders = DatasetFolders.find()
    let fetchable = try folders.fetchable()
    var known: [String] = []
    var items: [Item] = []
    for catalog in folders.catalogs {
      // A fetched data set beside listed ones is compared with the list of those to fetch.
      let files = try catalog.verify().filter { file in
        !fetchable.contains { $0.name == file.dataset }
      }
      known += files.map(\.dataset)
      items += files.filter { names.isEmpty || names.contains($0.dataset) }.map {
        item($0, in: "\(catalog.directory.path)/\($0.dataset)")
      }
    }
    for name in names where !known.contains(name) && !fetchable.contains(where: { $0.name == name })
    {
      throw DatasetFolders.unknown(name, known: Set(known + fetchable.map(\.name)).sorted())
    }
    let bundledAreSound = items.allSatisfy(\.ok)
    var broken: [String] = []
    for set in fetchable where names.isEmpty || names.contains(set.name) {
      let status = FetchableStatus.find(set, in: folders.all, comparesChecksums: true)
      // A data set that nobody fetched is no fault, unless it was asked for.
      if status.state == .absent && !names.contains(set.name) { continue }
      if status.state != .complete { broken.append(set.name) }
      items += status.files.map {
        item($0, in: status.folder ?? "\(folders.destination)/\(set.name)")
      }
    }
    if json {
      try StandardOutput.writeJSON(Document(ok: items.allSatisfy(\.ok), files: items))
    } else {
      for item in items {
        let mark = item.ok ? "✓" : "✗"
        StandardOutput.writeLine(
          TerminalStyle.harmless("\(mark) \(item.dataset)/\(item.file): \(item.message)"))
      }
    }
    if !bundledAreSound {
      writeError(
        "error: some files are not as they were made\n"
          + "  help: restore them with `git checkout -- datasets`, "
          + "or remove those that are not listed")
    }
    if !broken.isEmpty {
      let list = broken.joined(separator: " ")
      writeError(
        "error: files of fetched data sets are missing or damaged\n"
          + "  help: `practical datasets fetch \(list)` fetches them again")
    }
    if !bundledAreSound || !broken.isEmpty { throw ExitCode(ExitStatus.failure) }
  }

  private func item(_ file: FileVerification, in folder: String) -> Item {
    Item(
      dataset: file.dataset, file: file.file, folder: folder, ok: file.isOK,
      message: file.state.description, bytes: file.byteCount)
  }
}
