import Notebooks
import Testing

@testable import Reports

@Suite("The page of a run")
struct HTMLReportTests {
  private let exercise = Samples.cell("relu", .exercise)
  private var check: Cell {
    var cell = Samples.cell("check-relu", .check, line: 20)
    cell.exercise = "relu"
    return cell
  }

  @Test("The header tells title, score and how the run went")
  func header() {
    let page = Samples.page(
      [.cell(exercise), .cell(check)], cells: [Samples.ran(exercise), Samples.ran(check)],
      checks: [
        Samples.check("a", in: "check-relu", for: "relu"),
        Samples.check("b", in: "check-relu", for: "relu", .failed, message: "expected 1, got 2"),
        Samples.check("c", in: "check-relu", for: "relu", .notGradable),
      ], details: ReportDetails(date: "21 November"))
    #expect(page.contains("<h1>Sample</h1>"))
    #expect(page.contains("<b>1</b><span>of 3 points</span>"))
    #expect(page.contains("2 of 2 cells ran · 1 of 3 checks passed · 1 not gradable · 8.10 s"))
    #expect(page.contains("<p>21 November</p>"))
    #expect(page.contains("<span class=\"message\">expected 1, got 2</span>"))
    #expect(page.contains("<span class=\"fact\">1 of 3 points</span>"))
    #expect(page.contains("<td>b<span"))
  }

  @Test("A run without points has no score")
  func noScore() {
    #expect(!Samples.page([.cell(exercise)]).contains("class=\"score"))
  }

  @Test(
    "Every way to fail is told in words, at its place",
    arguments: [
      (CellErrorKind.compile, "Does not compile"), (.thrown, "Stopped with an error"),
      (.trap, "Crashed"), (.timeout, "Ran out of time"), (.memory, "Ran out of memory"),
      (.todo, "Not implemented yet"), (.missing, "Needs a cell that failed"),
    ])
  func errors(_ kind: CellErrorKind, _ words: String) {
    let page = Samples.page(
      [.cell(exercise)],
      cells: [Samples.failed(exercise, kind, "index <3> out of range", column: 5)])
    #expect(page.contains("<strong>\(words)</strong><a href=\"#L11\">01-sample.md:11:5</a>"))
    #expect(page.contains("<pre class=\"message\">index &lt;3&gt; out of range</pre>"))
    let hasExcerpt = page.contains("   11 | line 11 of the file\n      |     ^")
    #expect(hasExcerpt == (kind != .todo && kind != .missing))
    #expect(page.contains("id=\"L11\""))
  }

  @Test("An error at no line of the file has no place", arguments: [0, -1, 999])
  func placeless(_ line: Int) {
    let page = Samples.page(
      [.cell(exercise)], cells: [Samples.failed(exercise, .trap, "gone", line: line)])
    #expect(page.contains("<strong>Crashed</strong></p>"))
  }

  @Test("An error that the author wants to show is no failure")
  func expectedError() {
    var cell = exercise
    cell.expectsError = true
    var result = Samples.failed(cell, .thrown, "as planned")
    result.status = .ok
    let page = Samples.page([.cell(cell)], cells: [result])
    #expect(page.contains("<strong>Stopped with an error, as expected</strong>"))
    #expect(!page.contains("<div class=\"error\">"))
  }

  @Test("Cells without a result wait while the run goes on, and were not run after it")
  func partial() {
    let blocks = [Block.cell(exercise), .cell(check)]
    let live = Samples.page(
      blocks, cells: [Samples.ran(exercise)], details: ReportDetails(isLive: true))
    #expect(live.contains("Running: this page shows what is done so far."))
    #expect(live.contains("<span class=\"fact\">waiting</span>"))
    let ended = Samples.page(
      blocks, cells: [Samples.ran(exercise)], details: ReportDetails(isInterrupted: true))
    #expect(ended.contains("This run was interrupted."))
    #expect(ended.contains("<span class=\"fact\">not run</span>"))
    #expect(PageScanner(Samples.page([])).unbalanced.isEmpty)
  }

