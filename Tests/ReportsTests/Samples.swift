import Notebooks

@testable import Reports

/// Small practicals and results to report.
enum Samples {
  /// A smallest PNG: one transparent pixel.
  static let png: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1F, 0x15, 0xC4,
    0x89, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x60, 0x00, 0x00, 0x00,
    0x02, 0x00, 0x01, 0xE5, 0x27, 0xDE, 0xFC, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE,
    0x42, 0x60, 0x82,
  ]

  /// A cell whose code starts at a line.
  static func cell(
    _ id: String, _ kind: CellKind = .cell, line: Int = 10, code: String = "let a = 1\n"
  ) -> Cell {
    Cell(id: id, kind: kind, line: line, codeLine: line + 1, code: code)
  }

  /// What a cell came to that ran.
  static func ran(_ cell: Cell, output: String = "", plots: [String] = []) -> CellResult {
    var result = CellResult(skipped: cell)
    result.status = .ok
    result.seconds = 0.25
    result.peakMemoryBytes = 31_000_000
    result.output = output
    result.plots = plots
    return result
  }

  /// What a cell came to that failed.
  static func failed(
    _ cell: Cell, _ kind: CellErrorKind, _ message: String, line: Int? = nil, column: Int = 1
  ) -> CellResult {
    var result = CellResult(skipped: cell)
    result.status = .failed
    result.error = CellError(
      kind: kind, message: message, line: line ?? cell.codeLine, column: column)
    return result
  }

  /// What a check came to.
  static func check(
    _ name: String, in cell: String, for exercise: String? = nil, _ status: CheckStatus = .passed,
    message: String = ""
  ) -> CheckResult {
    CheckResult(
      name: name, cell: cell, exercise: exercise ?? cell, status: status,
      score: status == .passed ? 1 : 0, maxScore: 1, message: message, hidden: false)
  }

  /// A practical of some blocks; its file has fifty lines.
  static func practical(_ blocks: [Block], title: String = "Sample") -> Practical {
    let lines = (1...50).map { "line \($0) of the file\n" }.joined()
    var front = FrontMatter(title: title)
    front.number = 1
    return Practical(
      source: SourceFile(path: "practicals/01-sample.md", text: lines), slug: "01-sample",
      frontMatter: front, blocks: blocks)
  }

  /// The result of a practical.
  static func result(
    title: String = "Sample", cells: [CellResult] = [], checks: [CheckResult] = []
  ) -> RunResult {
    RunResult(
      practical: "01-sample", title: title, seed: 389,
      score: checks.reduce(0) { $0 + $1.score }, maxScore: checks.reduce(0) { $0 + $1.maxScore },
      seconds: 8.1, compileSeconds: 0.8, cells: cells, checks: checks)
  }

  /// The page for some blocks and what they came to.
  static func page(
    _ blocks: [Block], cells: [CellResult] = [], checks: [CheckResult] = [],
    details: ReportDetails = ReportDetails(), plot: (String) -> PlotFile? = { _ in nil }
  ) -> String {
    ReportWriter.html(
      practical: practical(blocks), result: result(cells: cells, checks: checks),
      details: details, plot: plot)
  }

  /// The HTML of a piece of Markdown.
  static func prose(_ markdown: String, cells: [Cell] = []) -> String {
    let practical = practical(cells.map(Block.cell) + [.prose(Prose(markdown: markdown, line: 1))])
    var context = ProseContext(practical: practical, title: "Sample")
    var html = HTMLWriter()
    ProseRenderer.write(markdown, to: &html, context: &context)
    return html.string
  }
}
