import Foundation
import Plots

/// Runs a practical again and again while it is edited, each time from the first cell that has changed.
///
/// The result of an update is the same as that of a run from the top: cells before the first change keep
/// their results, and the others run in the state that the cells before them left.
public final class WatchSession {
  let toolchain: Toolchain
  let options: RunOptions
  let limits: SnapshotLimits
  // What follows is shared by the parts of the session, each a file of its own.
  let wakeUp = WakeUp()
  let progress = SessionProgress()
  var stack: HostStack?
  /// What came of the cells up to the last that ran, and what decided it.
  var records: [(key: String, record: CellRecord)] = []
  /// The modules with the code of the cells that have run.
  var compiled = CompiledPractical()
  /// Everything else that decides results.
  var surroundings: RunSurroundings?
  /// Whether a cell that was broken off had written files.
  var hasLostWriter = false
  /// Whether the host was lost during the update.
  var hasLostHost = false
  /// The ids of the cells that were edited last, the latest first.
  var editedCells: [String] = []
  /// The number of the first of them.
  var editedIndex = 0
  /// What decided the results of the last update, by the ids of the cells.
  var lastKeys: [String: String] = [:]
  let memory = ParseMemory()
  var kernels: String?
  /// States after more cells than these are those of cells that have changed since.
  var validCells = 0
  /// Whether the host is in the state before the next cell.
  var isStateReady = false

  /// Makes a session in which nothing has run.
  ///
  /// - Parameters:
  ///   - options: the seed, the settings and the folders; `until` and `only` are not for sessions.
  ///   - toolchain: what to compile and run cells with.
  ///   - limits: how much is kept of the states between cells.
  public init(
    options: RunOptions, toolchain: Toolchain, limits: SnapshotLimits = SnapshotLimits()
  ) {
    self.options = options
    self.limits = limits
    self.toolchain = toolchain
  }

  deinit { end() }

  /// Ends all processes of the session; the next update starts them anew.
  public func end() {
    stack?.host.end()
    stack = nil
  }

  /// The processes of the session, the one that waits for commands last.
  public var processIDs: [Int] { stack?.levels.map(\.processID) ?? [] }

  /// How many of the processes hold the state after a cell; the others only wait.
  public var snapshotCount: Int { stack?.levels.count { !$0.isDropped } ?? 0 }

  /// Has the next update run everything again.
  public func forgetAll() { records = [] }

  /// Has the next update run again from the cell on that was edited last.
  public func forgetEdited(in practical: Practical) {
    let index = practical.cells.firstIndex { $0.id == editedCells.first } ?? 0
    let forgotten = records.dropFirst(index)
    if forgotten.contains(where: { $0.record.hasWritten }) { hasLostWriter = true }
    records.removeLast(forgotten.count)
  }

  /// Gives memory back until the states between cells keep within the limits.
  public func trimSnapshots() { stack?.keep(within: limits, edited: editedIndex) }

  /// Brings the results up to date with a practical.
  ///
  /// - Parameters:
  ///   - practical: what to run.
  ///   - notify: called with what happens, as it happens.
  /// - Returns: what the practical comes to; interrupted when the wake-up was raised.
  /// - Throws: `UsageError` or `Toolchain.Missing`.
  @discardableResult
  public func update(
    to practical: Practical, notify: @escaping (RunEvent) -> Void
  ) throws -> RunOutcome {
    hasLostHost = false
    let outcome = try updateOnce(to: practical, notify: notify)
    // Somebody may have ended processes of the session; what a cell does to its own host it does again.
    guard hasLostHost, !outcome.isInterrupted else {
      notify(.ended(outcome))
      return outcome
    }
    let again = try updateOnce(to: practical, notify: notify)
    notify(.ended(again))
    return again
  }

  private func updateOnce(
    to practical: Practical, notify: @escaping (RunEvent) -> Void
  ) throws -> RunOutcome {
    let start = monotonicSeconds()
    wakeUp.lower()
    progress.begin(practical)
    defer { progress.end() }
    let settings = try options.settings(for: practical)
    let seed = options.seed ?? practical.frontMatter.seed
    let surroundings = try RunSurroundings(toolchain, datasets: options.datasets)
    // Other programs or another kit: the processes are not those of a run from the top any more.
    if surroundings != self.surroundings { end() }
    self.surroundings = surroundings
    let cellKeys = CellKeys(
      practical, cells: Array(practical.cells.indices), seed: seed, settings: settings,
      surroundings: surroundings)
    let keys = practical.cells.indices.map { cellKeys.keys[$0]?.state ?? "" }
    let first = firstStale(keys)
    records.removeSubrange(first...)
    for index in records.indices { records[index].record.isKept = true }
    noteEdit(of: practical.cells.map(\.id), keys, first)
    var state = RunState(practical: practical, judging: options.judging)
    for (index, (_, record)) in records.enumerated() {
      state.end(practical.cells[index], index, record)
    }
    state.kernels = kernels
    let kept = Dictionary(
      uniqueKeysWithValues: records.indices.map {
        ($0, KeptResult(cell: state.cells[$0], checks: state.checks[$0] ?? []))
      })
    notify(.began(practical, kept: kept))
    var compileSeconds = 0.0
    if first < practical.cells.count {
      var run = WatchRun(
        practical: practical, keys: keys,
        execution: CellExecution(
          practical: practical, toolchain: toolchain, seed: seed, settings: settings,
          notify: notify, wakeUp: wakeUp, keepsSnapshots: true),
        notify: notify, state: state)
      compileSeconds = try self.run(&run, from: first)
      state = run.state
    }
    kernels = state.kernels
    state.settleExercises()
    var outcome = state.outcome(
      seed: seed, seconds: monotonicSeconds() - start, compileSeconds: compileSeconds)
    outcome.saved = SavedRun(
      practical, keys: cellKeys, seed: seed, settings: settings, surroundings: surroundings,
      result: outcome.result, inputs: inputs(of: practical))
    return outcome
  }

  /// Has a running update make way for one to a practical that has changed, from any thread.
  ///
  /// A cell that runs is broken off when it or one before it has changed; else it runs to its end.
  public func makeWay(for practical: Practical) {
    if progress.pause(for: practical) { wakeUp.raise() }
  }

  /// Whether an update is under way, asked from any thread.
  public var isUpdating: Bool { progress.isUnderWay }

  /// Breaks a running update off at once, from any thread.
  public func breakOff() { wakeUp.raise() }

  /// The paths of the files that decide results.
  public var inputPaths: Set<String> {
    Set(records.flatMap { $0.record.outcome?.files.inputs.map(\.path) ?? [] })
  }
}
