import Grading
import Notebooks

/// The marks of a class as a page of HTML for the instructor, in the look of a report.
///
/// There is no script in it. Tables that can be read in several orders hold each of them, and boxes choose.
public struct ClassReportPage {
  let content: ClassReportContent
  private let items: [ItemStatistics]
  private let scores: ScoreStatistics?

  /// The page.
  ///
  /// - Parameter content: what is known about the class.
  /// - Returns: one self-contained page; links lead to the students' feedback beside it.
  public static func html(_ content: ClassReportContent) -> String {
    ClassReportPage(content).page().string
  }

  private init(_ content: ClassReportContent) {
    self.content = content
    items = ItemStatistics.of(content.counted.map(\.checks))
    scores = ScoreStatistics(content.counted.map(\.final))
  }

  private func page() -> HTMLWriter {
    var page = HTMLWriter()
    page.reserve(400_000)
    HTMLReport.writeHead(
      to: &page, title: "\(content.title): the class", math: nil, isLive: false,
      policy: ContentSecurityPolicy(script: [], pictures: "data:"), styles: Self.styles)
    page.markup("<body class=\"class\">\n<a class=\"skip\" href=\"#main\">Skip to the report</a>\n")
    writeHeader(to: &page)
    page.markup("<div class=\"frame\"><main id=\"main\">\n")
    writeDistribution(to: &page)
    writeStudents(to: &page)
    writeProblems(to: &page)
    writeChecks(to: &page)
    writeSlowest(to: &page)
    writePairs(to: &page)
    page.markup(
      "</main></div>\n<footer><div class=\"frame\"><p>written by practical</p></div></footer>\n")
    page.markup("</body>\n</html>\n")
    return page
  }

  private func writeHeader(to page: inout HTMLWriter) {
    page.markup("<header class=\"page\"><div class=\"frame intro\">\n<div>")
    page.markup("<p class=\"eyebrow\">Class report</p>\n<h1>")
    page.text(content.title)
    page.markup("</h1>\n<p>")
    let counts = ClassReportContent.Member.Status.allCases.compactMap { status -> String? in
      let count = content.members.count { $0.status == status }
      return count == 0 ? nil : "\(count) \(status.words)"
    }
    let parts = [Quantity.count(content.members.count, "student")] + counts
    page.text(parts.joined(separator: " · "))
    page.markup("</p>\n")
    if let date = content.date {
      page.markup("<p>")
      page.text(date)
      page.markup("</p>\n")
    }
    page.markup("</div>\n</div>\n")
    SandboxNotice.write(isSandboxed: content.isSandboxed, to: &page)
    page.markup("</header>\n")
  }

  // MARK: Scores

  private func writeDistribution(to page: inout HTMLWriter) {
    page.markup("<h2 id=\"scores\">Scores</h2>\n")
    guard let scores else {
      page.markup("<p class=\"none\">Nobody has handed in anything.</p>\n")
      return
    }
    if let histogram = content.histogram {
      page.markup("<figure class=\"plots lone\">\n")
      PlotPicture(histogram).write(to: &page, otherwiseNamed: "Distribution of the scores")
      page.markup("</figure>\n")
    }
    let alpha = ScoreStatistics.alpha(content.counted.map { $0.checks.map(\.score) })
    page.markup("<dl class=\"details\">\n")
    for (name, value) in [
      ("Mean", "\(decimal(scores.mean)) of \(Quantity.points(content.maxScore))"),
      ("Standard deviation", decimal(scores.deviation)),
      ("Least, quartiles, highest", scores.quantiles.map(decimal).joined(separator: " · ")),
      ("Cronbach’s α of the checks", alpha.map(decimal) ?? "–"),
    ] {
      page.markup("<dt>")
      page.text(name)
      page.markup("</dt><dd>")
      page.text(value)
      page.markup("</dd>\n")
    }
    page.markup("</dl>\n")
  }

  private func decimal(_ value: Double) -> String { Quantity.decimal(value, digits: 2) }

  // MARK: Checks

