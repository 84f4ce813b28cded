import ArgumentParser
import DatasetCatalog
import Foundation
import Notebooks

/// `practical datasets fetch`.
struct DatasetsFetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Fetch data sets that do not come with the program.",
    discussion: """
      The files go to the folder that PRACTICAL_DATASETS names, or else to practical/datasets in your \
      data folder (XDG_DATA_HOME, or ~/.local/share). Each is compared with its checksum before it \
      appears there. A download that was stopped goes on where it was. PRACTICAL_DATASETS_MIRROR names \
      an address to download from instead of the listed ones: it has NAME/FILE below it.
      """)

  @Argument(help: "The names of data sets; all that can be fetched when there are none.")
  var names: [String] = []

  @Option(
    help: ArgumentHelp(
      "Copy the files from a folder instead: it has them, or a folder NAME with them, packed or not.",
      valueName: "dir"))
  var from: String?

  @Flag(help: "Print one JSON document.")
  var json = false

  /// A file, as `--json` tells it.
  private struct File: Encodable {
    var name: String
    var path: String
    var bytes: Int
    var status: String
    var source: String?
    var resumedAt: Int?
  }

  /// A data set, as `--json` tells it.
  private struct Item: Encodable {
    var name: String
    var status: String
    var licence: String
    var files: [File]
    var message: String?
    var help: String?
  }

  private struct Document: Encodable {
    var destination: String
    var sets: [Item]
  }

  mutating func run() throws {
    let folders = DatasetFolders.find()
    let sets = try chosen(from: folders.fetchable())
    let mirror = try mirror()
    Interrupt.install()
    let view = FetchView(isSilent: json)
    var items: [Item] = []
    var failure: (any Error)?
    for set in sets {
      view.begin(set)
      let fetcher = DatasetFetcher(
        destination: folders.destination, localFolder: from.map { URL(fileURLWithPath: $0).path },
        mirror: mirror, isWanted: { !Interrupt.isRaised }, report: view.show)
      do {
        let files = try fetcher.fetch(set)
        view.end(set, files)
        items.append(
          Item(
            name: set.name, status: "complete", licence: set.licence, files: files.map(describe)))
      } catch let error as FetchError {
        view.endLine()
        items.append(
          Item(
            name: set.name, status: "failed", licence: set.licence, files: [],
            message: error.message, help: error.help))
        failure = error
        break
      }
    }
    if json {
      try StandardOutput.writeJSON(Document(destination: folders.destination, sets: items))
    }
    if let failure { throw failure }
  }

  private func chosen(from sets: [FetchableSet]) throws -> [FetchableSet] {
    for name in names where !sets.contains(where: { $0.name == name }) {
      let known = sets.map(\.name)
      let isBundled = try DatasetFolders.find().catalogs.contains { catalog in
        try catalog.list().contains { $0.name == name }
      }
      if isBundled {
        throw UsageError(
          "`\(name)` comes with the program and need not be fetched",
          help: "`practical datasets verify \(name)` says whether it is intact; "
            + "to fetch there are \(known.joined(separator: ", "))")
      }
      throw DatasetFolders.unknown(name, known: known)
    }
    let wanted = names.isEmpty ? sets : sets.filter { names.contains($0.name) }
    guard let from else { return wanted }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: from, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw UsageError(
        "there is no folder `\(TerminalStyle.harmless(String(from.prefix(200))))`",
        help: "name a folder that has the files of the data sets, or leave out --from")
    }
    guard names.isEmpty else { return wanted }
    let there = wanted.filter {
      FileManager.default.fileExists(atPath: "\(from)/\($0.name)")
    }
    guard !there.isEmpty else {
      throw UsageError(
        "there is no data set in `\(TerminalStyle.harmless(String(from.prefix(200))))`",
        help: "the folder should have folders \(sets.map(\.name).joined(separator: ", ")); "
          + "or name the data set whose files it has, as in `fetch mnist --from …`")
    }
    return there
  }

  private func mirror() throws -> String? {
    let named = ProcessInfo.processInfo.environment["PRACTICAL_DATASETS_MIRROR"] ?? ""
    guard !named.isEmpty else { return nil }
    guard named.hasPrefix("https://") || named.hasPrefix("http://") else {
      throw UsageError(
        "PRACTICAL_DATASETS_MIRROR is no address: \(TerminalStyle.harmless(String(named.prefix(200))))",
        help: "it begins with https:// or http://, and has NAME/FILE below it")
    }
    return named
  }

  private func describe(_ file: FetchedFile) -> File {
    var result = File(
      name: file.name, path: file.path, bytes: file.byteCount, status: "present", source: nil)
    switch file.origin {
    case .present: break
    case .copied(let path):
      result.status = "copied"
      result.source = path
    case .downloaded(let address, let resumedAt):
      result.status = "downloaded"
      result.source = address
      result.resumedAt = resumedAt
    }
    return result
  }
}
