import Glibc

/// Running a cell in the state that the cells before it left.
extension WatchSession {
  /// Runs a cell in the state before it.
  func execute(_ index: Int, _ run: WatchRun) throws -> CellRecord {
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

  /// Brings the host to the state before a cell; returns whether that worked.
  func makeReady(_ index: Int, _ execution: CellExecution) throws -> Bool {
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
  func replay(upTo index: Int, _ execution: CellExecution) throws -> Bool {
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
  func take(_ record: CellRecord, of id: String, _ index: Int) {
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
