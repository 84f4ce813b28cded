import Foundation
import Notebooks

/// What happens while a practical is watched, as one JSON document a line.
enum WatchEvents {
  private struct Line: Encodable {
    var event: String
    var cell: String?
    var kept: Int?
    var cells: Int?
    var text: String?
    var path: String?
    var done: Int?
    var total: Int?
    var seconds: Double?
    var result: CellResult?
    var checks: [CheckResult]?
    var score: Double?
    var maxScore: Double?
    var isInterrupted: Bool?
  }

  /// Prints an event.
  static func emit(_ event: RunEvent) {
    switch event {
    case .began(let practical, let kept):
      write(Line(event: "began", kept: kept.count, cells: practical.cells.count))
    case .compiled(let seconds, let cells):
      write(Line(event: "compiled", cells: cells, seconds: seconds))
    case .cellStarted(let cell): write(Line(event: "cellStarted", cell: cell.id))
    case .output(let text): write(Line(event: "output", text: text))
    case .figure(_, let path): write(Line(event: "figure", path: path))
    case .progress(let report):
      write(
        Line(event: "progress", text: report.label, done: report.done, total: report.total))
    case .cellEnded(let cell, let result, let checks):
      write(Line(event: "cellEnded", cell: cell.id, result: result, checks: checks))
    case .ended: break
    }
  }

  /// Prints what a practical comes to.
  static func emitEnd(_ outcome: RunOutcome) {
    write(
      Line(
        event: "ended", seconds: outcome.result.seconds, score: outcome.result.score,
        maxScore: outcome.result.maxScore, isInterrupted: outcome.isInterrupted))
  }

  /// Prints that the report is written.
  static func emitReport(_ path: String) { write(Line(event: "report", path: path)) }

  /// Prints where the live report is served.
  static func emitLiveReport(_ address: String) { write(Line(event: "live", path: address)) }

  /// Prints what is wrong with the file.
  static func emitError(_ error: any Error) {
    write(Line(event: "error", text: String(describing: error)))
  }

  private static func write(_ line: Line) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(line) else { return }
    StandardOutput.writeLine(String(decoding: data, as: UTF8.self))
  }
}
