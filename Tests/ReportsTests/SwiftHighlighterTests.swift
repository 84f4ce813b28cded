import Testing

@testable import Reports

@Suite("Colours of Swift code")
struct SwiftHighlighterTests {
  private func pieces(_ code: String) -> [String] {
    let bytes = Array(code.utf8)
    return SwiftHighlighter.tokens(in: bytes).filter { $0.kind != .plain }.map {
      "\($0.kind):\(String(decoding: bytes[$0.range], as: UTF8.self))"
    }
  }

  @Test(
    "Words, numbers, strings and comments are told apart",
    arguments: [
      ("let x = 1_000.5e-3", ["keyword:let", "number:1_000.5e-3"]),
      ("0..<0xFF + 1...2", ["number:0", "number:0xFF", "number:1", "number:2"]),
      ("0xE-1", ["number:0xE", "number:1"]),
      ("// a\nf() /* b /* c */ */", ["comment:// a", "call:f", "comment:/* b /* c */ */"]),
      ("func relu(_ x: Tensor)", ["keyword:func", "call:relu", "type:Tensor"]),
      ("x.default.init()", ["call:init"]),
      ("f(for: x, in: y)", ["call:f"]),
      ("default: break", ["keyword:default", "keyword:break"]),
      ("@inlinable #if DEBUG", ["attribute:@inlinable", "attribute:#if", "type:DEBUG"]),
      ("some View; set = any(x)", ["keyword:some", "type:View", "call:any"]),
      ("`class` = self", ["keyword:self"]),
    ])
  func tells(_ code: String, _ expected: [String]) {
    #expect(pieces(code) == expected)
  }

  @Test(
    "Strings end where Swift ends them",
    arguments: [
      (#""a\"b" + c"#, [#"string:"a\"b""#]),
      (##"#"a"\n"# + c"##, [##"string:#"a"\n"#"##]),
      (#""a\(f("b"))c""#, [#"string:"a\("#, "call:f", #"string:"b""#, #"string:)c""#]),
      ("\"open\nlet", ["string:\"open", "keyword:let"]),
      ("\"\"\"\na \"b\" c\n\"\"\" + 1", ["string:\"\"\"\na \"b\" c\n\"\"\"", "number:1"]),
    ])
  func strings(_ code: String, _ expected: [String]) {
    #expect(pieces(code) == expected)
  }

  @Test(
    "Any bytes are covered without gaps",
    arguments: [
      "", "\"", "#", "\\", "/*", "\"\"\"", "\"\\(", "`", "@", "0x", "日本 = 🙂", "\"\\",
      String(repeating: "\"\\(", count: 5000), String(repeating: "/*", count: 5000),
      String(repeating: "#", count: 5000) + "\"",
    ])
  func covers(_ code: String) {
    let bytes = Array(code.utf8)
    var end = 0
    for token in SwiftHighlighter.tokens(in: bytes) {
      #expect(token.range.lowerBound == end)
      end = token.range.upperBound
    }
    #expect(end == bytes.count)
  }

  @Test("A listing leaves option lines out and counts the lines of the file")
  func listing() {
    let code = "//| title: T\n//| timeout: 3s\n\nlet a = \"\"\"\n  <b>\n  \"\"\"\n\n"
    let listing = CodeListing(of: Samples.cell("a", line: 30, code: code))
    #expect(listing.lines == 34...36)
    #expect(listing.text == "let a = \"\"\"\n  <b>\n  \"\"\"")
    var html = HTMLWriter()
    listing.write(to: &html, marking: .init(number: 35, isMild: false))
    #expect(html.string.contains("style=\"--first:33;--digits:2\""))
    #expect(
      html.string.contains(
        "<span class=\"line marked\" id=\"L35\"><span class=\"s\">  &lt;b&gt;</span></span>\n"))
  }
}
