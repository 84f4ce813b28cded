import Testing

@testable import Notebooks

/// What the compiler's own parser makes of a cell, sorted into items.
@Suite("Items at the top level of a cell")
struct CellItemsTests {
  /// An item in words: its kind, its text, and what it declares.
  struct Item: Equatable, CustomStringConvertible {
    var kind: CellItem.Kind
    var text: String
    var names: [String] = []
    var values: [String] = []

    var description: String { "\(kind) \(text.debugDescription) \(names) \(values)" }

    static func declaration(_ text: String, _ names: String...) -> Item {
      Item(kind: .declaration, text: text, names: names)
    }
    static func binding(_ text: String, _ names: [String], _ values: [String]) -> Item {
      Item(kind: .binding, text: text, names: names, values: values)
    }
    static func statement(_ text: String) -> Item { Item(kind: .statement, text: text) }
  }

  struct Example: CustomTestStringConvertible {
    var code: String
    var items: [Item]
    var testDescription: String { code }

    init(_ code: String, _ items: Item...) {
      self.code = code
      self.items = items
    }
  }

  static let examples: [Example] = [
    // Bindings.
    Example("let a = 1", .binding("let a = 1", ["a"], ["1"])),
    Example("var a: Int = f(2)", .binding("var a: Int = f(2)", ["a"], ["f(2)"])),
    Example(
      "let a = f(1), b = g(2, 3)",
      .binding("let a = f(1), b = g(2, 3)", ["a", "b"], ["f(1)", "g(2, 3)"])),
    Example(
      "let (a, b) = (1, f(2))", .binding("let (a, b) = (1, f(2))", ["a", "b"], ["(1, f(2))"])),
    Example(
      "let (a, b) = f(), c = g()",
      .binding("let (a, b) = f(), c = g()", ["a", "b", "c"], ["f()", "g()"])),
    Example(
      "let a: [String: Int] = [\"x\": 1, \"y\": 2], b = 3",
      .binding(
        "let a: [String: Int] = [\"x\": 1, \"y\": 2], b = 3", ["a", "b"],
        ["[\"x\": 1, \"y\": 2]", "3"])),
    Example("var a: Int", .binding("var a: Int", ["a"], [])),
    Example("var a: Int?, b = f()", .binding("var a: Int?, b = f()", ["a", "b"], ["f()"])),
    Example("let a = f() // why", .binding("let a = f()", ["a"], ["f()"])),
    Example("let a = f() /* why */", .binding("let a = f()", ["a"], ["f()"])),
    Example("let a /* x = */ = f()", .binding("let a /* x = */ = f()", ["a"], ["f()"])),
    Example(
      "let a = xs.map { $0 + 1 }",
      .binding("let a = xs.map { $0 + 1 }", ["a"], ["xs.map { $0 + 1 }"])),
    Example(
      "let a = xs.reduce(0) { x, y in\n  let z = x, w = y\n  return z + w\n}",
      .binding(
        "let a = xs.reduce(0) { x, y in\n  let z = x, w = y\n  return z + w\n}", ["a"],
        ["xs.reduce(0) { x, y in\n  let z = x, w = y\n  return z + w\n}"])),
    Example("let a = try f()", .binding("let a = try f()", ["a"], ["try f()"])),
    Example(
      "let a = if x { 1 } else { 2 }",
      .binding("let a = if x { 1 } else { 2 }", ["a"], ["if x { 1 } else { 2 }"])),
    Example(
      "let a = x == y, b = x != y",
      .binding("let a = x == y, b = x != y", ["a", "b"], ["x == y", "x != y"])),
    Example(
      "let a = \"x = \\(f(1, 2)), b = 3\"",
      .binding("let a = \"x = \\(f(1, 2)), b = 3\"", ["a"], ["\"x = \\(f(1, 2)), b = 3\""])),
    Example(
      "let text = \"\"\"\n  a = 1,\n  b\n  \"\"\"",
      .binding(
        "let text = \"\"\"\n  a = 1,\n  b\n  \"\"\"", ["text"], ["\"\"\"\n  a = 1,\n  b\n  \"\"\""])
    ),
    Example("let `class` = f()", .binding("let `class` = f()", ["class"], ["f()"])),
    Example("let größe = f(\"ä\")", .binding("let größe = f(\"ä\")", ["größe"], ["f(\"ä\")"])),
    Example(
      "let f = { (x: Int) in x }",
      .binding("let f = { (x: Int) in x }", ["f"], ["{ (x: Int) in x }"])),
    Example("let a = -1", .binding("let a = -1", ["a"], ["-1"])),
    Example("lazy var a = f()", .binding("lazy var a = f()", ["a"], ["f()"])),
    // Not to be computed in a turn of their own.
    Example("var a: Int { 3 }", .declaration("var a: Int { 3 }", "a")),
    Example(
      "var a: Int {\n  get { 3 }\n  set { f(newValue) }\n}",
      .declaration("var a: Int {\n  get { 3 }\n  set { f(newValue) }\n}", "a")),
    Example("let _ = f()", .statement("let _ = f()")),
    Example("_ = f()", .statement("_ = f()")),
    // Declarations.
    Example("func f() {}", .declaration("func f() {}", "f")),
    Example(
      "func f(_ x: Int, by y: Int) -> Int { x + y }",
      .declaration("func f(_ x: Int, by y: Int) -> Int { x + y }", "f(_:by:)")),
    Example(
      "@inline(never)\nfunc f() {}", .declaration("@inline(never)\nfunc f() {}", "f")),
    Example(
      "@discardableResult public func f() -> Int { 1 }",
      .declaration("@discardableResult public func f() -> Int { 1 }", "f")),
    Example(
      "func f<T: P>(_ x: T) where T: Q {}",
      .declaration("func f<T: P>(_ x: T) where T: Q {}", "f(_:)")),
    Example("struct S {\n  var a = 1\n}", .declaration("struct S {\n  var a = 1\n}", "S")),
    Example("final class C: B {}", .declaration("final class C: B {}", "C")),
    Example(
      "indirect enum E { case a(E), b }", .declaration("indirect enum E { case a(E), b }", "E")),
    Example("protocol P { func f() }", .declaration("protocol P { func f() }", "P")),
    Example("actor A {}", .declaration("actor A {}", "A")),
    Example("typealias Row = [Double]", .declaration("typealias Row = [Double]", "Row")),
    Example("extension S: P { func f() {} }", .declaration("extension S: P { func f() {} }")),
    Example("import Foundation", Item(kind: .import, text: "import Foundation")),
    Example(
      "@testable import Foundation", Item(kind: .import, text: "@testable import Foundation")),
    // Statements.
    Example("print(1)", .statement("print(1)")),
    Example("for x in xs { print(x) }", .statement("for x in xs { print(x) }")),
    Example("if a { f() } else { g() }", .statement("if a { f() } else { g() }")),
    Example("a += 1", .statement("a += 1")),
    Example("try f()", .statement("try f()")),
    Example("throw E()", .statement("throw E()")),
    Example(
      "do {\n  try f()\n} catch {\n  g(error)\n}",
      .statement("do {\n  try f()\n} catch {\n  g(error)\n}")),
    Example("defer { f() }", .statement("defer { f() }")),
    // Several items.
    Example(
      "let a = 1; let b = f(); print(b)", .binding("let a = 1", ["a"], ["1"]),
      .binding("let b = f()", ["b"], ["f()"]), .statement("print(b)")),
    Example(
      "//| title: T\nimport Foundation\n\n/// Doc.\nstruct S {}\nlet s = S() // end\nprint(s)\n",
      Item(kind: .import, text: "import Foundation"), .declaration("struct S {}", "S"),
      .binding("let s = S()", ["s"], ["S()"]), .statement("print(s)")),
    // Nothing to run.
    Example(""),
    Example("// nothing but words"),
  ]

