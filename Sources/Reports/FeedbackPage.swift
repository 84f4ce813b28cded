import Notebooks

/// The marks of a student as a page of HTML, in the look of a report.
///
/// The practical's prose is left out, but for headings: the student has it. What is shown is the student's:
/// code, answers, output and plots, and how the checks came out.
public struct FeedbackPage {
  private let content: FeedbackContent
  private var report: HTMLReport
  /// The headings above what comes next, of which nothing is shown until something stands below them.
  private var pending: [(level: Int, line: String)] = []

  /// The page.
  ///
  /// - Parameters:
  ///   - content: what the student is told.
  ///   - plot: answers the plot for a path of `CellResult.plots`, or nil where there is none.
  /// - Returns: one self-contained page.
  public static func html(
    _ content: FeedbackContent, plot: (String) -> PlotFile?
  ) -> String {
    var page = FeedbackPage(content)
    return page.page { plot($0).map(PlotPicture.init) }.string
  }

  private init(_ content: FeedbackContent) {
    self.content = content
    report = HTMLReport(
      outline: ReportOutline(
        practical: content.practical, result: content.result, details: ReportDetails()))
    report.foldsGivenCells = true
  }

  private mutating func page(plot: (String) -> PlotPicture?) -> HTMLWriter {
    for block in content.practical.blocks { write(block, plot: plot) }
    let math =
      report.context.formulas.isEmpty
      ? nil : MathAssets.installed(for: report.context.formulas)
    var page = HTMLWriter()
    report.write(to: &page, math: math, styles: Self.styles) { page in
      writeHeader(to: &page)
      page.markup("<div class=\"frame columns\">\n")
      report.write(contents: report.entries, to: &page, endingWith: nil)
      page.markup("<main id=\"main\">\n")
      writeMarks(to: &page)
      writeRemarks(to: &page)
      page.append(report.html)
      page.markup("</main>\n</div>\n")
    }
    return page
  }

  // MARK: What was handed in

  private mutating func write(_ block: Block, plot: (String) -> PlotPicture?) {
    switch block {
    case .prose(let prose): note(prose)
    case .cell(let cell) where cell.isHidden:
      writeHeadings()
      writeHidden(cell)
    case .cell(let cell):
      guard saysSomething(cell) else { return }
      writeHeadings()
      report.write(cell, plot: plot)
    case .quiz(let quiz):
      writeHeadings()
      report.write(quiz)
    case .answer(let answer):
      writeHeadings()
      report.write(answer)
      writeComments(on: answer.id)
    case .hint: break
    }
  }

  /// Given code that printed nothing, drew nothing and did not fail is left out.
  private func saysSomething(_ cell: Cell) -> Bool {
    guard cell.kind == .cell, let result = report.outline.result(of: cell) else {
      return cell.kind != .cell
    }
    return result.error != nil || !result.output.isEmpty || !result.plots.isEmpty
  }

  private mutating func note(_ prose: Prose) {
    var isInFence = false
    for line in prose.markdown.split(separator: "\n") {
      if line.hasPrefix("```") || line.hasPrefix("~~~") { isInFence.toggle() }
      let level = line.prefix { $0 == "#" }.count
      guard !isInFence, 1...3 ~= level, line.dropFirst(level).first == " " else { continue }
      pending.removeAll { $0.level >= level }
      pending.append((level, String(line)))
    }
  }

  private mutating func writeHeadings() {
    for heading in pending {
      ProseRenderer.write(heading.line, to: &report.html, context: &report.context)
    }
    pending = []
    report.entries += report.context.headings.map(HTMLReport.Entry.heading)
    report.context.headings = []
  }

  /// Writes a hidden check: names, points, and whether they passed.
  private mutating func writeHidden(_ cell: Cell) {
    let checks = report.outline.checks(in: cell.id)
    guard !checks.isEmpty else { return }
    let name =
      content.practical.cells.first { $0.id == cell.exercise }.map(report.outline.name) ?? ""
    report.html.markup("<article class=\"cell check\"")
    report.html.attribute("aria-label", "Hidden checks of \(name)")
    report.html.markup("><div class=\"bar\">")
    (report.outline.mark(of: checks) ?? .ran).write(to: &report.html)
    report.html.markup("<span class=\"kind\">Hidden checks</span><span class=\"title\">")
    report.html.text(name)
    report.html.markup("</span>")
    if let points = report.outline.points(of: checks) {
      report.html.markup("<span class=\"fact\">")
      report.html.text(
        "\(Quantity.points(points.reached)) of \(Quantity.points(points.reachable)) points")
      report.html.markup("</span>")
    }
    report.html.markup("</div>\n")
    report.writeTable(of: checks, named: "hidden checks of \(name)")
    report.html.markup("</article>\n")
  }

  private mutating func writeComments(on id: String) {
    for comment in content.comments where comment.id == id && !comment.text.isEmpty {
      report.html.markup("<aside class=\"comment\"><p class=\"by\">Comment</p><p>")
      report.html.text(comment.text)
      report.html.markup("</p></aside>\n")
    }
  }
}

// MARK: What it came to

extension FeedbackPage {
  private func writeHeader(to page: inout HTMLWriter) {
    page.markup("<header class=\"page\"><div class=\"frame intro\">\n<div>")
    page.markup("<p class=\"eyebrow\">Feedback</p>\n<h1>")
    page.text(report.outline.title)
    page.markup("</h1>\n<p>")
    page.text(content.student)
    if let submitted = content.submitted {
      page.text(" · handed in \(submitted)")
    }
    if let deduction = content.deduction, deduction.penalty != 0 {
      page.text(" · \(Quantity.points(deduction.final)) points count")
    }
    page.markup("</p>\n</div>\n")
    if content.reason == nil || content.result.score > 0 { report.writeScore(to: &page) }
    page.markup("</div>\n")
    if let reason = content.reason {
      page.markup("<div class=\"frame\"><p class=\"notice\" role=\"status\">")
      MessageText.write(reason, to: &page)
      page.markup("</p></div>\n")
    }
    SandboxNotice.write(isSandboxed: content.isSandboxed, to: &page)
    page.markup("</header>\n")
  }