  private func writeChecks(to page: inout HTMLWriter) {
    guard !items.isEmpty else { return }
    page.markup("<h2 id=\"checks\">Checks</h2>\n")
    page.markup("<p class=\"small\">")
    page.markup(
      "<b>r</b> is the point-biserial correlation of passing with the score in all other ")
    page.markup(
      "checks, (M₁ − M₀)/s · √(pq) (Lord and Novick 1968); <b>D</b> the part of the best ")
    page.markup(
      "27 % that passed less that of the weakest 27 % (Kelley 1939). Below 0.2 a check tells ")
    page.markup("strong from weak work badly, below 0 it favours the weak: look at it.</p>\n")
    page.markup("<div class=\"scroll\" tabindex=\"0\"><table class=\"wide\"><thead><tr>")
    page.markup("<th scope=\"col\">Exercise</th><th scope=\"col\">Check</th>")
    page.markup("<th scope=\"col\" class=\"right\">Points</th>")
    page.markup("<th scope=\"col\" class=\"right\">Passed</th>")
    page.markup("<th scope=\"col\" class=\"right\">Failed</th>")
    page.markup("<th scope=\"col\" class=\"right\">Not gradable</th>")
    page.markup("<th scope=\"col\" class=\"right\">r</th><th scope=\"col\" class=\"right\">D</th>")
    page.markup("</tr></thead>\n<tbody>\n")
    for item in items { write(item, to: &page) }
    page.markup("</tbody></table></div>\n")
  }

  private func write(_ item: ItemStatistics, to page: inout HTMLWriter) {
    page.markup("<tr><td>")
    page.text(item.exercise)
    page.markup("</td><td class=\"what\">")
    page.text(item.name)
    if item.isHidden { page.markup(" <span class=\"tag\">hidden</span>") }
    page.markup("</td><td class=\"right\">")
    page.text(Quantity.points(item.maxScore))
    page.markup("</td><td class=\"right\"><span class=\"rate\"")
    page.attribute("style", "--rate:\(Quantity.decimal(item.passRate * 100, digits: 0))%")
    page.markup("></span>")
    page.text("\(Quantity.decimal(item.passRate * 100, digits: 0)) %")
    page.markup("</td><td class=\"right\">")
    page.number(item.failed)
    page.markup("</td><td class=\"right\">")
    page.number(item.notGradable)
    for value in [item.pointBiserial, item.upperLower] {
      let isPoor = value.map { $0 < 0.2 } ?? false
      page.markup(isPoor ? "</td><td class=\"right poor\">" : "</td><td class=\"right\">")
      page.text(value.map(decimal) ?? "–")
    }
    page.markup("</td></tr>\n")
  }

  // MARK: What to look at

  private func writeProblems(to page: inout HTMLWriter) {
    for status in [ClassReportContent.Member.Status.graderError, .notGradable] {
      let members = content.members.filter { $0.status == status }
      guard !members.isEmpty else { continue }
      page.markup(
        status == .graderError
          ? "<h2 id=\"errors\">Grader errors</h2>\n<p>These have no marks, and it is not their fault.</p>\n"
          : "<h2 id=\"not-gradable\">Not gradable</h2>\n")
      page.markup("<ul>\n")
      for member in members {
        page.markup("<li>")
        write(member, to: &page)
        page.markup(": ")
        MessageText.write(String((member.reason ?? "").prefix(600)), to: &page)
        page.markup("</li>\n")
      }
      page.markup("</ul>\n")
    }
  }

  private func writeSlowest(to page: inout HTMLWriter) {
    let slowest = content.members.filter { $0.seconds > 0 }.sorted { $0.seconds > $1.seconds }
    guard !slowest.isEmpty else { return }
    page.markup("<h2 id=\"slowest\">Slowest</h2>\n<ol>\n")
    for member in slowest.prefix(5) {
      page.markup("<li>")
      write(member, to: &page)
      page.text(" · \(Quantity.seconds(member.seconds))")
      page.markup("</li>\n")
    }
    page.markup("</ol>\n")
  }

  /// Writes a student's name, with a link to the feedback where there is some.
  func write(_ member: ClassReportContent.Member, to page: inout HTMLWriter) {
    guard let folder = member.folder else { return page.text(member.student) }
    page.markup("<a")
    page.attribute("href", RelativeAddress.of([folder, "feedback.html"]))
    page.markup(">")
    page.text(member.student)
    page.markup("</a>")
  }
}

/// Paths as addresses in a page beside them.
enum RelativeAddress {
  /// The address of a path: `./`, and all but letters, digits and a few signs spelled out.
  static func of(_ components: [String]) -> String {
    "./"
      + components.map { component in
        component.utf8.map { byte in
          let isPlain =
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-_.".utf8.contains(byte)
          if isPlain { return String(UnicodeScalar(byte)) }
          let digits = String(byte, radix: 16, uppercase: true)
          return "%" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
      }.joined(separator: "/")
  }
}

extension ClassReportContent.Member.Status {
  /// The words.
  var words: String {
    switch self {
    case .graded: "graded"
    case .notGradable: "not gradable"
    case .graderError: "grader error"
    case .missing: "missing"
    }
  }
}
