import CellChannel
import Checks
import Foundation
import Plots

/// Runs a practical from its first cell to its last, in a process apart.
public struct PracticalRunner {
  private let practical: Practical
  private let options: RunOptions
  private let toolchain: Toolchain
  private let notify: (RunEvent) -> Void
  private let plan: RunPlan
  private let settings: [String: String]
  private let seed: UInt64
  private let recorder = RunRecorder()

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - practical: what to run.
  ///   - options: how to run it.
  ///   - toolchain: what to compile and run it with.
  ///   - notify: called with what happens, as it happens.
  /// - Throws: `UsageError` when the options do not fit the practical.
  public init(
    _ practical: Practical, options: RunOptions, toolchain: Toolchain,
    notify: @escaping (RunEvent) -> Void
  ) throws {
    self.practical = practical
    self.options = options
    self.toolchain = toolchain
    self.notify = notify
    plan = try RunPlan(practical, options)
    seed = options.seed ?? practical.frontMatter.seed
    settings = try options.settings(for: practical)
  }

  /// Compiles and runs, or gives the results of an earlier run that cannot have been other.
  public func run() throws -> RunOutcome {
    let start = monotonicSeconds()
    let surroundings = try RunSurroundings(toolchain, datasets: options.datasets)
    let keys = CellKeys(
      practical, cells: plan.indices, seed: seed, settings: settings, surroundings: surroundings)
    let store = options.keptRuns.map(RunStore.init)
    // The same observations score otherwise by another answer key.
    let key = Digest.sha256([keys.whole, "\(options.judging)", "\(options.gradingSeed ?? 0)"])
    var outcome: RunOutcome
    var inputs: [String: [InputFile]]
    if !options.ignoresCache, let record = store?.load(key),
      record.fits(practical, plan.indices)
    {
      outcome = repeatRun(record, since: start)
      inputs = record.steps.mapValues(\.inputs)
    } else {
      tell(.began(practical, kept: [:]))
      outcome = try compileAndRun()
      inputs = recorder.inputs
      let record = recorder.record(of: outcome, key: key, practical: practical)
      if let record { store?.save(record) } else { store?.remove(key) }
    }
    outcome.saved = SavedRun(
      practical, keys: keys, seed: seed, settings: settings, surroundings: surroundings,
      result: outcome.result, inputs: inputs)
    tell(.ended(outcome))
    return outcome
  }

  private func tell(_ event: RunEvent) {
    recorder.note(event)
    notify(event)
  }

  /// Tells a kept run as if it ran now.
  private func repeatRun(_ record: RunRecord, since start: Double) -> RunOutcome {
    let cells = practical.cells
    let seconds = monotonicSeconds() - start
    let result = record.result(of: practical, plan.indices, seconds: seconds)
    var kept: [Int: KeptResult] = [:]
    for index in plan.indices {
      let checks = result.checks.filter { $0.cell == cells[index].id }
      kept[index] = KeptResult(cell: result.cells[index], checks: checks)
    }
    tell(.began(practical, kept: kept))
    for index in plan.indices {
      guard let step = record.steps[cells[index].id], let known = kept[index] else { continue }
      tell(.cellStarted(cells[index]))
      for piece in step.pieces {
        switch piece {
        case .output(let text): tell(.output(text))
        case .figure(let path):
          if let figure = record.figures[path] { tell(.figure(figure, path: path)) }
        }
      }
      var shown = known.cell
      shown.status = step.status
      shown.error = step.error
      tell(.cellEnded(cells[index], shown, checks: known.checks))
    }
    return RunOutcome(
      result: result, figures: record.figures, isInterrupted: false, kernels: record.kernels,
      key: AnswerKey(entries: []))
  }

