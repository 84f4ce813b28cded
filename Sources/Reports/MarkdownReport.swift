import Notebooks

/// A run's report as Markdown that GitHub renders.
struct MarkdownReport {
  private let outline: ReportOutline
  private var text = ""

  /// Makes a report.
  init(practical: Practical, result: RunResult, details: ReportDetails) {
    outline = ReportOutline(practical: practical, result: result, details: details)
  }

  /// The whole document.
  func document(plot: (String) -> PlotFile?) -> String {
    var report = self
    report.writeHead()
    for block in outline.practical.blocks {
      switch block {
      case .prose(let prose): report.writeProse(prose.markdown)
      case .cell(let cell): report.write(cell, plot: plot)
      case .quiz(let quiz): report.write(quiz)
      case .answer(let answer): report.write(answer)
      case .hint(let hint): report.write(hint)
      }
    }
    report.writeSummary()
    return report.text
  }

  private mutating func writeHead() {
    let (score, most) = (outline.result.score, outline.result.maxScore)
    text += "> **\(MarkdownEscaping.escape(outline.title))**"
    if most > 0 {
      text += " · **\(Quantity.points(score)) of \(Quantity.points(most)) points**"
    }
    text += "\\\n> \(outline.summary)"
    if let date = outline.details.date { text += " · \(MarkdownEscaping.escape(date))" }
    text += "\n\n"
    if let notice = outline.notice { text += "> **\(notice)**\n\n" }
  }

  private mutating func writeProse(_ markdown: String) {
    text += markdown
    text += markdown.hasSuffix("\n\n") ? "" : markdown.hasSuffix("\n") ? "\n" : "\n\n"
  }

  private mutating func write(_ cell: Cell, plot: (String) -> PlotFile?) {
    let checks = outline.checks(in: cell.id)
    text += "\(outline.mark(of: cell).sign) **\(MarkdownEscaping.escape(outline.name(of: cell)))**"
    if let points = outline.points(of: outline.checks(judging: cell)) {
      text += " · \(Quantity.points(points.reached)) of \(Quantity.points(points.reachable)) points"
    }
    text += "\n\n" + MarkdownEscaping.fence(CodeListing(of: cell).text, language: "swift")
    guard let result = outline.result(of: cell) else { return }
    if !result.output.isEmpty {
      text += MarkdownEscaping.fence(OutputExcerpt(result.output).plain, language: "text")
    }
    for path in result.plots {
      guard let address = MarkdownEscaping.relativeAddress(path) else { continue }
      let file = plot(path)
      write(address, file)
    }
    if let error = result.error {
      text += "**\(error.kind.words)** at line \(error.line), column \(error.column):\n\n"
      text += MarkdownEscaping.fence(AnsiText(error.message.utf8).plain, language: "text")
    }
    write(checks)
  }

  /// Writes a plot, which on GitHub follows the reader's setting for dark or light.
  private mutating func write(_ address: String, _ file: PlotFile?) {
    let description = file?.alternativeText ?? ""
    guard let file, file.darkPNG != nil, address.hasSuffix(".png") else {
      text += "![\(MarkdownEscaping.escape(description))](\(address))\n\n"
      return
    }
    let dark = address.dropLast(4) + "-dark.png"
    let words = description.split(whereSeparator: \.isNewline).joined(separator: " ")
    text += "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"\(dark)\">"
    text += "<img src=\"\(address)\" width=\"\(Quantity.decimal(file.width, digits: 0))\" "
    text += "alt=\"\(HTMLEscaping.escape(words))\"></picture>\n\n"
  }

  private mutating func write(_ checks: [CheckResult]) {
    guard !checks.isEmpty else { return }
    text += "| | Check | Points | |\n| --- | --- | ---: | --- |\n"
    for check in checks {
      text += "| \(check.status.mark.sign) | \(MarkdownEscaping.escape(check.name)) "
      text += "| \(Quantity.points(check.score)) / \(Quantity.points(check.maxScore)) "
      text += "| \(MarkdownEscaping.escape(AnsiText(check.message.utf8).plain)) |\n"
    }
    text += "\n"
  }

  private mutating func write(_ quiz: Quiz) {
    text += "**\(MarkdownEscaping.escape(quiz.title ?? quiz.id))**\n\n"
    writeProse(quiz.question)
    for choice in quiz.choices {
      let lines = choice.markdown.split(separator: "\n")
      text += "- [\(choice.isTicked ? "x" : " ")] \(lines.joined(separator: "\n  "))\n"
    }
    text += "\n"
    write(outline.checks(in: quiz.id))
  }

  private mutating func write(_ answer: FreeAnswer) {
    text += "**\(MarkdownEscaping.escape(answer.title ?? answer.id))**\n\n"
    let lines = answer.text.split(separator: "\n", omittingEmptySubsequences: false)
    text += lines.map { "> \($0)\n" }.joined() + "\n"
    write(outline.checks(in: answer.id))
  }

  private mutating func write(_ hint: Hint) {
    let name = HTMLEscaping.escape(hint.exercise)
    text += "<details><summary>Hint for \(name)</summary>\n\n"
    writeProse(hint.markdown)
    text += "</details>\n\n"
  }

  private mutating func writeSummary() {
    text += "## Summary\n\n| Cell | Status | Time | Peak memory |\n| --- | --- | ---: | ---: |\n"
    for cell in outline.practical.cells {
      let result = outline.result(of: cell)
      let mark = outline.mark(of: cell)
      text += "| \(MarkdownEscaping.escape(outline.name(of: cell))) | \(mark.sign) \(mark.words) "
      text += "| \(result.map { Quantity.seconds($0.seconds) } ?? "–") "
      text += "| \(result.map { Quantity.bytes($0.peakMemoryBytes) } ?? "–") |\n"
    }
    text += "\n| Detail | |\n| --- | --- |\n"
    for item in outline.facts {
      text += "| \(MarkdownEscaping.escape(item.name)) | \(MarkdownEscaping.escape(item.value)) |\n"
    }
  }
}
