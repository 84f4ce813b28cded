import BrowserSupport
import CellChannel
import Foundation
import LiveReport
import Notebooks
import Plots
import Testing

/// With `PRACTICAL_BROWSER` naming a Chromium; pictures go to the folder that `PRACTICAL_SCREENSHOTS` names.
@Suite("A live report in a real browser", .serialized, .enabled(if: Browser.program != nil))
struct BrowserTests {
  private let browser: Browser

  init() throws { browser = try Browser(try #require(Browser.program)) }

  /// A report that is open in a tab.
  private func open(_ practical: Practical, fragment: String = "") async throws -> (
    report: ServedReport, tab: BrowserTab
  ) {
    let report = try ServedReport(practical)
    let tab = try await browser.tab()
    try await tab.resize(width: 1200, height: 800)
    try await tab.open(report.server.address + fragment)
    try await tab.wait(until: "document.querySelector('header.page h1')")
    return (report, tab)
  }

  private func status(_ tab: BrowserTab) async throws -> String {
    try await tab.text("document.querySelector('.status')?.innerText")
  }

  /// Nothing went wrong in the page, and it asked nobody but its own server.
  private func expectClean(_ tab: BrowserTab, _ report: ServedReport) {
    #expect(tab.errors == [])
    #expect(!tab.requests.isEmpty)
    let foreign = tab.requests.filter { !$0.hasPrefix(report.server.address) }
    #expect(foreign == [])
  }

  @Test("Cells start, print, draw and finish before the reader's eyes")
  func run() async throws {
    let practical = Sample.practical()
    let (report, tab) = try await open(practical)
    let server = report.server
    let cell = practical.cells[0]
    server.follow(.began(practical, kept: [:]))
    server.follow(.cellStarted(cell))
    server.follow(.output("one\n"))
    server.follow(.progress(ProgressReport(label: "epoch 1", done: 3, total: 10)))
    try await tab.wait(until: "document.querySelector('#cell-first.running progress')?.value === 3")
    #expect(try await status(tab) == "running first (1 of 3)")
    server.follow(.output("\u{1B}[31mtwo\u{1B}[0m <b>&amp;\n"))
    try await tab.wait(
      until: "document.querySelector('#cell-first .output').textContent === 'one\\ntwo <b>&amp;\\n'"
    )
    server.follow(.figure(Figure(title: "curve"), path: "plots/first-1.png"))
    try await tab.wait(
      until: "document.querySelector('#cell-first figure')?.innerText.includes('being drawn')")
    server.add(plot: "plots/first-1.png", png: Self.png)
    try await tab.wait(
      until: "document.querySelector('#cell-first figure img')?.naturalWidth === 1")
    Sample.run(practical, to: server.follow)
    try await tab.wait(until: "document.querySelector('.status').innerText.includes('up to date')")
    #expect(try await status(tab) == "up to date, 2 of 2 points")
    #expect(try await tab.text("document.querySelector('.score').innerText").contains("2"))
    #expect(try await tab.number("document.querySelectorAll('nav .mark.passed').length") >= 1)
    #expect(try await tab.text("document.title") == "Sample")
    #expect(try await tab.number("document.querySelectorAll('.math.set .katex').length") == 1)
    expectClean(tab, report)
  }

  @Test("After an edit only what changed is replaced: selection, folds and pictures stay")
  func edit() async throws {
    let practical = Sample.practical()
    let (report, tab) = try await open(practical)
    Sample.run(practical, to: report.server.follow)
    try await tab.wait(until: "document.querySelector('.status').innerText.includes('up to date')")
    // A reader selects text in the first cell, opens the check and folds the first cell.
    _ = try await tab.text(
      """
      (() => {
        const output = document.querySelector("#cell-first .output");
        getSelection().setBaseAndExtent(output.firstChild, 0, output.firstChild, 6);
        document.querySelector("#cell-check-first details").open = true;
        document.querySelector("#cell-first details").open = false;
        window.before = document.getElementById("cell-first");
      })()
      """)
    let edited = Sample.practical(
      prose: "Other prose with $y^3$.",
      cells: [
        ("first", "let a = 1\nprint(a)\n"), ("between", "print(0)\n"),
        ("second", "print(a + 2)\n"), ("check-first", "check(\"a is one\", a, .equals(1))\n"),
      ])
    let kept = Sample.ran("first", in: edited, output: "output of first\n")
    Sample.run(edited, outputs: ["second": "3\n"], kept: [0: kept], to: report.server.follow)
    try await tab.wait(until: "document.querySelector('#cell-second .output').innerText === '3\\n'")
    try await tab.wait(until: "document.querySelector('main')?.innerText.includes('Other prose')")
    #expect(try await tab.text("getSelection().toString()") == "output")
    #expect(
      try await tab.text("document.querySelector('#cell-check-first details').open") == "true")
    #expect(try await tab.text("document.querySelector('#cell-first details').open") == "false")
    #expect(try await tab.text("window.before === document.getElementById('cell-first')") == "true")
    let order = "[...document.querySelectorAll('.cell')].map(cell => cell.id).join(' ')"
    #expect(try await tab.text(order) == "cell-first cell-between cell-second cell-check-first")
    #expect(try await tab.text("document.querySelector('.math.set').tex") == "y^3")
    #expect(
      !(try await tab.text("document.querySelector('main').innerText")).contains("Prose with"))
    // And back: the cell goes again, and the cells change places.
    let swapped = Sample.practical(cells: [Sample.cells[1], Sample.cells[0], Sample.cells[2]])
    Sample.run(swapped, to: report.server.follow)
    try await tab.wait(until: "\(order) === 'cell-second cell-first cell-check-first'")
    expectClean(tab, report)
  }