  private func compileAndRun() throws -> RunOutcome {
    let start = monotonicSeconds()
    let cells = practical.cells
    // Compiling anew leaves what was compiled before to other runs.
    let cache = options.cache + (options.ignoresCache ? "/fresh-\(UUID().uuidString)" : "")
    defer { if options.ignoresCache { try? FileManager.default.removeItem(atPath: cache) } }
    var compiler = CellCompiler(toolchain: toolchain, cache: cache)
    compiler.confinement = options.confinement
    compiler.solutions = options.solutions
    compiler.memory = options.memory
    if let seconds = options.timeLimit { compiler.deadline = start + seconds }
    var run = RunState(practical: practical, judging: options.judging)
    var compileSeconds = 0.0
    do {
      // What cannot be loaded is compiled once more, each exercise apart, so that it costs only its own.
      for layout in options.isGrading ? [CellLayout.stages, .exercises] : [.order] {
        compiler.layout = layout
        let begin = monotonicSeconds()
        let compiled = try compiler.compile(
          plan.indices.map { cells[$0] }, path: practical.source.path)
        compileSeconds += monotonicSeconds() - begin
        tell(.compiled(seconds: compileSeconds, cells: plan.indices.count))
        run = RunState(practical: practical, judging: options.judging)
        if try runCells(compiled, from: start, into: &run) { break }
      }
    } catch is CapturedRun.Interrupted {
      run.isInterrupted = true
    }
    return run.outcome(
      seed: seed, seconds: monotonicSeconds() - start, compileSeconds: compileSeconds)
  }

  /// Runs the cells; returns false when a library that holds exercises beside each other cannot be loaded.
  private func runCells(
    _ compiled: CompiledPractical, from start: Double, into run: inout RunState
  ) throws -> Bool {
    let shelf = try LibraryShelf(options)
    defer { shelf.remove() }
    let host = try HostProcess.start(
      toolchain, datasets: options.datasets, confinement: options.confinement,
      libraries: shelf.folder)
    defer { host.end() }
    try host.waitForStart()
    // Only whole runs that are kept are compared with it.
    if options.keptRuns != nil { recorder.programs = host.loadedFiles() }
    var execution = CellExecution(
      practical: practical, toolchain: toolchain, seed: seed, settings: settings, notify: tell,
      gradingSeed: options.gradingSeed)
    execution.shelf = shelf
    execution.isGrading = options.isGrading
    execution.limit = options.timeLimit.map { ($0, start + $0) }
    var libraries = LoadedLibraries(compiled, isOneByOne: options.isGrading && !compiled.isInStages)
    var isHostLost = false
    for index in runningOrder {
      if run.isInterrupted { break }
      let cell = practical.cells[index]
      tell(.cellStarted(cell))
      let record: CellRecord
      if isHostLost {
        record = CellRecord(failure: compiled.failures[cell.id])
      } else if let failure = try libraries.load(for: index, cell, with: execution, in: host) {
        record = CellRecord(failure: failure)
      } else {
        record = try execution.run(index, compiled, loaded: libraries.count, in: host)
      }
      if let outcome = record.outcome { recorder.note(outcome, of: cell) }
      if compiled.isInStages, record.outcome?.isUnloadable ?? false { return false }
      run.end(cell, index, record)
      if record.outcome?.isComplete ?? false { libraries.note(cell) }
      isHostLost = isHostLost || libraries.isHostLost || record.outcome?.isHostLost ?? false
      if !run.isInterrupted {
        tell(.cellEnded(cell, run.cells[index], checks: run.checks[index] ?? []))
      }
    }
    run.settleExercises()
    // Here, while what --no-cache compiled is still there.
    recorder.isRepeatable =
      options.keptRuns != nil
      && RepeatableCode(toolchain: toolchain).obstacles(in: compiled.libraries) == []
    return true
  }

  /// The cells that run, in the order in which they do.
  ///
  /// When marks are given, hidden checks come last: what a student's code learns beside one of them can
  /// then reach no output that the student gets to see.
  private var runningOrder: [Int] {
    guard options.isGrading else { return plan.indices }
    let cells = practical.cells
    return plan.indices.filter { !cells[$0].isHidden } + plan.indices.filter { cells[$0].isHidden }
  }
}

/// Mixes the seed of a run with a name, so that every cell has its own random numbers.
enum SeedMixer {
  /// A seed that depends on every bit of both (FNV-1a over the name, then SplitMix64's finaliser).
  static func mix(_ seed: UInt64, _ name: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var mixed = seed &+ hash &+ 0x9e37_79b9_7f4a_7c15
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
