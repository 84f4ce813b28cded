import Checks
import FileUses
import Plots
import Wire

/// What the process of the cells tells the runner.
///
/// Student code runs in that process and can send what it likes: an event is a report, never a verdict.
public enum CellEvent: Sendable, Equatable {
  /// A module of cells was loaded; the text names the kernels that the linear algebra uses.
  case loaded(kernels: String)
  /// A module of cells could not be loaded; the text says why.
  case loadFailed(String)
  /// A process waits for commands; the answer to `HostCommand.identify`.
  case identified(number: Int, processID: Int)
  /// A cell begins in the process with this id.
  case cellStarted(processID: Int)
  /// A cell ended well.
  case cellFinished(seconds: Double, peakMemory: Int)
  /// The process of a cell ended before the cell did; reported by the waiting snapshot.
  case cellDied(ProcessEnd)
  /// A cell, or a check in it, ends early.
  case failure(CellFailure)
  /// A cell shows a figure.
  case figure(Figure)
  /// A cell is so far along with something.
  case progress(ProgressReport)
  /// A check begins to evaluate its value.
  case checkStarted(CheckReport)
  /// A check has its value.
  case checkObserved(name: String, value: CheckValue)
  /// The process of a check ended without a value.
  case checkDied(name: String, ProcessEnd)
  /// A cell, or a check in it, read, looked for or wrote a file through the kit.
  case fileUsed(FileUse)
}

/// How a process ended.
public enum ProcessEnd: Sendable, Equatable {
  /// It ended itself with this status.
  case exited(Int)
  /// A signal ended it.
  case signaled(Int)
  /// The host ended it, because it took too long.
  case timedOut
}

/// Why a cell or check ends early, as its own process tells it.
public struct CellFailure: Sendable, Equatable {
  /// The kinds of failure that a process can tell of itself.
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// An error was thrown and not caught.
    case thrown
    /// A trap or a signal.
    case trap
    /// The runner said that time is up.
    case timeout
    /// No more memory was to be had.
    case memory
    /// A `todo` was reached.
    case todo
    /// A value of a cell that did not run was needed.
    case missing
  }
  /// The message of a trap that is an abort.
  public static let abort = "an abort (SIGABRT)"

  /// What kind of failure it is.
  public var kind: Kind
  /// What happened, in words; empty for most traps, whose words are on stderr or in the debug information.
  public var message: String
  /// The file of `line`, as compiled code names it; empty for the cell that runs.
  public var file: String
  /// The 1-based line, counted in the cell, or 0 when that is not known.
  public var line: Int
  /// The calls that led there, innermost first.
  public var frames: [StackFrame]

  /// Makes a failure.
  public init(
    kind: Kind, message: String, file: String = "", line: Int, frames: [StackFrame] = []
  ) {
    self.kind = kind
    self.message = message
    self.file = file
    self.line = line
    self.frames = frames
  }
}

/// One call on the stack, as an address in a loaded file.
public struct StackFrame: Sendable, Equatable {
  /// The path of the loaded file.
  public var file: String
  /// The address, relative to the file's load address.
  public var offset: UInt64

  /// Makes a frame.
  public init(file: String, offset: UInt64) {
    self.file = file
    self.offset = offset
  }
}

/// How far along something is.
public struct ProgressReport: Sendable, Equatable {
  /// What is under way.
  public var label: String
  /// The steps done.
  public var done: Int
  /// The steps in all.
  public var total: Int

  /// Makes a report.
  public init(label: String, done: Int, total: Int) {
    self.label = label
    self.done = done
    self.total = total
  }
}

/// A check as the cell calls it.
public struct CheckReport: Sendable, Equatable {
  /// The check's name.
  public var name: String
  /// What is expected; only a student's own run at home believes it.
  public var expectation: Expectation
  /// The points, where the call names them.
  public var points: Double?
  /// The 1-based line of the call.
  public var line: Int

  /// Makes a report.
  public init(name: String, expectation: Expectation, points: Double?, line: Int) {
    self.name = name
    self.expectation = expectation
    self.points = points
    self.line = line
  }
}
