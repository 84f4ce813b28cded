import Notebooks

/// All practicals of a course on one page: how far one is with each, and the way to its report.
public struct CoursePage: Sendable {
  /// A practical with its last run.
  public struct Entry: Sendable {
    /// The practical, as its file says it now.
    public var practical: Practical
    /// What its last run came to; nil where it was never run.
    public var result: RunResult?
    /// The points that can be reached in it, as its file says.
    public var points: Double
    /// When its last run was, in words.
    public var date: String?
    /// The path of its report, relative to the page; nil where there is none.
    public var report: String?
    /// How many of its cells have results that no longer hold, or none.
    public var staleCells: Int

    /// Makes an entry.
    public init(
      practical: Practical, result: RunResult?, points: Double, date: String?, report: String?,
      staleCells: Int
    ) {
      self.practical = practical
      self.result = result
      self.points = points
      self.date = date
      self.report = report
      self.staleCells = staleCells
    }
  }

  /// Writes the page, which needs nothing beside it but the reports that it links to.
  ///
  /// - Parameters:
  ///   - entries: the practicals, in the order of the course.
  ///   - date: when the page was written, in words.
  /// - Returns: the page.
  public static func html(_ entries: [Entry], date: String) -> String {
    var page = HTMLWriter()
    HTMLReport.writeHead(
      to: &page, title: "Practicals", math: nil, isLive: false,
      policy: ContentSecurityPolicy(script: [], pictures: "data:"), styles: Stylesheet.course)
    page.markup("<body>\n<a class=\"skip\" href=\"#main\">Skip to the practicals</a>\n")
    writeHeader(of: entries, date: date, to: &page)
    page.markup("<div class=\"frame course\"><main id=\"main\">\n")
    for entry in entries { CourseEntry(entry).write(to: &page) }
    page.markup("</main></div>\n<footer><div class=\"frame\"><p>written by practical</p></div>")
    page.markup("</footer>\n</body>\n</html>\n")
    return page.string
  }

  private static func writeHeader(
    of entries: [Entry], date: String, to page: inout HTMLWriter
  ) {
    let shown = entries.map(CourseEntry.init)
    let exercises = shown.reduce(0) { $0 + $1.exercises.count }
    let done = shown.reduce(0) { $0 + $1.doneCount }
    let run = entries.count { $0.result != nil }
    page.markup("<header class=\"page\"><div class=\"frame intro\">\n<div>")
    page.markup("<p class=\"eyebrow\">Course</p>\n<h1>Practicals</h1>\n<p>")
    page.text("\(run) of \(Quantity.count(entries.count, "practical")) run · ")
    page.text("\(done) of \(Quantity.count(exercises, "exercise")) done")
    page.markup("</p>\n<p>")
    page.text(date)
    page.markup("</p>\n</div>\n")
    HTMLReport.writeScore(
      entries.reduce(0) { $0 + ($1.result?.score ?? 0) },
      of: entries.reduce(0) { $0 + ($1.result?.maxScore ?? $1.points) }, to: &page)
    page.markup("</div>\n</header>\n")
  }
}

/// One practical on the page of its course.
struct CourseEntry {
  let entry: CoursePage.Entry
  let outline: ReportOutline

  /// Prepares an entry to be written.
  init(_ entry: CoursePage.Entry) {
    self.entry = entry
    let result =
      entry.result
      ?? RunResult(
        practical: entry.practical.slug, title: entry.practical.frontMatter.title, seed: 0,
        score: 0, maxScore: entry.points, seconds: 0, compileSeconds: 0, cells: [], checks: [])
    outline = ReportOutline(
      practical: entry.practical, result: result, details: ReportDetails())
  }

  /// The exercises of the practical.
  var exercises: [Cell] { entry.practical.cells.filter { $0.kind == .exercise } }

  /// How many of them are done.
  var doneCount: Int {
    exercises.count { outline.mark(of: $0) == .passed || outline.mark(of: $0) == .ran }
  }

  /// Writes the practical.
  func write(to page: inout HTMLWriter) {
    let front = entry.practical.frontMatter
    let most = entry.result?.maxScore ?? entry.points
    let score = entry.result?.score ?? 0
    page.markup("<article class=\"practical\"")
    page.attribute("aria-label", front.title)
    page.markup("><div class=\"top\"><h2>")
    if let number = front.number {
      page.markup("<span class=\"number\">")
      page.number(number)
      page.markup("</span> ")
    }
    writeLink(to: nil, text: front.title, in: &page)
    page.markup("</h2><p class=\"points\">")
    if entry.result != nil { page.text("\(Quantity.points(score)) of ") }
    page.text("\(Quantity.points(most)) points")
    page.markup("</p></div>\n<div class=\"track\" aria-hidden=\"true\"><div")
    let share = most > 0 ? min(1, max(0, score / most)) : 0
    page.markup(share == 1 ? " class=\"reached full\"" : " class=\"reached\"")
    page.attribute("style", "--share:\(Int((share * 100).rounded(.down)))")
    page.markup("></div></div>\n<p class=\"facts\">")
    page.text(facts)
    page.markup("</p>\n")
    writeExercises(to: &page)
    page.markup("</article>\n")
  }

  private var facts: String {
    guard let result = entry.result else {
      return "not run yet · \(Quantity.count(exercises.count, "exercise"))"
    }
    var parts = ["\(doneCount) of \(Quantity.count(exercises.count, "exercise")) done"]
    let open = exercises.count { outline.mark(of: $0) == .todo }
    if open > 0 { parts.append("\(open) not implemented") }
    if entry.staleCells > 0 {
      parts.append("\(Quantity.count(entry.staleCells, "cell")) changed since the run")
    }
    if let date = entry.date { parts.append("last run \(date)") }
    parts.append(Quantity.seconds(result.seconds))
    return parts.joined(separator: " · ")
  }

  private func writeExercises(to page: inout HTMLWriter) {
    guard !exercises.isEmpty else { return }
    let isUnderWay = entry.result != nil && doneCount < exercises.count
    page.markup(isUnderWay ? "<details open>" : "<details>")
    page.markup("<summary>Exercises</summary>\n<ul>\n")
    for cell in exercises {
      page.markup("<li>")
      outline.mark(of: cell).write(to: &page)
      page.markup("<span class=\"label\">")
      writeLink(to: cell, text: outline.name(of: cell), in: &page)
      page.markup("</span>")
      if let points = outline.points(of: outline.checks(judging: cell)) {
        page.markup("<span class=\"points\">")
        page.text("\(Quantity.points(points.reached))/\(Quantity.points(points.reachable))")
        page.markup("</span>")
      }
      page.markup("</li>\n")
    }
    page.markup("</ul></details>\n")
  }

  private func writeLink(to cell: Cell?, text: String, in page: inout HTMLWriter) {
    guard let report = entry.report else { return MessageText.write(text, to: &page) }
    let anchor = cell.map { "#" + LinkPolicy.anchor(cell: $0.id) } ?? ""
    page.markup("<a")
    page.attribute("href", LinkPolicy.encoded(path: report) + anchor)
    page.markup(">")
    MessageText.write(text, to: &page)
    page.markup("</a>")
  }
}