  /// Writes the points of each exercise and question, what is taken off, and what counts.
  private func writeMarks(to page: inout HTMLWriter) {
    guard !content.result.checks.isEmpty else { return }
    page.markup("<h2 id=\"marks\">Marks</h2>\n<div class=\"scroll\" tabindex=\"0\">")
    page.markup("<table class=\"summary\"><thead><tr><th scope=\"col\">Part</th>")
    page.markup("<th scope=\"col\" class=\"right\">Checks passed</th>")
    page.markup("<th scope=\"col\" class=\"right\">Points</th></tr></thead>\n<tbody>\n")
    for part in parts {
      page.markup("<tr><td><span class=\"named\">")
      (report.outline.mark(of: part.checks) ?? .ran).write(to: &page)
      if let anchor = part.anchor {
        page.markup("<a")
        page.attribute("href", "#\(anchor)")
        page.markup(">")
        page.text(part.name)
        page.markup("</a>")
      } else {
        page.text(part.name)
      }
      page.markup("</span></td><td class=\"right\">")
      page.text("\(part.checks.count { $0.status == .passed }) of \(part.checks.count)")
      page.markup("</td><td class=\"right\">")
      let score = part.checks.reduce(0) { $0 + $1.score }
      let most = part.checks.reduce(0) { $0 + $1.maxScore }
      page.text("\(Quantity.points(score)) of \(Quantity.points(most))")
      page.markup("</td></tr>\n")
    }
    page.markup("</tbody>\n<tfoot>")
    writeTotal("Score", content.result.score, of: content.result.maxScore, to: &page)
    if let deduction = content.deduction, deduction.penalty != 0 {
      writeTotal(
        "Taken off", -deduction.penalty, of: nil, because: deduction.reason, to: &page)
      writeTotal("Counts", deduction.final, of: content.result.maxScore, to: &page)
    }
    page.markup("</tfoot></table></div>\n")
  }

  private func writeTotal(
    _ name: String, _ points: Double, of most: Double?, because reason: String? = nil,
    to page: inout HTMLWriter
  ) {
    page.markup("<tr><td>")
    page.text(name)
    if let reason {
      page.markup("<span class=\"reason\">")
      page.text(reason)
      page.markup("</span>")
    }
    page.markup("</td><td></td><td class=\"right\">")
    page.text(Quantity.points(points) + (most.map { " of \(Quantity.points($0))" } ?? ""))
    page.markup("</td></tr>")
  }

  /// What gives points, in the order of the practical, with what judges it.
  private var parts: [(name: String, anchor: String?, checks: [CheckResult])] {
    var order: [String] = []
    var checks: [String: [CheckResult]] = [:]
    for check in content.result.checks {
      if checks[check.exercise] == nil { order.append(check.exercise) }
      checks[check.exercise, default: []].append(check)
    }
    let practical = content.practical
    return order.map { id in
      let cell = practical.cells.first { $0.id == id && !$0.isHidden }
      let title =
        cell.map(report.outline.name) ?? practical.quizzes.first { $0.id == id }?.title
        ?? practical.answers.first { $0.id == id }?.title
      let isShown = practical.blocks.contains { $0.shownID == id }
      return (title ?? id, isShown ? LinkPolicy.anchor(cell: id) : nil, checks[id] ?? [])
    }
  }

  private func writeRemarks(to page: inout HTMLWriter) {
    if !content.group.isEmpty {
      page.markup("<h2 id=\"group\">Your group</h2>\n<ul>\n")
      for sentence in content.group {
        page.markup("<li>")
        MessageText.write(sentence, to: &page)
        page.markup("</li>\n")
      }
      page.markup("</ul>\n")
    }
    guard !content.remarks.isEmpty else { return }
    page.markup("<h2 id=\"remarks\">About your file</h2>\n<ul>\n")
    for remark in content.remarks {
      page.markup("<li>")
      MessageText.write(remark.message, to: &page)
      page.markup("</li>\n")
    }
    page.markup("</ul>\n")
  }
}

extension FeedbackPage {
  /// What feedback needs beyond the look of all reports.
  private static let styles: StaticString = """
    .comment{margin:-.9rem 0 1.6rem;padding:.7rem 1rem;border-radius:9px;
    background:var(--accent-ground);font-size:.95rem;white-space:pre-wrap;overflow-wrap:anywhere}
    .reason{display:block;font-weight:400;font-size:.88rem;color:var(--muted)}
    .comment p{margin:0}.comment .by{color:var(--muted);font-size:.85rem;font-weight:600}

    """
}

/// The words that stand on every page of a grading that went without a sandbox.
enum SandboxNotice {
  /// Writes them, where they are needed.
  static func write(isSandboxed: Bool, to page: inout HTMLWriter) {
    guard !isSandboxed else { return }
    page.markup("<div class=\"frame\"><p class=\"notice\" role=\"note\">Graded without a sandbox: ")
    page.markup("the submitted code ran unprotected, and these marks can have been tampered with.")
    page.markup("</p></div>\n")
  }
}

extension Block {
  /// The id under which the block stands in the page.
  fileprivate var shownID: String? {
    switch self {
    case .cell(let cell): cell.isHidden || cell.kind == .cell ? nil : cell.id
    case .quiz(let quiz): quiz.id
    case .answer(let answer): answer.id
    case .prose, .hint: nil
    }
  }
}
