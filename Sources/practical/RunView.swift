import CellChannel
import Foundation
import Notebooks

/// Shows a run in the terminal as it goes.
struct RunView {
  /// How much is shown.
  enum Style {
    case full
    case quiet
    case silent
  }

  private let practical: Practical
  private let style: Style
  private let terminal = TerminalStyle.detect()
  private let pictures: TerminalPictures
  /// The drawn plot of a path, and the file that it is in.
  private let plot: (String) -> (png: [UInt8], file: String)?
  /// The cells that were shown to have ended well.
  private var doneCells: Set<String> = []
  private var isAtLineStart = true
  private var isProgressShown = false
  private var progressStart: (label: String, time: Date)?

  init(
    practical: Practical, style: Style, pictures: TerminalPictures = .none,
    plot: @escaping (String) -> (png: [UInt8], file: String)? = { _ in nil }
  ) {
    self.practical = practical
    self.style = style
    self.pictures = pictures
    self.plot = plot
  }

  /// Shows what is about to be run.
  func begin() {
    guard style == .full else { return }
    let exercises = practical.cells.count { $0.kind == .exercise }
    let cells = practical.cells.count
    emit(
      "\(terminal.bold(TerminalStyle.harmless(practical.frontMatter.title)))  "
        + terminal.dim("\(Self.counted(cells, "cell")), \(Self.counted(exercises, "exercise"))")
        + "\n")
  }

  /// Shows what happens.
  mutating func show(_ event: RunEvent) {
    guard style == .full else { return }
    switch event {
    case .began(_, let kept):
      if !kept.isEmpty {
        emit(terminal.dim(Self.keptNotice) + "\n")
      }
    case .ended: break
    case .compiled(let seconds, let cells):
      let compiled = Self.counted(cells, "cell")
      emit(terminal.dim("compiled \(compiled) in \(Self.seconds(seconds))") + "\n")
    case .cellStarted(let cell):
      let title = cell.title.map { "  \($0)" } ?? ""
      emit("\n\(terminal.bold(cell.id))\(TerminalStyle.harmless(title))\n")
      isAtLineStart = true
    case .output(let text): write(TerminalStyle.harmless(text))
    case .figure(_, let path):
      endLine()
      show(figure: path)
    case .progress(let report): show(report)
    case .cellEnded(let cell, let result, let checks): end(cell, result, checks)
    }
  }

  /// Says that nothing ran.
  private static let keptNotice =
    "nothing has changed since an earlier run: these are its results (--no-cache runs all anew)"

  private func show(figure path: String) {
    guard pictures.way != nil || pictures.hasLinks, let drawn = plot(path) else {
      return emit("  ▸ \(path)\n")
    }
    emit("  ▸ \(pictures.link(path, to: drawn.file))\n")
    if let picture = pictures.show(drawn.png, path: drawn.file) { emit(picture) }
  }

  private mutating func write(_ text: String) {
    clearProgress()
    var shown = ""
    for character in text {
      if isAtLineStart { shown += "  │ " }
      shown.append(character)
      isAtLineStart = character == "\n"
    }
    emit(shown)
  }

  private mutating func endLine() {
    clearProgress()
    if !isAtLineStart { emit("\n") }
    isAtLineStart = true
  }

  private mutating func show(_ report: ProgressReport) {
    let label = TerminalStyle.harmless(String(report.label.prefix(60)))
    let total = max(1, report.total)
    let done = min(max(0, report.done), total)
    guard terminal.isInteractive else {
      endLine()
      emit("  \(label) \(done)/\(total)\n")
      return
    }
    if progressStart?.label != report.label || done <= 1 {
      progressStart = (report.label, Date())
    }
    if !isAtLineStart { endLine() }
    let filled = 24 * done / total
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
    var text = "\r\u{1B}[K  \(label) \(bar) \(done)/\(total)"
    let elapsed = Date().timeIntervalSince(progressStart?.time ?? Date())
    if elapsed > 0.3, done > 1 {
      let rate = Double(done - 1) / elapsed
      text += terminal.dim(
        String(format: "  %.3g/s, %.0f s left", rate, Double(total - done) / rate))
    }
    emit(text)
    isProgressShown = true
    if done == total { clearProgress() }
  }

  private mutating func clearProgress() {
    if isProgressShown { emit("\r\u{1B}[K") }
    isProgressShown = false
  }

  private mutating func end(_ cell: Cell, _ result: CellResult, _ checks: [CheckResult]) {
    endLine()
    for check in checks { emit(line(for: check)) }
    switch result.status {
    case .ok:
      doneCells.insert(cell.id)
      emit("  \(terminal.green("✓")) \(terminal.dim(Self.seconds(result.seconds)))\n")
    case .failed: emit("  \(terminal.red("✗")) \(terminal.dim(Self.seconds(result.seconds)))\n")
    case .skipped: emit("  \(terminal.yellow("–")) not run\n")
    }
    if let error = result.error { emit(text(of: error, indentedBy: "  ")) }
  }

