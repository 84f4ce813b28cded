import CellChannel
import Checks
import Plots

/// What has come out of a run so far.
struct RunState {
  let practical: Practical
  /// By what the checks are judged.
  let judging: Judging
  /// What the checks of this run observed, for an answer key.
  private(set) var key = AnswerKey(entries: [])
  /// The results of all cells, those that have not run as skipped.
  private(set) var cells: [CellResult]
  /// The results of the checks, by the number of their cell.
  private(set) var checks: [Int: [CheckResult]] = [:]
  private(set) var figures: [String: Figure] = [:]
  var isInterrupted = false
  /// The first cell for which the time of the whole run did not suffice.
  private var outOfTime: String?
  /// The kernels that the host computes with.
  var kernels: String?
  /// Where a `todo` was reached: the exercise that it names, and its line in the Markdown.
  private var todos: [(exercise: String, line: Int)] = []
  /// The exercises with a check that a `todo` ended, whichever exercise it names.
  private var unfinished: Set<String> = []

  init(practical: Practical, judging: Judging) {
    self.practical = practical
    self.judging = judging
    cells = practical.cells.map(CellResult.init(skipped:))
  }

  /// Takes in what came of a cell.
  mutating func end(_ cell: Cell, _ index: Int, _ record: CellRecord) {
    if let failure = record.failure {
      // What does not compile has other kinds of errors.
      if failure.kind == .timeout, outOfTime == nil { outOfTime = cell.id }
      end(cell, index, error: CellError(failure, in: cell, of: practical.cells))
    } else if let outcome = record.outcome {
      if let kernels = outcome.kernels { self.kernels = kernels }
      end(
        cell, index, outcome: outcome, error: record.error?.placed(in: practical.cells),
        figures: record.figures)
      cells[index].cached = record.isKept
    } else {
      end(cell, index, error: .hostLost(before: cell))
    }
  }

  /// Takes in a cell that could not be run.
  private mutating func end(_ cell: Cell, _ index: Int, error: CellError) {
    cells[index].error = error
    cells[index].status = error.kind == .missing ? .skipped : .failed
    settleExpectation(of: cell, index)
    let reason =
      error.kind == .compile ? "its cell does not compile: \(error.message)" : error.message
    checks[index] = CheckLedger().results(
      of: cell, in: practical, failure: reason, judging: judging)
  }

  /// Takes in a cell that was run.
  private mutating func end(
    _ cell: Cell, _ index: Int, outcome: CellRun.Outcome, error: CellError?,
    figures: [(path: String, figure: Figure)]
  ) {
    cells[index].seconds = outcome.seconds
    cells[index].peakMemoryBytes = outcome.peakMemory
    cells[index].output = ModuleNames.removed(from: outcome.output.text)
    cells[index].plots = figures.map(\.path)
    for (path, figure) in figures { self.figures[path] = figure }
    if outcome.isInterrupted {
      isInterrupted = true
      return
    }
    cells[index].status = error == nil ? .ok : error?.kind == .missing ? .skipped : .failed
    cells[index].error = error
    settleExpectation(of: cell, index)
    for failure in outcome.checkFailures + [outcome.failure].compactMap({ $0 })
    where failure.kind == .todo {
      let place = CellPlace.find(
        file: failure.file, line: failure.line, in: practical.cells, path: practical.source.path)
      todos.append((failure.message, place?.1 ?? 0))
      if let exercise = cell.exercise { unfinished.insert(exercise) }
    }
    checks[index] = outcome.ledger.results(
      of: cell, in: practical, failure: error.map { "its cell ended early: \($0.message)" },
      judging: judging
    ).map { check in
      var check = check
      check.message = ModuleNames.removed(from: check.message)
      return check
    }
    key.entries += outcome.ledger.keyEntries(of: cell)
  }

  /// An error that the author announced is no failure, and its absence is one.
  private mutating func settleExpectation(of cell: Cell, _ index: Int) {
    guard cell.expectsError else { return }
    if cells[index].error != nil {
      cells[index].status = .ok
    } else {
      cells[index].status = .failed
      cells[index].error = CellError(
        kind: .thrown, message: "the cell is marked expect-error, and ended without an error",
        line: cell.line, column: 1)
    }
  }

  /// Marks the exercises whose `todo` was reached from other cells.
  mutating func settleExercises() {
    for (index, cell) in practical.cells.enumerated() where cell.kind == .exercise {
      let lines = cell.line...(cell.codeLine + cell.code.utf8.count { $0 == UInt8(ascii: "\n") })
      guard cells[index].status == .ok, !cell.expectsError else { continue }
      var line: Int?
      if let todo = todos.first(where: { lines.contains($0.line) || $0.exercise == cell.id }) {
        line = lines.contains(todo.line) ? todo.line : cell.line
      } else if unfinished.contains(cell.id) {
        // Its code stopped in that of an earlier exercise, before it came to its own `todo`.
        line = TodoCalls.line(of: cell.id, in: cell)
      }
      guard let line else { continue }
      cells[index].status = .failed
      cells[index].error = CellError(
        kind: .todo, message: "`\(cell.id)` is not implemented yet", line: line, column: 1)
    }
  }

  /// The document of the run.
  func outcome(seed: UInt64, seconds: Double, compileSeconds: Double) -> RunOutcome {
    let ordered = checks.sorted { $0.key < $1.key }.flatMap(\.value)
    // Thirds of points add up to wholes again.
    func sum(_ points: [Double]) -> Double { (points.reduce(0, +) * 1e6).rounded() / 1e6 }
    let result = RunResult(
      practical: practical.slug, title: practical.frontMatter.title, seed: seed,
      score: sum(ordered.map(\.score)),
      maxScore: sum(ordered.map(\.maxScore)),
      seconds: seconds, compileSeconds: compileSeconds,
      cells: cells, checks: ordered)
    var outcome = RunOutcome(
      result: result, figures: figures, isInterrupted: isInterrupted, kernels: kernels, key: key)
    outcome.outOfTime = outOfTime
    return outcome
  }
}
