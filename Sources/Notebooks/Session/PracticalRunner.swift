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
    var settings = practical.frontMatter.settings
    for (name, value) in options.settings {
      guard settings[name] != nil else {
        let known = settings.keys.sorted().joined(separator: ", ")
        throw UsageError(
          "this practical has no setting `\(name)`",
          help: known.isEmpty ? "it declares none under `settings:`" : "its settings are \(known)")
      }
      settings[name] = value
    }
    self.settings = settings
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
      let record = recorder.record(
        of: outcome, key: key, practical: practical, toolchain: toolchain)
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
    compiler.keepsHiddenApart = options.isGrading
    var run = RunState(practical: practical, judging: options.judging)
    let compiled: CompiledPractical
    do {
      compiled = try compiler.compile(
        plan.indices.map { cells[$0] }, path: practical.source.path)
    } catch is CapturedRun.Interrupted {
      run.isInterrupted = true
      return run.outcome(seed: seed, seconds: monotonicSeconds() - start, compileSeconds: 0)
    }
    let compileSeconds = monotonicSeconds() - start
    tell(.compiled(seconds: compileSeconds, cells: plan.indices.count))
    try runCells(compiled, into: &run)
    return run.outcome(
      seed: seed, seconds: monotonicSeconds() - start, compileSeconds: compileSeconds)
  }

  private func runCells(_ compiled: CompiledPractical, into run: inout RunState) throws {
    let cells = practical.cells
    let shelf = try LibraryShelf(options)
    defer { shelf.remove() }
    let host = try HostProcess.start(
      toolchain, datasets: options.datasets, confinement: options.confinement,
      libraries: shelf.folder)
    defer { host.end() }
    if let reason = try load(compiled, into: host, from: shelf, for: &run) {
      return endAll(reason, in: &run)
    }
    recorder.libraries = compiled.libraries
    recorder.programs = host.loadedFiles().filter { !compiled.libraries.contains($0.path) }
    var isHostLost = false
    for index in runningOrder {
      if run.isInterrupted { break }
      let cell = cells[index]
      tell(.cellStarted(cell))
      if let failure = compiled.failures[cell.id] {
        run.end(cell, index, error: CellError(failure, in: cell, of: cells))
      } else if isHostLost {
        run.end(
          cell, index,
          error: CellError(
            kind: .missing, message: "the process with the cells before this one is gone",
            line: cell.line, column: 1))
      } else if let symbol = compiled.symbols[cell.id] {
        isHostLost = self.run(
          cell, index, symbol: symbol, host: host, compiled: compiled, shelf: shelf, into: &run)
      }
      if !run.isInterrupted {
        tell(.cellEnded(cell, run.cells[index], checks: run.checks[index] ?? []))
      }
    }
    run.settleExercises()
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

  /// Loads what the cells have in common; returns why that is not possible, when the cells are at fault.
  private func load(
    _ compiled: CompiledPractical, into host: HostProcess, from shelf: LibraryShelf,
    for run: inout RunState
  ) throws -> String? {
    if options.isGrading { try host.greet() }
    do {
      for library in compiled.libraries { run.kernels = try host.load(try shelf.put(library)) }
    } catch let failure as HostProcess.LoadFailure {
      if options.isGrading {
        return failure.reason.replacingOccurrences(of: shelf.folder + "/", with: "")
      }
      throw Toolchain.Missing(
        message: "the compiled cells cannot be loaded: \(failure.reason)",
        help: "run again with --no-cache; if that does not help, run `swift build -c release`")
    } catch let failure as Toolchain.Missing {
      // It did answer before; code that runs while it is loaded is the cells'.
      if options.isGrading { return "the process ended, or did not answer" }
      throw failure
    }
    return nil
  }

  /// Ends every cell, because none can be loaded.
  private func endAll(_ reason: String, in run: inout RunState) {
    for index in plan.indices {
      let cell = practical.cells[index]
      run.end(
        cell, index,
        error: CellError(
          kind: .trap, message: "the compiled cells cannot be loaded: \(reason)", line: cell.line,
          column: 1))
    }
  }

  /// Runs one cell; returns whether the host is gone afterwards.
  private func run(
    _ cell: Cell, _ index: Int, symbol: String, host: HostProcess, compiled: CompiledPractical,
    shelf: LibraryShelf, into run: inout RunState
  ) -> Bool {
    let timeout = cell.timeout ?? practical.frontMatter.timeout
    let memoryLimit = cell.memory ?? practical.frontMatter.memory
    let apart = compiled.librariesApart[cell.id]
    let own = (apart ?? []).compactMap { try? shelf.put($0) }
    let invocation = CellInvocation(
      id: cell.id, index: index, symbol: symbol, seed: SeedMixer.mix(seed, cell.id),
      gradingSeed: options.gradingSeed ?? SeedMixer.mix(seed, "practical.grading"),
      checkTimeout: timeout,
      memoryLimit: memoryLimit, settings: settings, keepsSnapshot: false,
      libraries: own, isThrownAway: apart != nil)
    let figures = FigureNames(cell: cell.id)
    let verdict = CellVerdict(
      cell: cell, timeout: timeout, memoryLimit: memoryLimit,
      symbolizer: Symbolizer(
        toolchain: toolchain, cells: practical.cells, path: practical.source.path),
      libraries: Set(compiled.libraries.map(shelf.place) + own))
    var cellRun = CellRun(
      host: host, invocation: invocation, timeout: timeout, memoryLimit: memoryLimit,
      notify: tell, explainTrap: verdict.explainTrap, keepFigure: figures.add)
    let outcome = cellRun.run()
    recorder.note(outcome, of: cell)
    run.end(
      cell, index, outcome: outcome, error: verdict.error(of: outcome), figures: figures.figures)
    return outcome.isHostLost
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

/// The figures of a cell, numbered in the order in which they are shown.
private final class FigureNames {
  /// The most figures that one cell can show.
  private static let limit = 200

  let cell: String
  var figures: [(path: String, figure: Figure)] = []

  init(cell: String) { self.cell = cell }

  func add(_ figure: Figure) -> String? {
    guard figures.count < Self.limit else { return nil }
    let path = "plots/\(cell)-\(figures.count + 1).png"
    figures.append((path, figure))
    return path
  }
}
