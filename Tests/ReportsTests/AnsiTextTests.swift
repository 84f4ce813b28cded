import Testing

@testable import Reports

@Suite("Output as a terminal shows it")
struct AnsiTextTests {
  private func html(_ output: String) -> String {
    var html = HTMLWriter()
    OutputExcerpt(output).write(to: &html)
    return html.string
  }

  @Test("Colours and weights become spans")
  func colors() {
    #expect(html("\u{1B}[31mred\u{1B}[0m plain") == "<span class=\"a-red \">red</span> plain")
    #expect(
      html("\u{1B}[1;92;44mx\u{1B}[22;39;49my")
        == "<span class=\"a-bold a-bright-green a-on-blue \">x</span>y")
    #expect(
      html("\u{1B}[38;5;208mx\u{1B}[48;2;1;2;300my")
        == "<span class=\"\" style=\"color:rgb(255,135,0)\">x</span>"
        + "<span class=\"\" style=\"color:rgb(255,135,0);background:rgb(1,2,255)\">y</span>")
  }

  @Test(
    "Other sequences are left out",
    arguments: [
      "\u{1B}[2J\u{1B}[1;1Hx", "\u{1B}]0;title\u{7}x",
      "\u{1B}]8;;http://a\u{1B}\\x\u{1B}]8;;\u{1B}\\",
      "x\u{1B}", "x\u{1B}[", "x\u{1B}[31", "x\u{1B}(B", "\u{1B}=x", "\u{1B}Pq\u{1B}\\x", "x\u{7}",
      "\u{1B}[38;5mx", "\u{1B}[38;2;1mx", "\u{1B}[99999999999999999999mx",
    ])
  func leavesOut(_ output: String) {
    #expect(OutputExcerpt(output).plain == "x")
    #expect(html(output) == "x")
  }

  @Test("A carriage return writes the line anew, and colours of what it replaces are gone")
  func carriageReturn() {
    #expect(html("a\r\nb\r\n") == "a\nb\n")
    #expect(html("first\n\u{1B}[32m10 %\u{1B}[0m\r100 %\n") == "first\n100 %\n")
    #expect(html("done\r") == "done")
  }

  @Test("Long output keeps its beginning and its end")
  func cuts() {
    let line = String(repeating: "x", count: 99) + "\n"
    let output = "first\n" + String(repeating: line, count: 5000) + "last\n"
    let plain = OutputExcerpt(output).plain
    #expect(plain.utf8.count < OutputExcerpt.limit + 100)
    #expect(plain.hasPrefix("first\n") && plain.hasSuffix("last\n"))
    #expect(plain.contains("… 300 kB cut …\n"))
    #expect(html(output).contains("<span class=\"cut\">… 300 kB cut …</span>"))
  }

  @Test("A cut falls between characters")
  func cutsBetweenCharacters() {
    let plain = OutputExcerpt(String(repeating: "日本🙂", count: 100_000)).plain
    #expect(!plain.contains("\u{FFFD}"))
  }
}
