import CellChannel
import Notebooks
import Reports

/// What a run has come to so far, kept from its events.
///
/// Taking in an event is cheap and draws nothing: the page is written when somebody looks at it.
struct LiveState: Sendable {
  /// What of the page has changed since it was last written.
  struct Changes: Sendable, Equatable {
    /// Whether the file is another.
    var isEverything = false
    /// The cells that changed.
    var cells: Set<String> = []
    /// Whether anything changed at all.
    var isAny = false
  }

  /// The most bytes of output that are kept of a cell while it runs.
  private static let outputLimit = 1 << 20

  private(set) var practical: Practical
  private(set) var progress = LiveProgress()
  /// The pictures, by their addresses.
  private(set) var pictures: [String: [UInt8]] = [:]
  private var changes = Changes(isEverything: true, cells: [], isAny: true)
  private var details: ReportDetails
  /// What the cells came to, by id, as far as it holds for the file as it is.
  private var results: [String: KeptResult] = [:]
  private var outcome: RunResult?
  private var status = LiveStatus.compiling
  private var problem: String?
  private var compileSeconds = 0.0
  private var stepStart: (label: String, done: Int, time: ContinuousClock.Instant)?
  /// The cells that showed plots, by the paths of these.
  private var cellsByPlot: [String: String] = [:]

  /// Makes the state before the first run.
  init(practical: Practical, details: ReportDetails) {
    self.practical = practical
    self.details = details
  }

  /// Answers what changed since this was last asked.
  mutating func takeChanges() -> Changes {
    defer { changes = Changes() }
    return changes
  }

  /// Whether something changed that nobody has asked for.
  var hasChanged: Bool { changes.isAny }

  // MARK: Events

  /// Takes in what happens in the run.
  mutating func follow(_ event: RunEvent, at time: ContinuousClock.Instant) {
    changes.isAny = true
    switch event {
    case .began(let practical, let kept): begin(practical, kept)
    case .compiled(let seconds, _): compileSeconds = seconds
    case .cellStarted(let cell): start(cell)
    case .output(let text): append(text)
    case .figure(let figure, let path): show(path, alternativeText: figure.altText)
    case .progress(let report): show(report, at: time)
    case .cellEnded(let cell, let result, let checks):
      progress.activity = nil
      settle(cell.id, KeptResult(cell: result, checks: checks))
    case .ended(let outcome): end(outcome)
    }
  }

  /// Takes in that the file cannot be run just now.
  mutating func show(problem: String) {
    self.problem = problem
    changes.isAny = true
  }

  /// Takes in a plot that was drawn.
  mutating func add(plot path: String, png: [UInt8], isDark: Bool = false) {
    let address = "plot/\(ContentKey.make(png).prefix(32)).png"
    var plot = progress.plots[path] ?? LiveProgress.Plot(alternativeText: "")
    let previous = isDark ? plot.dark : plot.light
    let drawing = LiveProgress.Drawing(address: address)
    if isDark {
      plot.dark = drawing
    } else {
      let file = PlotFile(png: png, alternativeText: "")
      plot.light = drawing
      plot.width = file.width
      plot.height = file.height
    }
    progress.plots[path] = plot
    pictures[address] = png
    if let previous, previous.address != address { dropPicture(at: previous.address) }
    if let cell = cellsByPlot[path] ?? cellShowing(path) { changes.cells.insert(cell) }
    changes.isAny = true
  }

  private mutating func begin(_ practical: Practical, _ kept: [Int: KeptResult]) {
    let cells = practical.cells
    var earlier: [String: KeptResult] = [:]
    var current: [String: KeptResult] = [:]
    for (index, cell) in cells.enumerated() {
      if let result = kept[index] {
        current[cell.id] = result
      } else {
        earlier[cell.id] = results[cell.id] ?? progress.earlier[cell.id]
      }
    }
    self.practical = practical
    results = current
    progress.earlier = earlier
    progress.activity = nil
    outcome = nil
    problem = nil
    compileSeconds = 0
    status = .compiling
    changes.isEverything = true
    dropPlots()
  }

  private mutating func start(_ cell: Cell) {
    changes.cells.formUnion([cell.id, progress.activity?.cell ?? cell.id])
    progress.activity = LiveProgress.Activity(cell: cell.id)
    stepStart = nil
    let cells = practical.cells
    status = .running(
      cell: cell.id, name: cell.title ?? cell.id,
      number: (cells.firstIndex { $0.id == cell.id } ?? 0) + 1, count: cells.count)
  }

  private mutating func append(_ text: String) {
    guard let activity = progress.activity, activity.output.utf8.count < Self.outputLimit else {
      return
    }
    progress.activity?.output += text
    changes.cells.insert(activity.cell)
  }

