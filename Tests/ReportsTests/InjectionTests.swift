import Notebooks
import Testing

@testable import Reports

/// Student text that tries to become more than text, put wherever student text can stand.
@Suite("Hostile text stays text")
struct InjectionTests {
  static let corpus: [String] = [
    "<script>window.injected=1</script>",
    "</script><script>window.injected=1</script>",
    "</style><script>window.injected=1</script>",
    "</title><svg onload=window.injected=1>",
    "</pre></code></span></article></main><img src=x onerror=window.injected=1>",
    "\"><img src=x onerror=window.injected=1>",
    "' onmouseover='window.injected=1",
    "\" onfocus=\"window.injected=1\" autofocus tabindex=\"1",
    "<svg><animate onbegin=window.injected=1 attributeName=x dur=1s></svg>",
    "<iframe srcdoc=\"<script>parent.injected=1</script>\"></iframe>",
    "<a href=javascript:window.injected=1>x</a>",
    "[x](javascript:window.injected=1)",
    "[x](JaVaScRiPt:window.injected=1)",
    "[x](java\tscript:window.injected=1)",
    "[x](&#106;avascript:window.injected=1)",
    "[x](javascript&#58;window.injected=1)",
    "[x](javascript&colon;window.injected=1)",
    "[x](&#x6A;avascript&#x3A;alert&lpar;1&rpar;)",
    "[x](<  javascript:window.injected=1>)",
    "[x](vbscript:x)", "[x](file:///etc/passwd)", "[x](//evil.example/)", "[x](\\\\evil\\share)",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](https://example.org/\"onmouseover=\"window.injected=1)",
    "[x](https://example.org 'title\" onclick=\"window.injected=1')",
    "![x](javascript:window.injected=1)", "![x\" onerror=\"window.injected=1](x.png)",
    "![x](https://evil.example/track.png)", "![x](../../../../etc/passwd)", "![x](/etc/passwd)",
    "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
    "<javascript:window.injected=1>", "<https://evil.example/<script>>",
    "[x]: javascript:window.injected=1\n\n[x]",
    "$\\href{javascript:window.injected=1}{x}$", "$\\htmlData{a=b}{x}$",
    "$\\includegraphics{https://evil.example/x.png}$",
    "$</span><script>window.injected=1</script>$",
    "$\\def\\a{\\a\\a}\\a$",
    "```swift\n</code></pre><script>window.injected=1</script>\n```",
    "```<script>\nx\n```",
    "| <script>window.injected=1</script> |\n| --- |\n| <img src=x onerror=window.injected=1> |",
    "# <script>window.injected=1</script>\n## \" id=\"x",
    "<!-- --><!doctype html><base href=https://evil.example/>",
    "<meta http-equiv=refresh content=\"0;url=https://evil.example/\">",
    "&lt;script&gt;window.injected=1&lt;/script&gt;", "&#60;script&#62;window.injected=1",
    "\u{1B}]8;;javascript:window.injected=1\u{7}click\u{1B}]8;;\u{7}",
    "\u{1B}[31m<b>\u{1B}[38;2;1;2;3m\"><script>window.injected=1</script>",
    "\u{1B}]0;title\u{7}\u{1B}[2J\u{1B}[1;1H\u{9B}31m\u{0}\u{8}\u{7F}",
    "admin\u{202E}nimda\u{2066}x\u{2069}", "\u{FEFF}<\u{200B}script>", "a\u{2028}b\u{2029}c",
    "<scr\u{0}ipt>window.injected=1</scr\u{0}ipt>", "\u{FFFE}\u{10FFFF}",
    "${alert(1)} {{constructor.constructor('window.injected=1')()}} <%= 1 %>",
    "expression(alert(1)); background:url(javascript:1)", "|pipe|`tick`|\\|",
  ]

  static let tags: Set<String> = [
    "!doctype", "html", "head", "meta", "link", "title", "style", "body", "a", "header", "div", "p",
    "h1", "h2", "h3", "h4", "h5", "h6", "nav", "details", "summary", "ol", "ul", "li", "span",
    "main",
    "article", "pre", "code", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
    "figure", "img", "dl", "dt", "dd", "footer", "script", "b", "strong", "em", "del", "br", "hr",
    "blockquote", "svg", "circle", "button",
  ]
  static let attributes: Set<String> = [
    "lang", "charset", "http-equiv", "content", "name", "rel", "href", "class", "id", "aria-label",
    "aria-hidden", "open", "tabindex", "role", "style", "title", "scope", "src", "alt", "width",
    "height", "viewBox", "cx", "cy", "r", "pathLength", "stroke-dasharray", "start", "html",
    "colspan", "type",
  ]