  @Test("What the reader looks at stays where it is when things above it grow and shrink")
  func scrolling() async throws {
    let practical = Sample.practical(filler: 6)
    let (report, tab) = try await open(practical)
    Sample.run(practical, to: report.server.follow)
    try await tab.wait(until: "document.querySelector('.status').innerText.includes('up to date')")
    _ = try await tab.text("document.getElementById('cell-second').scrollIntoView()")
    let place = "document.getElementById('cell-second').getBoundingClientRect().top"
    let before = try await tab.number(place)
    let long = (0..<60).map { "line \($0)\n" }.joined()
    Sample.run(practical, outputs: ["first": long], to: report.server.follow)
    try await tab.wait(
      until: "document.querySelector('#cell-first .output').innerText.includes('line 59')")
    #expect(abs(try await tab.number(place) - before) < 2)
    Sample.run(practical, outputs: ["first": "short\n"], to: report.server.follow)
    try await tab.wait(
      until: "document.querySelector('#cell-first .output').innerText === 'short\\n'")
    #expect(abs(try await tab.number(place) - before) < 2)
    expectClean(tab, report)
  }

  @Test("An error links to its line, and a file that cannot be read says why")
  func errors() async throws {
    let practical = Sample.practical()
    let (report, tab) = try await open(practical)
    let cell = practical.cells[0]
    var failed = CellResult(skipped: cell)
    failed.status = .failed
    failed.error = CellError(kind: .thrown, message: "no <such> thing", line: 12, column: 3)
    report.server.follow(.began(practical, kept: [:]))
    report.server.follow(.cellStarted(cell))
    report.server.follow(.cellEnded(cell, failed, checks: []))
    try await tab.wait(until: "document.querySelector('#cell-first .error a')")
    _ = try await tab.text("document.querySelector('#cell-first .error a').click()")
    #expect(try await tab.text("document.querySelector(':target').textContent") == "print(a)")
    report.server.show(problem: "01-sample.md:3:1: error: <script>alert(1)</script>")
    try await tab.wait(until: "document.querySelector('.status.problem')")
    #expect(try await status(tab).contains("<script>alert(1)</script>"))
    expectClean(tab, report)
  }

  @Test("Two tabs see the same, and a name in the address is found")
  func tabs() async throws {
    let practical = Sample.practical(filler: 6)
    let (report, first) = try await open(practical)
    Sample.run(practical, to: report.server.follow)
    let second = try await browser.tab()
    try await second.resize(width: 1200, height: 800)
    try await second.open(report.server.address + "#cell-second")
    for tab in [first, second] {
      try await tab.wait(
        until: "document.querySelector('.status')?.innerText.includes('up to date')")
    }
    try await second.wait(until: "scrollY > 100")
    let body = "document.querySelector('main').innerText"
    #expect(try await first.text(body) == (try await second.text(body)))
    expectClean(second, report)
  }

  @Test("When the session ends the page says so, and finds the next at the same address")
  func end() async throws {
    let practical = Sample.practical()
    let (report, tab) = try await open(practical)
    Sample.run(practical, to: report.server.follow)
    try await tab.wait(until: "document.querySelector('.status').innerText.includes('up to date')")
    expectClean(tab, report)
    report.server.stop()
    try await tab.wait(
      until: "document.querySelector('.status').innerText.includes('session ended')")
    #expect(try await tab.text("document.querySelector('main').innerText").contains("output of"))
    let next = try ServedReport(practical, port: UInt16(report.port), token: report.token)
    Sample.run(practical, outputs: ["first": "of the next\n"], to: next.server.follow)
    try await tab.wait(
      until: "document.querySelector('#cell-first .output').innerText === 'of the next\\n'")
  }

  /// A smallest PNG: one transparent pixel.
  private static let png: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1F, 0x15, 0xC4,
    0x89, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x60, 0x00, 0x00, 0x00,
    0x02, 0x00, 0x01, 0xE5, 0x27, 0xDE, 0xFC, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE,
    0x42, 0x60, 0x82,
  ]
}
