import Notebooks

/// What a practical says and what its run came to, brought together by the names of the cells.
struct ReportOutline {
  /// What was run.
  let practical: Practical
  /// What it came to.
  let result: RunResult
  /// What else is known about the run.
  let details: ReportDetails
  /// What is known while the run goes on, for a page that follows it.
  let live: LiveProgress?

  private let resultsByCell: [String: CellResult]
  private let checksByCell: [String: [CheckResult]]
  private let checksByExercise: [String: [CheckResult]]

  /// Brings a practical and a result together.
  init(
    practical: Practical, result: RunResult, details: ReportDetails, live: LiveProgress? = nil
  ) {
    self.practical = practical
    self.result = result
    self.details = details
    self.live = live
    resultsByCell = Dictionary(result.cells.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    checksByCell = Dictionary(grouping: result.checks, by: \.cell)
    checksByExercise = Dictionary(grouping: result.checks, by: \.exercise)
  }

  /// The title, in one line.
  var title: String {
    result.title.isEmpty ? practical.frontMatter.title : result.title
  }

  /// The name of the practical's file.
  var fileName: String {
    practical.source.path.split(separator: "/").last.map(String.init) ?? practical.slug
  }

  /// What a cell came to, if it came to anything.
  func result(of cell: Cell) -> CellResult? { resultsByCell[cell.id] }

  /// The checks that stand in a cell or a question.
  func checks(in id: String) -> [CheckResult] { checksByCell[id] ?? [] }

  /// The checks that say how a cell stands: those in it, or those that grade it.
  func checks(judging cell: Cell) -> [CheckResult] {
    cell.kind == .check ? checks(in: cell.id) : checksByExercise[cell.id] ?? []
  }

  /// How a cell stands.
  func mark(of cell: Cell) -> ReportMark {
    if live?.activity?.cell == cell.id { return .running }
    guard let result = result(of: cell) else { return details.isLive ? .waiting : .skipped }
    if let error = result.error {
      if cell.expectsError && result.status == .ok { return .expectedError }
      return error.kind == .todo ? .todo : result.status == .skipped ? .skipped : .failed
    }
    switch result.status {
    case .skipped: return .skipped
    case .failed: return .failed
    case .ok: return mark(of: checks(judging: cell)) ?? .ran
    }
  }

  /// How some checks stand together, or nil where there are none.
  func mark(of checks: [CheckResult]) -> ReportMark? {
    guard !checks.isEmpty else { return nil }
    if checks.contains(where: { $0.status == .failed }) { return .failed }
    return checks.contains { $0.status == .notGradable } ? .notGradable : .passed
  }

  /// The points reached and reachable in some checks, or nil where they give none.
  func points(of checks: [CheckResult]) -> (reached: Double, reachable: Double)? {
    let reachable = checks.reduce(0) { $0 + $1.maxScore }
    guard reachable > 0 else { return nil }
    return (checks.reduce(0) { $0 + $1.score }, reachable)
  }

  /// The run in one line: how many cells ran, how many checks passed, how long it took.
  var summary: String {
    let cells = practical.cells.compactMap { result(of: $0) }
    let ran = cells.count { $0.status == .ok }
    var parts = ["\(ran) of \(Quantity.count(practical.cells.count, "cell")) ran"]
    if !result.checks.isEmpty {
      let passed = result.checks.count { $0.status == .passed }
      parts.append("\(passed) of \(Quantity.count(result.checks.count, "check")) passed")
      let ungraded = result.checks.count { $0.status == .notGradable }
      if ungraded > 0 { parts.append("\(ungraded) not gradable") }
    }
    parts.append(Quantity.seconds(result.seconds))
    return parts.joined(separator: " · ")
  }

  /// What to know before reading: the run goes on, or was ended early.
  var notice: String? {
    if live != nil { return nil }
    if details.isLive { return "Running: this page shows what is done so far." }
    if let notice = details.notice { return notice }
    if details.isInterrupted {
      return "This run was interrupted. Cells after that point were not run."
    }
    if result.cells.contains(where: \.cached),
      result.cells.allSatisfy({ $0.cached || $0.status == .skipped })
    {
      return
        "No cell was run: nothing that the results depend on has changed since an earlier run, "
        + "and these are its results."
    }
    return nil
  }

  /// The exercises, the checks that stand alone and the cells that did not come out as they should.
  var openEnds: [Cell] {
    guard !details.isLive else { return [] }
    return practical.cells.filter { cell in
      if cell.kind == .check && cell.exercise != nil { return false }
      switch mark(of: cell) {
      case .failed, .todo, .notGradable: return true
      case .skipped: return cell.kind == .exercise
      default: return false
      }
    }
  }

  /// The name that a reader sees for a cell.
  func name(of cell: Cell) -> String { cell.title ?? cell.id }
}

extension CellErrorKind {
  /// Whether nothing is wrong in the cell itself: it waits for the student, or for another cell.
  var isMild: Bool { self == .todo || self == .missing }

  /// What happened, in words.
  var words: String {
    switch self {
    case .compile: "Does not compile"
    case .thrown: "Stopped with an error"
    case .trap: "Crashed"
    case .timeout: "Ran out of time"
    case .memory: "Ran out of memory"
    case .todo: "Not implemented yet"
    case .missing: "Needs a cell that failed"
    }
  }
}