  @Test(arguments: examples)
  func items(_ example: Example) throws {
    // Cells end with a newline, whatever their last line is.
    let parsed = try ItemParser.parse(example.code + "\n")
    #expect(parsed.syntaxError == nil)
    #expect(describe(parsed, of: example.code) == example.items)
  }

  @Test(arguments: [
    "#if os(Linux)\nfunc f() {}\n#endif\n",
    "let a = 1\n#if DEBUG\nlet b = 2\n#else\nlet b = 3\n#endif\n",
    "#if os(Linux)\nfunc f() {}\n#endif\nlet a = 1 // end\n", "let a = 1; // end\n;\n",
  ])
  func nothingIsLeftOut(_ code: String) throws {
    let bytes = Array(code.utf8)
    func tokens(_ range: Range<Int>) -> [String] {
      var scanner = SwiftScanner(bytes, in: range)
      var texts: [String] = []
      while let token = scanner.next() {
        texts.append(String(decoding: bytes[token.range], as: UTF8.self))
      }
      return texts.filter { $0 != ";" }
    }
    let items = try ItemParser.parse(code).items
    #expect(items.flatMap { tokens($0.range) } == tokens(0..<bytes.count))
  }

  @Test func observersAreNotTakenForTheValue() throws {
    let code = "var a = f() {\n  didSet { g(a, oldValue) }\n}"
    let parsed = try ItemParser.parse(code + "\n")
    let item = try #require(parsed.items.first)
    #expect(parsed.items.count == 1)
    #expect(item.names == ["a"])
    // Whoever computes the value may do so at file scope, but never with the observer in it.
    for value in describe(parsed, of: code)[0].values { #expect(value == "f") }
  }

  @Test func literalsAreKnown() throws {
    let values = ["1", "1.5", "true", "\"text\"", "nil", "{ 3 }"]
    let code = values.map { "let a: X = \($0)\n" }.joined()
    let items = try ItemParser.parse(code).items
    #expect(items.flatMap(\.values).map(\.isLiteral) == values.map { _ in true })
    let others = try ItemParser.parse("let a = f()\nlet b = [1]\nlet c = \"\\(f())\"\n").items
    #expect(others.flatMap(\.values).map(\.isLiteral) == [false, false, false])
  }

  @Test(
    arguments: [
      ("func f() {\n", 1), ("let a = \n", 1), ("print(1\nprint(2)\n", 1),
      ("let a = 1\nlet b = )\n", 2), ("struct {}\n", 1), ("}\n", 1),
    ])
  func syntaxErrorsHaveALine(_ code: String, _ earliest: Int) throws {
    let error = try #require(try ItemParser.parse(code).syntaxError)
    #expect(error.line >= earliest && error.line <= earliest + 2)
    #expect(error.column >= 1)
    #expect(!error.message.isEmpty)
  }

  @Test func aSyntaxErrorStaysInItsCell() throws {
    let cells = ["let a = 1\n", "func f() {\n", "let c = 3\n"]
    let parsed = try ItemParser.parse(cells)
    #expect(parsed.map { $0.syntaxError != nil } == [false, true, false])
    #expect(parsed[2].declaredNames == ["c"])
  }

  private func describe(_ parsed: ParsedCell, of code: String) -> [Item] {
    let bytes = Array((code + "\n").utf8)
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    return parsed.items.map { item in
      Item(
        kind: item.kind, text: text(item.range), names: item.names,
        values: item.values.map { text($0.range) })
    }
  }
}
