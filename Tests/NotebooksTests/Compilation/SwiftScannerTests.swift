import Testing

@testable import Notebooks

@Suite("Tokens of Swift code")
struct SwiftScannerTests {
  private func tokens(_ code: String) -> [String] {
    let bytes = Array(code.utf8)
    var scanner = SwiftScanner(bytes)
    var found: [String] = []
    while let token = scanner.next() {
      found.append(String(decoding: bytes[token.range], as: UTF8.self))
    }
    return found
  }

  private func kinds(_ code: String) -> [SwiftScanner.Token.Kind] {
    var scanner = SwiftScanner(Array(code.utf8))
    var found: [SwiftScanner.Token.Kind] = []
    while let token = scanner.next() { found.append(token.kind) }
    return found
  }

  @Test(
    arguments: [
      ("let a = 1", ["let", "a", "=", "1"]),
      ("f(x,y);g[0]", ["f", "(", "x", ",", "y", ")", ";", "g", "[", "0", "]"]),
      ("a+=b", ["a", "+=", "b"]),
      ("a...b", ["a", "...", "b"]),
      ("x?.y!", ["x", "?.", "y", "!"]),
      ("$0 + $1", ["$0", "+", "$1"]),
      ("größe = π", ["größe", "=", "π"]),
      ("`class`.f", ["`class`", ".", "f"]),
      ("#if DEBUG", ["#if", "DEBUG"]),
      ("@inline(never) func f", ["@", "inline", "(", "never", ")", "func", "f"]),
      ("a: Int", ["a", ":", "Int"]),
      ("", []), ("   \n\t ", []),
    ] as [(String, [String])])
  func words(_ code: String, _ expected: [String]) { #expect(tokens(code) == expected) }

  @Test(
    arguments: [
      "1", "1.5", "1e5", "1e-5", "1E+5", "1.25e-3", "0x1F", "0x1p-3", "0b1010", "1_000_000",
      "0xA.8p2",
    ])
  func aNumberIsOneToken(_ number: String) {
    #expect(tokens(number + " + x") == [number, "+", "x"])
    #expect(kinds(number) == [.literal])
  }

  @Test func whatFollowsANumberIsNotPartOfIt() {
    #expect(tokens("1...5") == ["1", "...", "5"])
    #expect(tokens("3.description") == ["3", ".", "description"])
    #expect(tokens("x.0.1") == ["x", ".", "0.1"])
    #expect(tokens("2-1") == ["2", "-", "1"])
    #expect(tokens("0x1e-1") == ["0x1e", "-", "1"])
  }

  @Test(
    arguments: [
      #""plain""#, #""""#, #""with \" quote""#, #""back\\""#, #""a \(b) c""#,
      #""a \(f("inner")) c""#, #""a \(d["k", default: "}"]) c""#, #""deep \("in \("ner") x") end""#,
      #""\(x.map { "\($0)" }.joined())""#, #""brackets ) ] } // no /* comment""#,
      ##"#"raw " and \(not)"#"##, ##"#"raw \#(x + "y")"#"##, ###"##"two "# hashes"##"###,
      ##"#"\"#"##,
      #"""
      """
      lines with "quotes" and ""two""
      \(value) ) } ]
      """
      """#,
      ##"""
      #"""
      raw """ lines \(not) \#(yes("""
        x
        """))
      """#
      """##,
      #""/* no comment */""#, #""😀 \u{1F600}""#, #""\(a /* ) */)""#,
    ])
  func aStringIsOneToken(_ literal: String) {
    #expect(tokens("f(\(literal), x)") == ["f", "(", literal, ",", "x", ")"])
    #expect(kinds(literal) == [.literal])
  }

  @Test func commentsArePassedOver() {
    #expect(tokens("a // b ) \" \n c") == ["a", "c"])
    #expect(tokens("a /* b */ c") == ["a", "c"])
    #expect(tokens("a /* b /* nested */ still */ c") == ["a", "c"])
    #expect(tokens("a +/* b */ c") == ["a", "+", "c"])
    #expect(tokens("a *// b\nc") == ["a", "*", "c"])
    #expect(tokens("a / b") == ["a", "/", "b"])
    #expect(tokens("// only") == [])
    #expect(tokens("/**/ x") == ["x"])
    #expect(tokens("/* \" */ x") == ["x"])
  }

  @Test(
    arguments: [
      "\"open", "\"open \\(", "\"\"\"\nopen", "/* open", "/* /* open */", "#\"open\"", "`open",
      "\"\\", "#", "\"\\(\"", "a /", "1.", "1e-", "\u{0}", "\\", "'", "\"\\#(",
    ])
  func unfinishedCodeComesToAnEnd(_ code: String) {
    var scanner = SwiftScanner(Array(code.utf8))
    var position = 0
    while let token = scanner.next() {
      #expect(token.range.lowerBound >= position)
      #expect(!token.range.isEmpty)
      #expect(token.range.upperBound <= code.utf8.count)
      position = token.range.upperBound
    }
  }

  @Test func anyBytesComeToAnEnd() {
    var state: UInt64 = 5
    func random(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let alphabet = Array("\"\"\"##\\()[]{}/*//`a1.e-+=,;:\n \t😀".utf8)
    for _ in 0..<20_000 {
      let bytes = (0..<random(below: 24)).map { _ in alphabet[random(below: alphabet.count)] }
      var scanner = SwiftScanner(bytes)
      var position = 0
      while let token = scanner.next() {
        guard token.range.lowerBound >= position, !token.range.isEmpty,
          token.range.upperBound <= bytes.count
        else {
          Issue.record("a bad token \(token) in \(String(decoding: bytes, as: UTF8.self))")
          break
        }
        position = token.range.upperBound
      }
    }
  }

  @Test func onlyTheRangeIsLookedAt() {
    let bytes = Array("let a = \"x\" + b".utf8)
    var scanner = SwiftScanner(bytes, in: 4..<7)
    #expect(scanner.next()?.range == 4..<5)
    #expect(scanner.next()?.range == 6..<7)
    #expect(scanner.next() == nil)
  }

  @Test(arguments: [("abc + d", 0, 3), ("f(x)", 1, 2), ("\"a \\(b)\" + c", 0, 8), ("x ", 0, 1)])
  func theEndOfATokenIsFound(_ code: String, _ offset: Int, _ end: Int) {
    #expect(SwiftScanner.end(ofTokenAt: offset, in: Array(code.utf8)) == end)
  }
}