  /// A page with a hostile text in every place where a student's text can stand.
  static func page(_ hostile: String) -> String {
    var cell = Samples.cell(hostile, .exercise, code: hostile)
    cell.title = hostile
    let untitled = Samples.cell("x" + hostile, line: 20, code: "//| title: x\n" + hostile)
    var expected = Samples.cell("y" + hostile, .check, line: 30)
    expected.exercise = hostile
    var result = Samples.ran(cell, output: hostile, plots: [hostile, "plots/a.png"])
    result.error = CellError(kind: .thrown, message: hostile, line: 11, column: 3)
    let practical = Samples.practical(
      [
        .prose(Prose(markdown: hostile, line: 1)), .cell(cell), .cell(untitled), .cell(expected),
        .prose(Prose(markdown: "text \(hostile) text\n\n- \(hostile)\n", line: 5)),
        .quiz(
          Quiz(
            id: hostile, points: 1, title: hostile, question: hostile,
            choices: [.init(markdown: hostile, isTicked: true, line: 1)], line: 1)),
        .answer(FreeAnswer(id: hostile, points: 1, title: hostile, text: hostile, line: 1)),
        .hint(Hint(exercise: hostile, markdown: hostile, line: 1)),
      ], title: hostile)
    var check = Samples.check(hostile, in: "y" + hostile, for: hostile, .failed, message: hostile)
    check.hidden = true
    return ReportWriter.html(
      practical: practical,
      result: Samples.result(
        title: hostile, cells: [result, Samples.ran(untitled), Samples.ran(expected)],
        checks: [check, Samples.check(hostile, in: hostile)]),
      details: ReportDetails(
        items: [.init(name: hostile, value: hostile)], date: hostile, isInterrupted: true),
      plot: { path in
        path == hostile
          ? nil : PlotFile(png: Samples.png, width: 1, height: 1, alternativeText: hostile)
      })
  }

  @Test(
    "Every tag, attribute and address of the page is one that the page writes", arguments: corpus)
  func pageIsClean(_ hostile: String) {
    let page = PageScanner(Self.page(hostile))
    #expect(!page.isMalformed)
    #expect(page.unbalanced.isEmpty)
    #expect(page.tags.count { $0.name == "script" } <= 1)
    for tag in page.tags {
      #expect(Self.tags.contains(tag.name), "tag \(tag.name)")
      for (name, value) in tag.attributes {
        #expect(Self.attributes.contains(name), "attribute \(name) of \(tag.name)")
        switch name {
        case "href":
          let allowed = ["#", "https://", "data:,"]
          #expect(allowed.contains { value.hasPrefix($0) }, "address \(value)")
        case "src": #expect(value.hasPrefix("data:image/png;base64,"), "picture \(value)")
        case "style":
          let isPlain = value.utf8.allSatisfy {
            "abcdefghijklmnopqrstuvwxyz0123456789-:;(),".utf8.contains($0)
          }
          #expect(isPlain, "style \(value)")
        default: break
        }
        #expect(!value.contains("<"))
      }
    }
  }

  @Test("Nothing turns the direction of text, and no control character remains", arguments: corpus)
  func pageHasNoControls(_ hostile: String) {
    let page = PageScanner(Self.page(hostile))
    let text = page.tags.flatMap { $0.attributes.map(\.value) }.joined() + page.text
    for scalar in text.unicodeScalars {
      let isControl =
        scalar.value < 0x20 && scalar != "\n" && scalar != "\t"
        || (0x7F..<0xA0).contains(scalar.value)
      let isDirectional =
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      #expect(!isControl && !isDirectional, "U+\(String(scalar.value, radix: 16))")
    }
  }

  @Test("The policy of the page lets no other script run")
  func policy() throws {
    let page = PageScanner(Samples.page([.prose(Prose(markdown: "no formula", line: 1))]))
    let policy = try #require(
      page.tags.first { tag in
        tag.attributes.contains { $0.name == "http-equiv" }
      }?.attributes.first { $0.name == "content" }?.value)
    #expect(policy.contains("default-src &#39;none&#39;"))
    let hash = ContentSecurityPolicy.hash(of: PageScript.whole(nil))
    #expect(policy.contains("script-src &#39;\(hash)&#39;;"))
    #expect(page.tags.count { $0.name == "script" } == 1)
  }
}
