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
    let line = place?.line ?? (failure.line > 0 ? failure.line : cell.line)
    let column = place?.column ?? 1
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
      if Self.saysOutOfMemory(outcome.output.text) { return (.memory, memoryMessage) }
      if let message = outcome.output.fatalError { return (.trap, message) }
      if let reason = place?.reason { return (.trap, Self.plain(reason)) }
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

  private static func saysOutOfMemory(_ output: String) -> Bool {
    output.contains("Could not allocate memory") || output.contains("failed to allocate")
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