  @Test("The table of contents holds headings, exercises with their marks, and cells that failed")
  func contents() throws {
    let broken = Samples.cell("broken", line: 30)
    let page = Samples.page(
      [
        .prose(Prose(markdown: "## The neuron\n", line: 1)), .cell(Samples.cell("given")),
        .cell(exercise), .cell(check), .cell(broken),
        .answer(FreeAnswer(id: "why", points: 2, title: nil, text: "\n", line: 40)),
      ],
      cells: [
        Samples.ran(Samples.cell("given")), Samples.ran(exercise), Samples.ran(check),
        Samples.failed(broken, .trap, "x"),
      ],
      checks: [Samples.check("a", in: "check-relu", for: "relu")])
    let start = try #require(page.firstRange(of: "<nav"))
    let end = try #require(page.firstRange(of: "</nav>"))
    let nav = page[start.lowerBound..<end.lowerBound]
    #expect(nav.contains("href=\"#section-the-neuron\""))
    #expect(nav.contains("<span class=\"label\">relu</span><span class=\"points\">1/1</span>"))
    #expect(nav.contains("<span class=\"mark failed\" title=\"failed\">"))
    #expect(nav.contains("#cell-broken"))
    #expect(nav.contains("<span class=\"unseen\">not answered</span>"))
    #expect(!nav.contains("#cell-given") && !nav.contains("#cell-check-relu"))
  }

  @Test("Plots stand in the page at their size with their words; one that is not there is named")
  func plots() {
    let page = Samples.page(
      [.cell(exercise)], cells: [Samples.ran(exercise, plots: ["plots/a.png", "plots/b.png"])]
    ) { path in
      path == "plots/a.png"
        ? PlotFile(png: [1, 2, 3], width: 480, height: 299.6, alternativeText: "A \"line\"") : nil
    }
    #expect(
      page.contains(
        "<img src=\"data:image/png;base64,AQID\" width=\"480\" height=\"300\" "
          + "alt=\"A &quot;line&quot;\">"))
    #expect(page.contains("[plot not found: plots/b.png]"))
  }

  @Test("Questions show the boxes as they are, hints are folded and counted")
  func questions() {
    let page = Samples.page([
      .quiz(
        Quiz(
          id: "xor", points: 1, title: nil, question: "Which?",
          choices: [
            .init(markdown: "`a`", isTicked: false, line: 2),
            .init(markdown: "*b*", isTicked: true, line: 3),
          ], line: 1)),
      .answer(FreeAnswer(id: "why", points: 3, title: "Why?", text: "Because $x$.", line: 9)),
      .hint(Hint(exercise: "relu", markdown: "One.", line: 12)),
      .hint(Hint(exercise: "relu", markdown: "Two.", line: 15)),
    ])
    #expect(page.contains("aria-label=\"not ticked\"></span><div><code>a</code> </div>"))
    #expect(page.contains("aria-label=\"ticked\"></span><div><em>b</em> </div>"))
    #expect(page.contains("<p>Because <span class=\"math\">x</span>.</p>"))
    #expect(page.contains("<details class=\"hint\"><summary><span>Hint 2 of 2 for <code>relu"))
  }

  @Test("Landmarks, language and a way past the contents are there")
  func landmarks() {
    let page = PageScanner(Samples.page([.cell(exercise)], cells: [Samples.ran(exercise)]))
    let names = page.tags.map(\.name)
    for name in ["header", "nav", "main", "footer", "h1"] {
      #expect(names.count { $0 == name } == 1, "\(name)")
    }
    #expect(page.unbalanced.isEmpty)
    #expect(page.tags.contains { $0.name == "html" && $0.attributes.contains { $0.value == "en" } })
    #expect(page.tags.contains { $0.attributes.contains { $0.value == "skip" } })
  }

  @Test("The summary tells time and memory of each cell, the details what was used")
  func summary() {
    let page = Samples.page(
      [.cell(exercise)], cells: [Samples.ran(exercise)],
      details: ReportDetails(items: [.init(name: "Swift", value: "6.3.1")]))
    #expect(
      page.contains(
        "<td class=\"right time\" style=\"--share:100\">250 ms</td><td class=\"right\">31 MB</td>"))
    #expect(page.contains("<dt>Seed</dt><dd>389</dd>"))
    #expect(page.contains("<dt>Swift</dt><dd>6.3.1</dd>"))
  }
}
