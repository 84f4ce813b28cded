import Notebooks

extension HTMLReport {
  /// Writes a page: its head, a body, its foot and its script.
  func write(
    to page: inout HTMLWriter, math: MathAssets?, styles: StaticString = "",
    body: (inout HTMLWriter) -> Void
  ) {
    let script = PageScript.whole(math)
    Self.writeHead(
      to: &page, title: outline.title, math: math, isLive: false,
      policy: ContentSecurityPolicy(script: script, pictures: "data:"), styles: styles)
    page.markup("<body>\n<a class=\"skip\" href=\"#main\">Skip to the practical</a>\n")
    body(&page)
    page.markup("<footer><div class=\"frame\"><p>")
    page.text(outline.fileName)
    page.markup(" · written by practical</p></div></footer>\n")
    page.markup("<script>")
    page.trusted(script)
    page.markup("</script>\n</body>\n</html>\n")
  }

  /// Writes what stands before the body.
  static func writeHead(
    to page: inout HTMLWriter, title: String, math: MathAssets?, isLive: Bool,
    policy: ContentSecurityPolicy, styles: StaticString = "",
    referrer: StaticString = "no-referrer"
  ) {
    page.markup(
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy"
      """)
    page.attribute("content", policy.text)
    page.markup(
      """
      >
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="
      """)
    page.markup(referrer)
    page.markup(
      """
      ">
      <link rel="icon" href="data:,">
      <title>
      """)
    page.text(title)
    page.markup("</title>\n<style>\n")
    Stylesheet.write(to: &page)
    if isLive { page.markup(Stylesheet.live) }
    page.markup(styles)
    if let math { page.trusted(math.styles) }
    page.markup("</style>\n</head>\n")
  }

  /// Writes the title, how the run went and the score.
  func writeHeader(to page: inout HTMLWriter) {
    page.markup("<header class=\"page\"><div class=\"frame intro\">\n<div>")
    page.markup("<p class=\"eyebrow\">Practical")
    if let number = outline.practical.frontMatter.number {
      page.markup(" ")
      page.number(number)
    }
    page.markup("</p>\n<h1>")
    page.text(outline.title)
    page.markup("</h1>\n<p>")
    page.text(outline.summary)
    page.markup("</p>\n")
    if let date = outline.details.date {
      page.markup("<p>")
      page.text(date)
      page.markup("</p>\n")
    }
    writeOpenEnds(to: &page)
    page.markup("</div>\n")
    writeScore(to: &page)
    page.markup("</div>\n")
    if let notice = outline.notice {
      page.markup("<div class=\"frame\"><p class=\"notice\" role=\"status\">")
      page.text(notice)
      page.markup("</p></div>\n")
    }
    page.markup("</header>\n")
  }

  /// Writes links to what did not pass, so that a reader need not look for it.
  private func writeOpenEnds(to page: inout HTMLWriter) {
    let open = outline.openEnds
    guard !open.isEmpty else { return }
    page.markup("<p class=\"open-ends\"><span>Not passed:</span> ")
    for (index, cell) in open.prefix(8).enumerated() {
      if index > 0 { page.markup(", ") }
      page.markup("<a")
      page.attribute("href", "#\(LinkPolicy.anchor(cell: cell.id))")
      page.markup(">")
      MessageText.write(outline.name(of: cell), to: &page)
      page.markup("</a>")
    }
    if open.count > 8 { page.text(" and \(open.count - 8) more") }
    page.markup("</p>\n")
  }

  /// Writes the score.
  func writeScore(to page: inout HTMLWriter) {
    Self.writeScore(outline.result.score, of: outline.result.maxScore, to: &page)
  }

  /// Writes points reached as a ring.
  static func writeScore(_ score: Double, of most: Double, to page: inout HTMLWriter) {
    guard most > 0 else { return }
    let share = min(1, max(0, score / most))
    let points = Quantity.points(score)
    page.markup("<div class=\"score")
    if share == 1 { page.markup(" full") }
    if points.count > 3 { page.markup(" long") }
    page.markup("\">")
    page.markup(
      "<svg viewBox=\"0 0 100 100\" aria-hidden=\"true\"><circle cx=\"50\" cy=\"50\" r=\"45\"/>")
    if share > 0 {
      page.markup("<circle class=\"reached\" cx=\"50\" cy=\"50\" r=\"45\" pathLength=\"100\"")
      page.attribute("stroke-dasharray", "\(Quantity.decimal(share * 100, digits: 1)) 100")
      page.markup("/>")
    }
    page.markup("</svg><b>")
    page.text(points)
    page.markup("</b><span>of ")
    page.text(Quantity.points(most))
    page.markup(" points</span></div>\n")
  }

  /// The last entry of the table of contents.
  static let summaryEntry: StaticString =
    "<li class=\"part\"><a href=\"#summary\">Summary</a></li>\n"

  /// Writes the table of contents.
  func write(
    contents entries: [Entry], to page: inout HTMLWriter,
    endingWith end: StaticString? = Self.summaryEntry
  ) {
    page.markup("<nav class=\"contents\" aria-label=\"Contents\">")
    page.markup("<button type=\"button\" class=\"fold\"><span class=\"closes\">Fold code</span>")
    page.markup("<span class=\"opens\">Show code</span></button>")
    page.markup("<details open><summary>Contents</summary>\n<ol>\n")
    for entry in entries {
      switch entry {
      case .heading(let heading) where heading.level > 3: continue
      case .heading(let heading):
        page.markup(heading.level == 2 ? "<li class=\"part\"><a" : "<li class=\"deeper\"><a")
        page.attribute("href", "#\(heading.anchor)")
        page.markup("><span class=\"label\">")
        page.append(heading.label)
        page.markup("</span></a></li>\n")
      case .item(let anchor, let name, let mark, let points):
        page.markup("<li class=\"item\"><a")
        page.attribute("href", "#\(anchor)")
        page.markup(">")
        mark.write(to: &page)
        page.markup("<span class=\"label\">")
        MessageText.write(name, to: &page)
        page.markup("</span>")
        if let points {
          page.markup("<span class=\"points\">")
          page.text(points)
          page.markup("</span>")
        }
        page.markup("</a></li>\n")
      }
    }
    if let end { page.markup(end) }
    page.markup("</ol></details></nav>\n")
  }
}
