import Foundation
import Plots

/// Runs a practical again and again while it is edited, each time from the first cell that has changed.
///
/// The result of an update is the same as that of a run from the top: cells before the first change keep
/// their results, and the others run in the state that the cells before them left.
public final class WatchSession {
  private let toolchain: Toolchain
  private let options: RunOptions
  private let limits: SnapshotLimits
  private let wakeUp = WakeUp()
  private let progress = SessionProgress()
  private var stack: HostStack?
  /// What came of the cells up to the last that ran, and what decided it.
  private var records: [(key: String, record: CellRecord)] = []
  /// The modules with the code of the cells that have run.
  private var compiled = CompiledPractical()
  /// Everything else that decides results.
  private var surroundings: RunSurroundings?
  /// Whether a cell that was broken off had written files.
  private var hasLostWriter = false
  /// The ids of the cells that were edited last, the latest first.
  private var editedCells: [String] = []
  /// The number of the first of them.
  private var editedIndex = 0
  /// What decided the results of the last update, by the ids of the cells.
  private var lastKeys: [String: String] = [:]
  private let memory = ParseMemory()
  private var kernels: String?
  /// States after more cells than these are those of cells that have changed since.
  private var validCells = 0
  /// Whether the host is in the state before the next cell.
  private var isStateReady = false

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
    records.removeSubrange(min(index, records.count)...)
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
    notify(.ended(outcome))
    return outcome
  }

  /// The number of the first cell that has to run.
  private func firstStale(_ keys: [String]) -> Int {
    var first = zip(keys, records).prefix { $0.0 == $0.1.key && !$0.1.record.isUncertain }.count
    for (index, (_, record)) in records.prefix(first).enumerated()
    where !(record.outcome?.files.inputs.allSatisfy(\.isUnchanged) ?? true) {
      first = index
      break
    }
    // What cells have written stays when their process goes back: whoever wrote has to write again.
    let isWriter = { (entry: (key: String, record: CellRecord)) in
      entry.record.outcome?.files.hasWritten ?? false
    }
    if hasLostWriter || records.dropFirst(first).contains(where: isWriter) {
      first = records.prefix(first).firstIndex(where: isWriter) ?? first
    }
    hasLostWriter = false
    return first
  }

  /// The files that cells have read or looked for, by the ids of the cells.
  private func inputs(of practical: Practical) -> [String: [InputFile]] {
    var inputs: [String: [InputFile]] = [:]
    for (cell, entry) in zip(practical.cells, records) {
      inputs[cell.id] = entry.record.outcome?.files.inputs ?? []
    }
    return inputs
  }

  /// The paths of the files that decide results.
  public var inputPaths: Set<String> {
    Set(records.flatMap { $0.record.outcome?.files.inputs.map(\.path) ?? [] })
  }

  /// Notes which cell was edited.
  private func noteEdit(of ids: [String], _ keys: [String], _ first: Int) {
    if first < ids.count, !lastKeys.isEmpty, lastKeys[ids[first]] != keys[first] {
      editedCells = Array(([ids[first]] + editedCells.filter { $0 != ids[first] }).prefix(8))
    }
    lastKeys = Dictionary(uniqueKeysWithValues: zip(ids, keys))
  }

  /// What one update needs.
  private struct WatchRun {
    let practical: Practical
    let keys: [String]
    let execution: CellExecution
    let notify: (RunEvent) -> Void
    var state: RunState
  }

  /// Compiles and runs the cells from one on; returns the seconds that were spent waiting for the compiler.
  private func run(_ run: inout WatchRun, from first: Int) throws -> Double {
    let practical = run.practical
    isStateReady = false
    validCells = min(validCells, first)
    let start = compilationStart(practical, first)
    let compilation = BackgroundCompilation(
      practical, from: start, memory: memory,
      compiler: CellCompiler(toolchain: toolchain, cache: options.cache), wakeUp: wakeUp)
    defer { compilation.end() }
    // What a run from the top does not reach, this one does not either.
    var isGone = records.contains { $0.record.outcome?.isHostLost ?? false }
    for index in first..<practical.cells.count {
      if progress.isAskedToPause {
        run.state.isInterrupted = true
        break
      }
      let cell = practical.cells[index]
      guard let compiled = try compilation.waits(for: index) else {
        run.state.isInterrupted = true
        break
      }
      self.compiled = compiled
      if index == first {
        run.notify(
          .compiled(seconds: compilation.seconds, cells: practical.cells.count - first))
      }
      progress.running = index
      defer { progress.running = nil }
      run.notify(.cellStarted(cell))
      var record = CellRecord(failure: compiled.failures[cell.id])
      if record.failure == nil && !isGone {
        record = try execute(index, run)
        isGone = record.outcome?.isHostLost ?? true
      }
      if isBrokenOff { run.state.isInterrupted = true }
      if run.state.isInterrupted || record.outcome?.isInterrupted ?? false {
        hasLostWriter = record.outcome?.files.hasWritten ?? false
        run.state.isInterrupted = true
        isStateReady = false
        break
      }
      run.state.end(cell, index, record)
      records.append((run.keys[index], record))
      run.notify(
        .cellEnded(cell, run.state.cells[index], checks: run.state.checks[index] ?? []))
    }
    if isGone { end() }
    return compilation.seconds
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

  private var isBrokenOff: Bool { wakeUp.isRaised || Interrupt.isRaised }

  /// Runs a cell in the state before it.
  private func execute(_ index: Int, _ run: WatchRun) throws -> CellRecord {
    var record = CellRecord()
    for attempt in 0..<2 {
      guard try makeReady(index, run.execution), let stack else { break }
      record = try run.execution.run(index, compiled, loaded: stack.top.libraries, in: stack.host)
      // Without the state before it, the answer comes from an older one: in a run from the top, from none.
      if record.isUncertain && !HostStack.isAlive(stack.top.processID) {
        record.outcome?.isHostLost = true
      }
      take(record, of: run.practical.cells[index].id, index)
      guard let outcome = record.outcome, !outcome.isInterrupted else { break }
      // Ended from outside, perhaps; only a cell that ends so again has done it itself.
      if !record.isUncertain || attempt > 0 { break }
      isStateReady = false
      run.notify(.cellStarted(run.practical.cells[index]))
    }
    return record
  }

  /// What the compilation of the cells from one on begins with.
  private func compilationStart(_ practical: Practical, _ first: Int) -> Compilation.Start {
    var start = Compilation.Start()
    start.settled = first
    let cells = practical.cells
    editedIndex = first
    // The edited cell alone is compiled faster than with its neighbours, and likely to be edited again.
    for id in editedCells {
      guard let index = cells.firstIndex(where: { $0.id == id }) else { continue }
      start.cuts.insert(id)
      if index + 1 < cells.count { start.cuts.insert(cells[index + 1].id) }
    }
    for (index, (_, record)) in records.enumerated() {
      start.failures[cells[index].id] = record.failure
    }
    for (number, library) in compiled.libraries.enumerated() {
      let own = cells.prefix(first).filter { compiled.modules[$0.id] == number }.map(\.id)
      if own.isEmpty { continue }
      start.modules.append(
        Compilation.LoadedModule(name: compiled.names[number], library: library, cells: own))
    }
    return start
  }

  /// Brings the host to the state before a cell; returns whether that worked.
  private func makeReady(_ index: Int, _ execution: CellExecution) throws -> Bool {
    if isStateReady { return true }
    for _ in 0..<3 where !isBrokenOff {
      if stack == nil { stack = try HostStack(toolchain, datasets: options.datasets) }
      if stack?.goBack(to: min(index, validCells)) ?? false, try replay(upTo: index, execution) {
        isStateReady = true
        return true
      }
      if isBrokenOff { return false }
      end()
    }
    return false
  }

  /// Runs the cells before one again whose states are not kept; returns whether that worked.
  private func replay(upTo index: Int, _ execution: CellExecution) throws -> Bool {
    var silent = execution
    silent.notify = { _ in }
    while let stack, stack.top.cells < index {
      let missing = (stack.top.cells..<min(index, records.count)).first {
        records[$0].record.outcome?.isComplete ?? false
      }
      guard let missing else { return true }
      let record = try silent.run(missing, compiled, loaded: stack.top.libraries, in: stack.host)
      take(record, of: execution.practical.cells[missing].id, missing)
      guard record.outcome?.isComplete ?? false else { return false }
    }
    return true
  }

  /// Notes the state that a cell has left.
  private func take(_ record: CellRecord, of id: String, _ index: Int) {
    guard let outcome = record.outcome else { return }
    if outcome.isInterrupted || outcome.isHostLost { isStateReady = false }
    guard outcome.isComplete, let processID = outcome.processID, let stack else { return }
    validCells = index + 1
    self.stack?.push(
      processID: processID, cells: index + 1,
      libraries: max(stack.top.libraries, (compiled.modules[id] ?? -1) + 1),
      seconds: outcome.seconds)
  }
}
