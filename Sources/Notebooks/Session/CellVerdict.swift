import CellChannel
import Glibc

/// Turns what is known of a cell that ended early into an error with a place in the Markdown.
struct CellVerdict {
  let cell: Cell
  let timeout: Double
  let memoryLimit: Int
  let symbolizer: Symbolizer
  let libraries: Set<String>

  /// The error of a cell, or nil when it ended well.
  func error(of outcome: CellRun.Outcome) -> CellError? {
    if outcome.end == nil && !outcome.isHostLost { return nil }
    guard let failure = outcome.failure else { return error(withoutReport: outcome) }
    let place = failure.frames.isEmpty ? nil : symbolizer.place(of: failure.frames, in: libraries)
    let line = place?.line ?? self.line(of: failure)
    let column = place?.column ?? firstColumn(of: line)
    let (kind, message) = words(for: failure, place: place, outcome: outcome)
    return CellError(kind: kind, message: message, line: line, column: column)
  }

  private func words(
    for failure: CellFailure, place: Symbolizer.Place?, outcome: CellRun.Outcome
  ) -> (CellErrorKind, String) {
    switch failure.kind {
    case .thrown: return (.thrown, failure.message)
    case .todo: return (.todo, "`\(failure.message)` is not implemented yet")
    case .missing: return (.missing, failure.message)
    case .timeout: return (.timeout, "ran longer than \(FailureText.seconds(timeout))")
    case .memory: return (.memory, memoryMessage)
    case .trap:
      if failure.message == CellFailure.abort {
        return outcome.output.saysOutOfMemory
          ? (.memory, memoryMessage) : (.trap, "the cell crashed: \(failure.message)")
      }
      if !failure.message.isEmpty { return (.trap, failure.message) }
      if let reason = place?.reason { return (.trap, Self.plain(reason)) }
      if let message = outcome.output.fatalError { return (.trap, message) }
      return (.trap, signalMessage(outcome.end))
    }
  }

  private func error(withoutReport outcome: CellRun.Outcome) -> CellError {
    let message =
      switch outcome.end {
      case .exited(let status): "the cell ended its process with `exit(\(status))`"
      case .signaled, .timedOut, nil: signalMessage(outcome.end)
      }
    return CellError(kind: .trap, message: message, line: cell.line, column: 1)
  }

  private func signalMessage(_ end: ProcessEnd?) -> String {
    guard case .signaled(let signal) = end, signal != Int(SIGKILL) else {
      return "the cell's process was ended: \(FailureText.signal(Int(SIGKILL)))"
    }
    return "the cell crashed: \(FailureText.signal(signal))"
  }

  private var memoryMessage: String {
    "took more memory than the \(FailureText.bytes(memoryLimit)) that it may"
  }

  /// The line of the Markdown that a failure names.
  private func line(of failure: CellFailure) -> Int {
    guard failure.line > 0 else { return cell.line }
    if failure.file.isEmpty { return cell.codeLine + min(failure.line, cell.lineCount) - 1 }
    return CellPlace.find(
      file: failure.file, line: failure.line, in: symbolizer.cells, path: symbolizer.path
    )?.1 ?? cell.line
  }

  /// The column where the text of a line begins.
  private func firstColumn(of line: Int) -> Int {
    let cell = symbolizer.cells.first { $0.codeLine <= line && line < $0.codeLine + $0.lineCount }
    guard let cell else { return 1 }
    let lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false)
    return lines[line - cell.codeLine].prefix { $0 == " " || $0 == "\t" }.count + 1
      + cell.codeIndentation
  }

  /// What is known of the place of a trap in a check of the cell, in words.
  func explainTrap(_ failure: CellFailure) -> String? {
    guard failure.kind == .trap, !failure.frames.isEmpty,
      let place = symbolizer.place(of: failure.frames, in: libraries)
    else { return nil }
    return place.reason.map(Self.plain)
  }

  /// The compiler's words for a failed check, as a person would put them.
  private static func plain(_ reason: String) -> String {
    switch reason {
    case "precondition failure": "a precondition does not hold"
    case "arithmetic overflow": "arithmetic overflow: the result does not fit the type"
    default: reason
    }
  }
}
