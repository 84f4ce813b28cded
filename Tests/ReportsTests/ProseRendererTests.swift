import FoundationEssentials
import Notebooks
import Testing

@testable import Reports

@Suite("Prose")
struct ProseRendererTests {
  @Test(
    "Markdown becomes HTML",
    arguments: [
      (
        "a *b* **c** ~~d~~ `e<f`",
        "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e&lt;f</code></p>\n"
      ),
      ("> q", "<blockquote>\n<p>q</p>\n</blockquote>\n"),
      ("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n"),
      ("a  \nb\n\n---", "<p>a<br>\nb</p>\n<hr>\n"),
      ("&amp; &alpha; &#945; &#0; &unknown;", "<p>&amp; α α \u{FFFD} &amp;unknown;</p>\n"),
      ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
      ("<div>\nx", "<p>&lt;div&gt;\nx</p>\n"),
      ("```\n<a>\n```", "<pre class=\"code\" tabindex=\"0\"><code>&lt;a&gt;\n</code></pre>\n"),
    ])
  func renders(_ markdown: String, _ expected: String) {
    #expect(Samples.prose(markdown) == expected)
  }

  @Test("A percent sign stays on the line of its number; code is as it was written")
  func percentSigns() {
    #expect(Samples.prose("at 93.7 % of") == "<p>at 93.7\u{A0}% of</p>\n")
    #expect(Samples.prose("`7 % 3`") == "<p><code>7 % 3</code></p>\n")
  }

  @Test("Formulas keep their TeX for KaTeX; those that define macros stay TeX")
  func formulas() {
    #expect(
      Samples.prose("so $a_1 < b_1$ and $$\n\\frac{1}{2}\n$$")
        == "<p>so <span class=\"math\">a_1 &lt; b_1</span> and "
        + "<span class=\"math display\">\\frac{1}{2} </span></p>\n")
    #expect(
      Samples.prose("$\\def\\a{\\a\\a}\\a$")
        == "<p><span class=\"tex\">\\def\\a{\\a\\a}\\a</span></p>\n")
    #expect(Samples.prose("$\\deflate$").contains("class=\"math\""))
    #expect(Samples.prose("costs 5 $ or 6 $ each") == "<p>costs 5 $ or 6 $ each</p>\n")
  }

  @Test("Tables keep their alignment, task lists their ticks")
  func tables() {
    let table = Samples.prose("| a | b |\n| :-: | --: |\n| 1 | 2 |")
    #expect(table.contains("<th scope=\"col\" class=\"center\">a</th>"))
    #expect(table.contains("<td class=\"right\">2</td>"))
    #expect(Samples.prose("|  | a |\n| --- | --- |\n| 1 | 2 |").contains("<tr><td></td><th scope"))
    let tasks = Samples.prose("- [x] a\n- [ ] b")
    #expect(tasks.contains("aria-label=\"ticked\"></span> a"))
    #expect(tasks.contains("aria-label=\"not ticked\"></span> b"))
  }

  @Test(
    "Links to the web, to mail and within the page stay; the others lose their address",
    arguments: [
      (
        "https://example.org/a?b=c&d",
        "<a href=\"https://example.org/a?b=c&amp;d\" rel=\"noopener noreferrer\">x</a>"
      ),
      (
        "mailto:a@example.org", "<a href=\"mailto:a@example.org\" rel=\"noopener noreferrer\">x</a>"
      ),
      ("#relu", "<a href=\"#cell-relu\">x</a>"),
      ("#The-Neuron", "<a href=\"#section-the-neuron\">x</a>"),
      ("javascript:alert(1)", "x"), ("../other.md", "x"), ("//example.org", "x"), ("ftp://a", "x"),
      (
        "https&#58;//example.org",
        "<a href=\"https://example.org\" rel=\"noopener noreferrer\">x</a>"
      ),
    ])
  func links(_ address: String, _ expected: String) {
    #expect(
      Samples.prose("[x](\(address))", cells: [Samples.cell("relu")]) == "<p>\(expected)</p>\n")
  }

  @Test("A link definition holds in the whole file")
  func definitions() {
    let practical = Samples.practical([
      .prose(Prose(markdown: "See [the notes][n].\n", line: 1)),
      .cell(Samples.cell("a")),
      .prose(Prose(markdown: "[n]: https://example.org/n\n", line: 20)),
    ])
    let page = ReportWriter.html(
      practical: practical, result: Samples.result(), details: ReportDetails(), plot: { _ in nil })
    #expect(page.contains("<a href=\"https://example.org/n\""))
  }

  @Test("Headings get names of their own; one that only says the title again goes")
  func headings() {
    let html = Samples.prose("# Sample\n## A *b* $c$\n## A *b* $c$\n### Deep")
    #expect(!html.contains("Sample"))
    #expect(
      html.contains("<h2 id=\"section-a-b-c\">A <em>b</em> <span class=\"math\">c</span></h2>"))
    #expect(html.contains("<h2 id=\"section-a-b-c-1\">"))
    #expect(html.contains("<h3 id=\"section-deep\">"))
  }

  @Test("Pictures under the practical's folder stand in the page, others are named")
  func pictures() throws {
    let manager = FileManager.default
    let home = manager.temporaryDirectory.appending(path: "reports-\(UUID().uuidString)")
    defer { try? manager.removeItem(at: home) }
    let folder = home.appending(path: "practicals")
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(Samples.png).write(to: folder.appending(path: "neuron 1.png"))
    try Data("<svg onload=x>".utf8).write(to: folder.appending(path: "not.png"))
    try Data(Samples.png).write(to: home.appending(path: "outside.png"))
    try Data(Samples.png + [UInt8](repeating: 0, count: ProseImages.limit))
      .write(to: folder.appending(path: "large.png"))
    try manager.createSymbolicLink(
      at: folder.appending(path: "link.png"),
      withDestinationURL: home.appending(path: "outside.png"))

    var images = ProseImages(besideFile: folder.appending(path: "01.md").path)
    #expect(images.picture(at: "neuron%201.png")?.data == Data(Samples.png))
    #expect(images.picture(at: "./neuron%201.png") != nil)
    let refused = [
      "not.png", "../outside.png", "%2E%2E/outside.png", "link.png", "large.png", "absent.png", "",
      ".", home.appending(path: "outside.png").path, "file:neuron.png", "..\\outside.png",
    ]
    for path in refused { #expect(images.picture(at: path) == nil, "\(path)") }
    #expect(
      Samples.prose("![a \"b\" *c*](absent.png)")
        == "<p><span class=\"absent\">[picture: a &quot;b&quot; c]</span></p>\n")
  }
}