  private mutating func show(_ path: String, alternativeText: String) {
    guard let cell = progress.activity?.cell else { return }
    progress.activity?.plots.append(path)
    var plot = progress.plots[path] ?? LiveProgress.Plot(alternativeText: alternativeText)
    plot.alternativeText = alternativeText
    plot.light?.isEarlier = true
    plot.dark?.isEarlier = true
    progress.plots[path] = plot
    cellsByPlot[path] = cell
    changes.cells.insert(cell)
  }

  private mutating func show(_ report: ProgressReport, at time: ContinuousClock.Instant) {
    guard let cell = progress.activity?.cell else { return }
    if stepStart?.label != report.label || report.done <= (stepStart?.done ?? 0) {
      stepStart = (report.label, report.done, time)
    }
    var rate: Double?
    if let stepStart {
      let elapsed = (time - stepStart.time) / .seconds(1)
      if elapsed > 0.3 { rate = Double(report.done - stepStart.done) / elapsed }
    }
    progress.activity?.step = LiveProgress.Step(
      label: report.label, done: report.done, total: report.total, rate: rate)
    changes.cells.insert(cell)
  }

  private mutating func settle(_ id: String, _ result: KeptResult) {
    progress.earlier[id] = nil
    results[id] = result
    changes.cells.insert(id)
    changes.cells.formUnion(result.checks.map(\.exercise))
  }

  private mutating func end(_ outcome: RunOutcome) {
    let running = progress.activity?.cell
    progress.activity = nil
    if let running { changes.cells.insert(running) }
    let checks = Dictionary(grouping: outcome.result.checks, by: \.cell)
    for cell in outcome.result.cells {
      // What an interruption kept from running is as it was.
      if outcome.isInterrupted && cell.status == .skipped && cell.error == nil { continue }
      let result = KeptResult(cell: cell, checks: checks[cell.id] ?? [])
      if results[cell.id] != result { settle(cell.id, result) }
    }
    if outcome.isInterrupted {
      status = .interrupted
      return
    }
    changes.cells.formUnion(progress.earlier.keys)
    progress.earlier = [:]
    self.outcome = outcome.result
    status = .upToDate(score: outcome.result.score, most: outcome.result.maxScore)
    dropPlots()
  }

  // MARK: Plots

  private func cellShowing(_ path: String) -> String? {
    let all = [results, progress.earlier]
    for results in all {
      if let found = results.first(where: { $0.value.cell.plots.contains(path) }) {
        return found.key
      }
    }
    return nil
  }

  /// Forgets the plots that no result shows.
  private mutating func dropPlots() {
    var shown: Set<String> = []
    for result in [results, progress.earlier].joined() {
      shown.formUnion(result.value.cell.plots)
    }
    progress.plots = progress.plots.filter { shown.contains($0.key) }
    cellsByPlot = cellsByPlot.filter { shown.contains($0.key) }
    let addresses = Set(progress.plots.values.flatMap(\.addresses))
    pictures = pictures.filter { addresses.contains($0.key) }
  }

  private mutating func dropPicture(at address: String) {
    if !progress.plots.values.contains(where: { $0.addresses.contains(address) }) {
      pictures[address] = nil
    }
  }

  // MARK: What is shown

  /// What the page shows now.
  var run: LivePage.Run {
    LivePage.Run(
      practical: practical, result: outcome ?? partialResult, details: details,
      progress: progress, status: problem.map(LiveStatus.problem) ?? status)
  }

  /// The result as far as it is known; points of cells that are to run count as reachable.
  private var partialResult: RunResult {
    let cells = practical.cells
    let known = cells.compactMap { results[$0.id] }
    let checks = known.flatMap(\.checks)
    let open = cells.filter { results[$0.id] == nil }.reduce(0) { sum, cell in
      if let earlier = progress.earlier[cell.id] {
        return sum + earlier.checks.reduce(0) { $0 + $1.maxScore }
      }
      return sum + (cell.kind == .check ? cell.points ?? 0 : 0)
    }
    // Thirds of points add up to wholes again.
    func sum(_ points: [Double]) -> Double { (points.reduce(0, +) * 1e6).rounded() / 1e6 }
    return RunResult(
      practical: practical.slug, title: practical.frontMatter.title,
      seed: practical.frontMatter.seed, score: sum(checks.map(\.score)),
      maxScore: sum(checks.map(\.maxScore) + [open]),
      seconds: known.reduce(compileSeconds) { $0 + $1.cell.seconds },
      compileSeconds: compileSeconds, cells: known.map(\.cell), checks: checks)
  }
}
