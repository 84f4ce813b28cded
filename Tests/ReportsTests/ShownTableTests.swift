import Testing

@testable import Reports

@Suite("Tables in the output of cells")
struct ShownTableTests {
  private func parts(_ output: String) -> [ShownTable.Part] {
    ShownTable.parts(of: output.split(separator: "\n", omittingEmptySubsequences: false))
  }

  private func html(_ output: String) -> String {
    var html = HTMLWriter()
    OutputExcerpt(output).writeBlocks(to: &html)
    return html.string
  }

  private static let sizes = """
    Sizes
    model                parameters  accuracy
    ───────────────────  ──────────  ────────
    logistic regression        7850    0.9213
    two layers               101770    0.9788
    """

  @Test("Columns, caption and sides are those that were laid out")
  func columns() {
    let table = ShownTable(
      caption: "Sizes", header: ["model", "parameters", "accuracy"], isRight: [false, true, true],
      rows: [
        .cells(["logistic regression", "7850", "0.9213"]),
        .cells(["two layers", "101770", "0.9788"]),
      ])
    #expect(parts(Self.sizes) == [.table(table)])
  }

  @Test("Text before and after a table stays text")
  func text() {
    let output = "before\n\n\(Self.sizes)\nall done\nand more"
    let found = parts(output)
    #expect(found.count == 3)
    #expect(found.first == .text(0..<2))
    #expect(found.last == .text(7..<9))
    let page = html(output)
    #expect(page.contains(">before\n</pre>"))
    #expect(page.contains(">all done\nand more\n</pre>"))
  }

  @Test("Tables that follow each other are two")
  func two() {
    let found = parts("a  b\n─  ─\n1  2\nc  d\n─  ─\n3  4")
    #expect(found.count == 2)
    #expect(
      found.last
        == .table(
          ShownTable(
            header: ["c", "d"], isRight: [true, true], rows: [.cells(["3", "4"])])))
  }

  @Test("Empty cells and the note of a long table have their places")
  func gaps() {
    #expect(parts("word   count\n─────  ─────\n         120\na\nb         98").count == 1)
    #expect(parts("word   count\n─────  ─────\nb         98\na\n").count == 2)
    let page = html(
      "word   count  note\n─────  ─────  ────\nthe      120\n… 960 more rows …\nzebra      1  last")
    #expect(page.contains("<td>the</td><td class=\"right\">120</td><td></td>"))
    #expect(page.contains("<td class=\"gap\" colspan=\"3\">… 960 more rows …</td>"))
  }

  @Test(
    "What is no table stays as it was printed",
    arguments: [
      "──────", "a\n─────────\nb", "─  ─\n1  2", "a b\n─ ─\n1 2", "one two\n─  ─\n1  2",
      "\u{1B}[31ma  b\u{1B}[0m\n─  ─\n1  2", "a   b\n─   ─\n1   2",
    ])
  func noTable(_ output: String) {
    #expect(!html(output).contains("<table"))
  }

  @Test("A table of hostile texts is escaped")
  func hostile() {
    let page = html(
      "<script>x</script>  b\n──────────────────  ─\n<img src=x>         \"\n")
    #expect(page.contains("<th scope=\"col\">&lt;script&gt;x&lt;/script&gt;</th>"))
    #expect(page.contains("<td>&lt;img src=x&gt;</td>"))
    #expect(!page.contains("<script") && !page.contains("<img"))
  }
}

@Suite("Names and messages")
struct MessageTextTests {
  private func html(_ text: String) -> String {
    var html = HTMLWriter()
    MessageText.write(message: text, limit: 1000, to: &html)
    return html.string
  }

  @Test("What stands between backticks is code")
  func code() {
    #expect(html("`x` is not implemented yet") == "<code>x</code> is not implemented yet")
    #expect(html("needs `a<b>` of `c`") == "needs <code>a&lt;b&gt;</code> of <code>c</code>")
  }

  @Test(
    "A backtick without its partner is a backtick",
    arguments: ["a ` b", "``", "`a\nb`", "```swift", "\u{1B}[1m`a`"])
  func plain(_ text: String) {
    #expect(!html(text).contains("<code>"))
  }
}
