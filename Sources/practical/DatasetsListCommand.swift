import ArgumentParser
import DatasetCatalog
import Foundation
import Notebooks

/// `practical datasets list`.
struct DatasetsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the data sets: those that are there, and those to fetch.")

  @Flag(help: "Print one JSON document.")
  var json = false

  /// A data set, as `--json` tells it.
  private struct Item: Encodable {
    var name: String
    var summary: String
    var kind: String
    var folder: String?
    var state: String
    var rows: Int?
    var bytes: Int
    var downloadBytes: Int?
    var licence: String?
    var citation: String?
    var home: String?
  }

  private struct Document: Encodable {
    var destination: String
    var sets: [Item]
  }

  mutating func run() throws {
    let folders = DatasetFolders.find()
    let catalogs = try folders.catalogs.map { ($0.directory.path, try $0.list()) }
    // Sizes are enough for a list; `verify` reads the files.
    let statuses = try folders.fetchable().map {
      FetchableStatus.find($0, in: folders.all, comparesChecksums: false)
    }
    if json {
      let items = catalogs.flatMap { folder, entries in entries.map { item($0, in: folder) } }
      try StandardOutput.writeJSON(
        Document(destination: folders.destination, sets: items + statuses.map { item($0) }))
      return
    }
    let names = catalogs.flatMap { $0.1.map(\.name) } + statuses.map(\.set.name)
    let width = names.map(\.count).max() ?? 0
    for (folder, entries) in catalogs {
      StandardOutput.writeLine(Course.shortened(folder))
      for entry in entries {
        let state = entry.isOK ? "ok" : "damaged: run `practical datasets verify`"
        writeLine(
          entry.name, width, entry.summary, entry.rowCount, entry.byteCount, entry.licence, state)
      }
    }
    guard !statuses.isEmpty else { return }
    StandardOutput.writeLine("fetched by `practical datasets fetch NAME` to \(folders.destination)")
    for status in statuses {
      let set = status.set
      writeLine(
        set.name, width, set.summary, set.rows, set.byteCount, set.licence, words(status))
    }
  }

  private func writeLine(
    _ name: String, _ width: Int, _ summary: String, _ rows: Int?, _ bytes: Int,
    _ licence: String?, _ state: String
  ) {
    let padded = name.padding(toLength: width, withPad: " ", startingAt: 0)
    let rows = rows.map { "\($0) rows, " } ?? ""
    let details = "\(rows)\(byteText(bytes)); \(licence ?? "licence not stated")"
    StandardOutput.writeLine(
      TerminalStyle.harmless("  \(padded)  \(summary) (\(details)): \(state)"))
  }

  private func words(_ status: FetchableStatus) -> String {
    switch status.state {
    case .absent: "not fetched, \(byteText(status.set.downloadByteCount)) to download"
    case .partial: "fetched in part: run `practical datasets fetch \(status.set.name)`"
    case .damaged: "damaged: run `practical datasets fetch \(status.set.name)`"
    case .complete: "there, in \(Course.shortened(status.folder ?? ""))"
    }
  }

  private func item(_ entry: DatasetEntry, in folder: String) -> Item {
    Item(
      name: entry.name, summary: entry.summary, kind: "committed",
      folder: "\(folder)/\(entry.name)", state: entry.isOK ? "complete" : "damaged",
      rows: entry.rowCount, bytes: entry.byteCount, licence: entry.licence)
  }

  private func item(_ status: FetchableStatus) -> Item {
    Item(
      name: status.set.name, summary: status.set.summary, kind: "fetchable",
      folder: status.folder, state: "\(status.state)", rows: status.set.rows,
      bytes: status.set.byteCount, downloadBytes: status.set.downloadByteCount,
      licence: status.set.licence, citation: status.set.citation, home: status.set.home)
  }
}