  private func line(for check: CheckResult) -> String {
    let name = TerminalStyle.harmless(check.name)
    let points = "\(Self.points(check.score))/\(Self.points(check.maxScore))"
    let hidden = check.hidden ? terminal.dim(" (hidden)") : ""
    let message = TerminalStyle.harmless(String(check.message.prefix(500)))
    switch check.status {
    case .passed: return "  \(terminal.green("✓")) \(name)\(hidden)  \(terminal.dim(points))\n"
    case .failed:
      return "  \(terminal.red("✗")) \(name)\(hidden)  \(points)\n      \(message)\n"
    case .notGradable:
      return
        "  \(terminal.yellow("–")) \(name)\(hidden)  \(points)\n      not gradable: \(message)\n"
    }
  }

  private func text(of error: CellError, indentedBy indentation: String) -> String {
    let message = TerminalStyle.harmless(error.message)
    let place = "\(practical.source.path):\(error.line):\(error.column)"
    var lines = "\(place): \(error.kind.words): \(message)\n"
    if let source = practical.source.line(error.line) {
      lines +=
        SourceExcerpt(
          line: error.line, column: error.column, text: TerminalStyle.harmless(source)
        ).description
    }
    return lines.split(separator: "\n").map { indentation + $0 + "\n" }.joined()
  }

  /// Shows what the run came to.
  mutating func end(_ outcome: RunOutcome, report: String, plotFaults: [String]) {
    showScore(outcome, plotFaults: plotFaults)
    if style != .silent { emit("report: \(report)\n") }
  }

  /// Shows what the run came to, but for the report.
  mutating func showScore(_ outcome: RunOutcome, plotFaults: [String]) {
    for fault in plotFaults { writeError("error: a plot could not be drawn: \(fault)") }
    guard style != .silent else { return }
    endLine()
    let result = outcome.result
    if style == .quiet { emit(failures(in: result)) }
    let failed = result.cells.count { $0.status == .failed }
    let skipped = result.cells.count { $0.status == .skipped && $0.error != nil }
    let wrong = result.checks.count { $0.status == .failed }
    let open = result.checks.count { $0.status == .notGradable }
    var remarks: [String] = []
    if failed > 0 { remarks.append("\(Self.counted(failed, "cell")) failed") }
    if skipped > 0 { remarks.append("\(skipped) not run") }
    if wrong > 0 { remarks.append("\(Self.counted(wrong, "check")) failed") }
    if open > 0 { remarks.append("\(open) not gradable") }
    if outcome.isInterrupted { remarks.append("interrupted") }
    let score = "\(Self.points(result.score)) of \(Self.points(result.maxScore)) points"
    let isClean = result.isClean && !outcome.isInterrupted
    let verdict = isClean ? terminal.green(score) : terminal.red(score)
    emit("\n")
    if style == .full { emit(unimplemented(in: result)) }
    emit(terminal.bold(verdict))
    if !remarks.isEmpty { emit("  " + remarks.joined(separator: ", ")) }
    let compiling = Self.seconds(result.compileSeconds)
    // After an edit under `watch` some cells are kept, and the others have run.
    let isKept =
      result.cells.contains(where: \.cached)
      && result.cells.allSatisfy { $0.cached || $0.status == .skipped }
    let time =
      isKept
      ? "\(Self.seconds(result.seconds)), kept from an earlier run"
      : "\(Self.seconds(result.seconds)), of which compiling \(compiling)"
    emit("  \(terminal.dim(time))\n")
    let hand = practical.quizzes.count + practical.answers.count
    if hand > 0 && style == .full {
      let verb = hand == 1 ? "is marked when it is" : "are marked when they are"
      emit(terminal.dim("\(Self.counted(hand, "question")) in the text \(verb) graded") + "\n")
    }
  }

  /// The exercises that ended well but turned out not to be implemented, when a later cell used them.
  private func unimplemented(in result: RunResult) -> String {
    let names = result.cells.filter { $0.error?.kind == .todo && doneCells.contains($0.id) }
      .map(\.id)
    return names.isEmpty
      ? "" : terminal.yellow("not implemented: \(names.joined(separator: ", "))") + "\n"
  }

  private func failures(in result: RunResult) -> String {
    let cells = result.cells.filter { $0.status == .failed || $0.error != nil }
    let errors = cells.compactMap { cell in
      cell.error.map { "\(terminal.bold(cell.id))\n" + text(of: $0, indentedBy: "  ") }
    }
    let checks = result.checks.filter { $0.status != .passed }.map(line(for:))
    return (errors + checks).joined()
  }

  private func emit(_ text: String) {
    StandardOutput.write(text)
  }

  static func seconds(_ seconds: Double) -> String {
    seconds < 0.01
      ? String(format: "%.1f ms", seconds * 1000)
      : String(format: seconds < 10 ? "%.2f s" : "%.1f s", seconds)
  }

  /// A number of things: "1 cell", "2 cells".
  static func counted(_ count: Int, _ thing: String) -> String {
    "\(count) \(thing)\(count == 1 ? "" : "s")"
  }

  static func points(_ points: Double) -> String {
    points == points.rounded() ? String(Int(points)) : String(format: "%.2f", points)
  }
}

extension CellErrorKind {
  /// The kind as it is written in messages.
  var words: String {
    switch self {
    case .compile: "does not compile"
    case .thrown: "error thrown"
    case .trap: "crashed"
    case .timeout: "timeout"
    case .memory: "out of memory"
    case .todo: "not implemented"
    case .missing: "not run"
    }
  }
}
