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
    let timeout = cell.timeout ?? practical.frontMatter.timeout
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
    }
    if let reason = outcome.loadFailure {
      throw Toolchain.Missing(
        message: "the compiled cells cannot be loaded: \(reason)",
        help: "run again with --no-cache; if that does not help, run `swift build -c release`")
    }
    let error = verdict.error(of: outcome).map { MovableError($0, of: cell, in: practical.cells) }
    return CellRecord(outcome: outcome, error: error, figures: figures.figures)
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
