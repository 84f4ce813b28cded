import Notebooks

/// A run's report as a page of HTML.
struct HTMLReport {
  /// An entry of the table of contents.
  enum Entry {
    /// A heading of the prose.
    case heading(ProseContext.Heading)
    /// A cell or a question.
    case item(anchor: String, name: String, mark: ReportMark, points: String?)
  }

  /// What is reported.
  let outline: ReportOutline
  /// What the pieces of prose share.
  var context: ProseContext
  /// The body of the page, as far as it is written.
  var html = HTMLWriter()
  /// The table of contents, as far as the body is written.
  var entries: [Entry] = []
  /// Whether the code of given cells is folded.
  var foldsGivenCells = false
  /// How many hints were written for each exercise.
  var hintsShown: [String: Int] = [:]
  /// How many hints there are for each exercise.
  let hintCounts: [String: Int]

  /// Makes a report.
  init(outline: ReportOutline) {
    self.outline = outline
    context = ProseContext(practical: outline.practical, title: outline.title)
    hintCounts = outline.practical.hints.reduce(into: [:]) { $0[$1.exercise, default: 0] += 1 }
  }

  /// The whole page, which needs nothing beside it.
  mutating func page(plot: (String) -> PlotPicture?) -> HTMLWriter {
    for block in outline.practical.blocks { write(block, plot: plot) }
    let math = context.formulas.isEmpty ? nil : MathAssets.installed(for: context.formulas)
    writeEnd(math: math)

    var page = HTMLWriter()
    page.reserve(html.bytes.count + 700_000)
    write(to: &page, math: math) { page in
      writeHeader(to: &page)
      page.markup("<div class=\"frame columns\">\n")
      write(contents: entries, to: &page)
      page.markup("<main id=\"main\">\n")
      page.append(html)
      page.markup("</main>\n</div>\n")
    }
    return page
  }

  /// Writes one block of the practical.
  mutating func write(_ block: Block, plot: (String) -> PlotPicture?) {
    switch block {
    case .prose(let prose): write(prose)
    case .cell(let cell): write(cell, plot: plot)
    case .quiz(let quiz): write(quiz)
    case .answer(let answer): write(answer)
    case .hint(let hint): write(hint)
    }
  }

  /// Writes what stands after the blocks.
  mutating func writeEnd(math: MathAssets?) {
    writeSummary()
    writeDetails(math: math)
  }

  private mutating func write(_ prose: Prose) {
    ProseRenderer.write(prose.markdown, to: &html, context: &context)
    entries += context.headings.map(Entry.heading)
    context.headings = []
  }
}
