import CellChannel
import Foundation
import Glibc

/// Words for what can go wrong with a cell or a check.
enum FailureText {
  /// A number of seconds, as people write it.
  static func seconds(_ seconds: Double) -> String {
    seconds >= 60 && seconds.truncatingRemainder(dividingBy: 60) == 0
      ? "\(Int(seconds / 60)) min" : String(format: "%g s", seconds)
  }

  /// A number of bytes, as people write it.
  static func bytes(_ bytes: Int) -> String {
    bytes >= 1_000_000_000
      ? String(format: "%.3g GB", Double(bytes) / 1e9)
      : String(format: "%.3g MB", Double(bytes) / 1e6)
  }

  /// What a signal means.
  static func signal(_ number: Int) -> String {
    switch Int32(number) {
    case SIGSEGV: "a memory access that is not allowed (SIGSEGV)"
    case SIGBUS: "a memory access that is not possible (SIGBUS)"
    case SIGFPE: "an arithmetic fault (SIGFPE)"
    case SIGABRT: "an abort (SIGABRT)"
    case SIGILL, SIGTRAP: "a trap: a check of Swift's failed"
    case SIGSYS: "a system call that is not allowed (SIGSYS)"
    case SIGKILL: "the end of its process from outside (SIGKILL)"
    default: "the signal \(number)"
    }
  }

  /// Why a check has no value, from what its process told; nil when that says nothing.
  ///
  /// - Parameters:
  ///   - failure: what the process told.
  ///   - output: what the cell printed.
  ///   - trap: what is known of the place of a trap, in words.
  /// - Returns: the words, or nil.
  static func reason(
    of failure: CellFailure, output: CellOutput, trap: String? = nil
  ) -> String? {
    switch failure.kind {
    case .todo: "`\(failure.message)` is not implemented yet"
    case .thrown: "threw an error: \(failure.message)"
    case .missing: failure.message
    case .memory: "ran out of memory"
    case .timeout: "ran out of time"
    // An abort is also how the runtime ends a program that gets no memory.
    case .trap where failure.message == CellFailure.abort && output.saysOutOfMemory:
      "ran out of memory"
    case .trap where !failure.message.isEmpty: "crashed: \(failure.message)"
    // The reason in the debug information is this trap's; the last words on stderr may be older.
    case .trap: (trap ?? output.fatalError).map { "crashed: \($0)" }
    }
  }

  /// Why a check has no value, from how its process ended.
  static func reason(of end: ProcessEnd, timeout: Double) -> String {
    switch end {
    case .exited(let status): "ended its process with `exit(\(status))`"
    case .signaled(let signal): "crashed: \(FailureText.signal(signal))"
    case .timedOut: "took longer than \(seconds(timeout))"
    }
  }
}
