import CellChannel
import Foundation
import Plots

/// Runs the cells of a practical, one at a time, in a host.
struct CellExecution {
  let practical: Practical
  let toolchain: Toolchain
  let seed: UInt64
  let settings: [String: String]
  var notify: (RunEvent) -> Void
  /// What `gradingSeed` gives, where it does not follow from the seed.
  var gradingSeed: UInt64?
  /// Breaks a cell off when it is raised.
  var wakeUp: WakeUp?
  /// Whether the state before a cell is kept when the cell ended well.
  var keepsSnapshots = false
  /// Through which the host gets its libraries.
  var shelf: LibraryShelf?
  /// Whether the code is a student's that is marked.
  var isGrading = false
  /// The most seconds that the whole run may take, and when they are over.
  var limit: (seconds: Double, end: Double)?

  /// Runs a cell.
  ///
  /// - Parameters:
  ///   - index: the cell's number.
  ///   - compiled: what the cells were compiled to.
  ///   - loaded: how many of the libraries the host has loaded.
  ///   - host: the host.
  /// - Returns: what came of it; its record has neither outcome nor failure when it is not compiled.
  /// - Throws: `Toolchain.Missing` when a library cannot be loaded.
  func run(
    _ index: Int, _ compiled: CompiledPractical, loaded: Int, in host: HostProcess
  ) throws -> CellRecord {
    let cell = practical.cells[index]
    if let failure = compiled.failures[cell.id] { return CellRecord(failure: failure) }
    guard let symbol = compiled.symbols[cell.id] else { return CellRecord() }
    let apart = compiled.librariesApart[cell.id]
    // What is apart stands on all the others.
    let common = apart == nil ? (compiled.modules[cell.id] ?? -1) + 1 : compiled.libraries.count
    let missing = loaded < common ? Array(compiled.libraries[loaded..<common]) : []
    let own = try (missing + (apart ?? [])).map { try shelf?.put($0) ?? $0 }
    let ownTimeout = cell.timeout ?? practical.frontMatter.timeout
    let rest = limit.map { $0.end - monotonicSeconds() } ?? .infinity
    if let limit, rest <= 0 { return CellRecord(failure: .outOfTime(limit.seconds)) }
    let timeout = min(ownTimeout, rest)
    let memoryLimit = cell.memory ?? practical.frontMatter.memory
    let invocation = CellInvocation(
      id: cell.id, index: index, libraries: own, symbol: symbol,
      seed: SeedMixer.mix(seed, cell.id),
      gradingSeed: gradingSeed ?? SeedMixer.mix(seed, "practical.grading"),
      checkTimeout: timeout, memoryLimit: memoryLimit, settings: settings,
      keepsSnapshot: keepsSnapshots, isThrownAway: apart != nil)
    let figures = FigureNames(cell: cell.id)
    let verdict = CellVerdict(
      cell: cell, timeout: timeout, memoryLimit: memoryLimit,
      symbolizer: Symbolizer(
        toolchain: toolchain, cells: practical.cells, path: practical.source.path),
      libraries: Set(compiled.libraries.map { shelf?.place($0) ?? $0 } + own))
    var cellRun = CellRun(
      host: host, invocation: invocation, timeout: timeout, memoryLimit: memoryLimit,
      notify: notify, explainTrap: verdict.explainTrap, keepFigure: figures.add)
    cellRun.wakeUp = wakeUp
    var outcome = cellRun.run()
    if isGrading {
      // Whether a student's code can be loaded is a matter of that code.
      if let reason = outcome.loadFailure, outcome.end != nil, outcome.failure == nil {
        let words = reason.replacingOccurrences(of: (shelf?.folder ?? "") + "/", with: "")
        outcome.failure = CellFailure(
          kind: .trap, message: "the compiled cells cannot be loaded: \(words.prefix(300))",
          line: 0)
      }
      outcome.loadFailure = nil
      outcome.isUnloadable = !own.isEmpty && outcome.kernels == nil && outcome.end != nil
    }
    if let reason = outcome.loadFailure {
      throw Toolchain.Missing(
        message: "the compiled cells cannot be loaded: \(reason)",
        help: "run again with --no-cache; if that does not help, run `swift build -c release`")
    }
    if let limit, rest < ownTimeout, outcome.failure?.kind == .timeout {
      return CellRecord(failure: .outOfTime(limit.seconds))
    }
    let error = verdict.error(of: outcome).map { MovableError($0, of: cell, in: practical.cells) }
    return CellRecord(outcome: outcome, error: error, figures: figures.figures)
  }
}

extension CellExecution {
  /// Loads one library, in a fork that becomes the host when that goes well.
  ///
  /// - Parameters:
  ///   - library: its path.
  ///   - index: the number of a cell in it, within whose bounds it is loaded.
  ///   - host: the host.
  /// - Returns: why it cannot be loaded, or nil when it is; and whether the host is lost.
  /// - Throws: why it cannot be put where the host finds it.
  func load(_ library: String, for index: Int, in host: HostProcess) throws -> (
    reason: String?, isHostLost: Bool
  ) {
    let cell = practical.cells[index]
    let timeout = cell.timeout ?? practical.frontMatter.timeout
    let memoryLimit = cell.memory ?? practical.frontMatter.memory
    let invocation = CellInvocation(
      id: cell.id, index: index, libraries: [try shelf?.put(library) ?? library], symbol: "",
      seed: 0, gradingSeed: 0, checkTimeout: timeout, memoryLimit: memoryLimit, settings: [:],
      keepsSnapshot: false)
    var run = CellRun(
      host: host, invocation: invocation, timeout: timeout, memoryLimit: memoryLimit,
      notify: { _ in }, explainTrap: { _ in nil }, keepFigure: { _ in nil })
    let outcome = run.run()
    if outcome.end == nil, !outcome.isHostLost { return (nil, false) }
    let words = (outcome.loadFailure ?? "its process ended").replacingOccurrences(
      of: (shelf?.folder ?? "") + "/", with: "")
    return (String(words.prefix(300)), outcome.isHostLost)
  }
}

extension CompiledPractical.Failure {
  /// What becomes of cells when the time of the whole run is over.
  static func outOfTime(_ seconds: Double) -> CompiledPractical.Failure {
    CompiledPractical.Failure(
      kind: .timeout,
      message: "the submission as a whole took longer than the \(FailureText.seconds(seconds)) "
        + "that it may", line: 1, column: 1)
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
