import CellChannel
import Plots

/// What happens while a practical runs, for whoever shows it.
public enum RunEvent: Sendable {
  /// A run begins; the results of these cells, by number, are taken over from the run before.
  case began(Practical, kept: [Int: KeptResult])
  /// Everything that compiles is compiled; whether it was taken from the cache.
  case compiled(seconds: Double, cells: Int)
  /// A cell begins.
  case cellStarted(Cell)
  /// A cell prints.
  case output(String)
  /// A cell shows a figure, to be written under this path relative to the output folder.
  case figure(Figure, path: String)
  /// A cell is so far along with something.
  case progress(ProgressReport)
  /// A cell ended.
  case cellEnded(Cell, CellResult, checks: [CheckResult])
  /// The run is over, or was broken off.
  case ended(RunOutcome)
}

/// The result of a cell that a run takes over without running the cell.
public struct KeptResult: Sendable, Equatable {
  /// What the cell came to.
  public var cell: CellResult
  /// What its checks came to.
  public var checks: [CheckResult]

  /// Makes a result from its parts.
  public init(cell: CellResult, checks: [CheckResult]) {
    self.cell = cell
    self.checks = checks
  }
}

/// What a run came to, with what `result.json` does not hold.
public struct RunOutcome: Sendable {
  /// The result.
  public var result: RunResult
  /// The figures, by the paths of their plots.
  public var figures: [String: Figure]
  /// Whether the user broke the run off.
  public var isInterrupted: Bool
  /// The kernels that the linear algebra of the cells used, where a host was started.
  public var kernels: String?
  /// What the checks observed and what they expect: the answer key, if this is the author's run.
  public var key: AnswerKey
  /// What tells later whether the results are still those of a run; nil when the run was broken off
  /// before its first cell.
  public var saved: SavedRun?
  /// The id of the first cell for which the time of the whole run did not suffice.
  public var outOfTime: String?
}
