/// Compiling and running the cells from the first that has changed.
extension WatchSession {
  /// What one update needs.
  struct WatchRun {
    let practical: Practical
    let keys: [String]
    let execution: CellExecution
    let notify: (RunEvent) -> Void
    var state: RunState
  }

  /// Compiles and runs the cells from one on; returns the seconds that were spent waiting for the compiler.
  func run(_ run: inout WatchRun, from first: Int) throws -> Double {
    let practical = run.practical
    isStateReady = false
    validCells = min(validCells, first)
    let start = compilationStart(practical, first)
    var compiler = CellCompiler(toolchain: toolchain, cache: options.cache)
    compiler.memory = memory
    let compilation = BackgroundCompilation(
      practical, from: start, compiler: compiler, wakeUp: wakeUp)
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
    hasLostHost = isGone
    return compilation.seconds
  }

  /// What the compilation of the cells from one on begins with.
  func compilationStart(_ practical: Practical, _ first: Int) -> Compilation.Start {
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

  var isBrokenOff: Bool { wakeUp.isRaised || Interrupt.isRaised }
}
