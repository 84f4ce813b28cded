import BrowserSupport
import Notebooks
import Testing

@testable import Reports

/// The corpus of hostile texts, opened; and what the page's policy does where the escaping fails.
@Suite("Hostile text in a real browser", .serialized, .enabled(if: Browser.program != nil))
struct InjectionBrowserTests {
  private let browser: Browser

  init() throws { browser = try Browser(try #require(Browser.program)) }

  private func open(_ page: String) async throws -> (tab: BrowserTab, file: PageFile) {
    let file = try PageFile(page)
    let tab = try await browser.tab()
    try await tab.open(file.url.absoluteString)
    return (tab, file)
  }

  @Test("No text of the corpus runs a script, opens a dialog or asks for anything")
  func corpus() async throws {
    // Ten to a page, so that one that breaks a page does not hide what others do.
    for start in stride(from: 0, to: InjectionTests.corpus.count, by: 10) {
      let texts = InjectionTests.corpus[start...].prefix(10)
      let (tab, file) = try await open(Self.page(Array(texts)))
      // What waits for a reader: the pointer over everything, the focus on everything, every fold open.
      _ = try await tab.text(
        """
        (() => {
          for (const e of document.querySelectorAll("*")) {
            if (e.tagName === "DETAILS") e.open = true;
            for (const kind of ["mouseover", "mouseenter", "focus", "toggle", "load", "error"])
              e.dispatchEvent(new Event(kind));
            if (e.focus) e.focus();
          }
        })()
        """)
      #expect(try await tab.text("window.injected") == "undefined")
      #expect(tab.dialogCount == 0)
      #expect(file.foreignRequests(of: tab) == [])
      #expect(tab.errors == [])
      // A link can only lead to the web, or within the page.
      let addresses = try await tab.text(
        "[...document.querySelectorAll('a')].map(a => a.getAttribute('href')).join('\\n')")
      for address in addresses.split(separator: "\n") {
        #expect(
          ["#", "https://", "http://", "mailto:"].contains { address.hasPrefix($0) }, "\(address)")
      }
      #expect(try await tab.number("document.scripts.length") == 1)
      #expect(
        try await tab.number(
          "document.querySelectorAll('iframe, object, embed, form, base, svg script').length") == 0)
    }
  }

  @Test("The policy refuses what would get past the escaping")
  func policy() async throws {
    let (tab, file) = try await open(Self.pierced(hasPolicy: true))
    try await tab.wait(until: "document.querySelector('#end')")
    _ = try await tab.text("document.getElementById('bad-link').click()")
    #expect(try await tab.text("window.injected") == "undefined")
    #expect(tab.dialogCount == 0)
    #expect(file.foreignRequests(of: tab) == [])
    #expect(try await tab.text("document.baseURI.startsWith('file:')") == "true")
    let refusals = tab.errors.filter { $0.contains("Content Security Policy") }
    #expect(refusals.count >= 5, "\(tab.errors)")
  }

  @Test("Without the policy the same page is taken over: the test above can fail")
  func control() async throws {
    let (tab, _) = try await open(Self.pierced(hasPolicy: false))
    try await tab.wait(until: "window.injected === 1")
  }

  /// A page with markup in it as if nothing had been escaped.
  private static func pierced(hasPolicy: Bool) -> String {
    let markup = """
      <script>window.injected=1</script><img src=x: onerror="window.injected=1">
      <base href="https://evil.invalid/"><img src="https://evil.invalid/track.png">
      <link rel="stylesheet" href="https://evil.invalid/x.css">
      <iframe src="https://evil.invalid/"></iframe><iframe srcdoc="<script>parent.injected=1</script>"></iframe>
      <object data="https://evil.invalid/x"></object><svg onload="window.injected=1"></svg>
      <a id="bad-link" href="javascript:window.injected=1">x</a>
      <style>@import url(https://evil.invalid/y.css);p{background:url(https://evil.invalid/z.png)}</style>
      <p id="end">end</p>
      """
    var page = HTMLWriter()
    HTMLReport.writeHead(
      to: &page, title: "Pierced", math: nil, isLive: false,
      policy: ContentSecurityPolicy(script: PageScript.whole(nil), pictures: "data:"))
    page.markup("<body>")
    page.trusted(markup.utf8)
    page.markup("</body></html>")
    return hasPolicy
      ? page.string
      : page.string.replacing("Content-Security-Policy", with: "X-Nothing")
        .replacing("https://evil.invalid/", with: "data:text/plain,")
  }

  /// A page with each of some texts in every place where a student's text can stand.
  private static func page(_ texts: [String]) -> String {
    var blocks: [Block] = []
    var cells: [CellResult] = []
    var checks: [CheckResult] = []
    for (index, hostile) in texts.enumerated() {
      var cell = Samples.cell("\(index)\(hostile)", .exercise, line: 10 * index, code: hostile)
      cell.title = hostile
      let untitled = Samples.cell("x\(index)\(hostile)", line: 10 * index + 5, code: hostile)
      var result = Samples.ran(cell, output: hostile, plots: ["plots/a.png", hostile])
      result.error = CellError(kind: .thrown, message: hostile, line: 10 * index + 1, column: 1)
      blocks += [
        .prose(Prose(markdown: hostile, line: 1)),
        .prose(Prose(markdown: "text \(hostile) text\n\n- \(hostile)\n", line: 1)), .cell(cell),
        .cell(untitled),
        .quiz(
          Quiz(
            id: "q\(index)\(hostile)", points: 1, title: hostile, question: hostile,
            choices: [.init(markdown: hostile, isTicked: true, line: 1)], line: 1)),
        .answer(
          FreeAnswer(
            id: "a\(index)\(hostile)", points: 1, title: hostile, text: hostile, line: 1)),
        .hint(Hint(exercise: hostile, markdown: hostile, line: 1)),
      ]
      cells += [
        result,
        Samples.ran(
          untitled,
          output: "\(hostile.prefix(20))  b\n────────────────────  ─\n\(hostile.prefix(20))  \"\n"),
      ]
      checks.append(
        Samples.check(hostile, in: cell.id, for: cell.id, .failed, message: hostile))
      checks.append(
        Samples.check("`\(hostile)`", in: untitled.id, .failed, message: "`\(hostile)` is wrong"))
    }
    return ReportWriter.html(
      practical: Samples.practical(blocks, title: texts[0]),
      result: Samples.result(title: texts[0], cells: cells, checks: checks),
      details: ReportDetails(
        items: texts.map { .init(name: $0, value: $0) }, date: texts[0], isInterrupted: true),
      plot: { path in
        path == "plots/a.png"
          ? PlotFile(png: Samples.png, width: 1, height: 1, alternativeText: texts[0]) : nil
      })
  }
}
