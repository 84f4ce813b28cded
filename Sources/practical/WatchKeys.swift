import Foundation
import Notebooks

/// What the keys do that leave the run alone.
final class WatchKeys: @unchecked Sendable {
  // Used by the thread that reads the keys.
  private let path: String
  private let report: String

  init(path: String, report: String) {
    self.path = path
    self.report = report
  }

  /// Says which keys there are.
  static func showHelp() {
    let style = TerminalStyle.detect()
    let keys = [
      ("r", "rerun all"), ("e", "rerun from the last edit"), ("h", "hint"), ("o", "open report"),
      ("q", "quit"), ("?", "help"),
    ]
    let words = keys.map { "\(style.bold($0.0)) \(style.dim($0.1))" }
    StandardOutput.writeLine(words.joined(separator: style.dim(" · ")))
  }

  /// Does what a key means; others do nothing.
  func press(_ key: Character) {
    switch key {
    case "?": Self.showHelp()
    case "h": showHint()
    case "o": RunCommand.openReport(report)
    default: return
    }
  }

  /// Shows the next hint for the first exercise that is not solved.
  private func showHint() {
    do {
      var command = try HintCommand.parse([path])
      try command.run()
    } catch {
      writeError(String(describing: error))
    }
  }
}
