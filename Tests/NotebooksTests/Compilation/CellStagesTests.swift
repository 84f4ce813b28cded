import Testing

@testable import Notebooks

/// How cells are sorted into modules when a class is marked.
@Suite("Cells in as few modules as can be")
struct CellStagesTests {
  /// A cell to sort; its place in the list is its place in the practical.
  struct Piece {
    var id: String
    var kind: CellKind
    var isHidden = false
    var code: String

    static func given(_ id: String, _ code: String) -> Piece {
      Piece(id: id, kind: .cell, code: code)
    }
    static func exercise(_ id: String, _ code: String) -> Piece {
      Piece(id: id, kind: .exercise, code: code)
    }
    static func check(_ id: String, _ code: String) -> Piece {
      Piece(id: id, kind: .check, code: code)
    }
    static func hidden(_ id: String, _ code: String) -> Piece {
      Piece(id: id, kind: .check, isHidden: true, code: code)
    }
  }

  /// Some cells and the stages that they are to have.
  struct Example: CustomTestStringConvertible {
    var testDescription: String
    var stages: String
    var pieces: [Piece]
    var alone: Set<String> = []

    init(_ words: String, _ stages: String, alone: Set<String> = [], _ pieces: Piece...) {
      testDescription = words
      self.stages = stages
      self.alone = alone
      self.pieces = pieces
    }
  }

  static let examples: [Example] = [
    Example("nothing", ""),
    Example(
      "what mentions nothing is first", "0: a b | 1: x y",
      .given("a", "let one = 1\n"), .exercise("x", "func f() {}\n"), .given("b", "let two = 2\n"),
      .exercise("y", "func g() {}\n")),
    Example(
      "a check comes after the exercise that it mentions", "1: x y | 2: c d",
      .exercise("x", "func f() -> Int { 1 }\n"), .check("c", "check(\"f\", f())\n"),
      .exercise("y", "func g() -> Int { 2 }\n"), .check("d", "check(\"g\", g())\n")),
    Example(
      "an exercise comes after what it mentions of the author's", "0: a | 1: x | 2: c",
      .given("a", "func helper() -> Int { 1 }\n"), .exercise("x", "func f() -> Int { helper() }\n"),
      .check("c", "check(\"f\", f())\n")),
    Example(
      "an exercise that mentions another shares its module", "1: x y",
      .exercise("x", "func f() -> Int { 1 }\n"), .exercise("y", "func g() -> Int { f() }\n")),
    Example(
      "through the author's cells it goes up by two", "1: x | 2: a | 3: y | 4: c",
      .exercise("x", "func f() -> Int { 1 }\n"), .given("a", "let seen = f()\n"),
      .exercise("y", "func g() -> Int { seen }\n"), .check("c", "check(\"g\", g())\n")),
    Example(
      "a name in a text that is interpolated is a mention", "1: x | 2: a",
      .exercise("x", "func f() -> Int { 1 }\n"), .given("a", "print(\"it is \\(f())\")\n")),
    Example(
      "a name in a comment or a text is none", "0: a | 1: x",
      .exercise("x", "func f() -> Int { 1 }\n"), .given("a", "// f()\nprint(\"f()\")\n")),
    Example(
      "a member that an exercise adds is a mention", "1: x | 2: c",
      .exercise("x", "extension Int {\n  var twice: Int { self * 2 }\n}\n"),
      .check("c", "check(\"twice\", 3.twice)\n")),
    Example(
      "the type that an exercise extends is a mention", "1: x | 2: c",
      .exercise("x", "extension Int {\n  var twice: Int { self * 2 }\n}\n"),
      .check("c", "let value: Int = 3\n")),
    Example(
      "a cell that mentions neither need not wait", "0: c | 1: x",
      .exercise("x", "extension Int {\n  var twice: Int { self * 2 }\n}\n"),
      .check("c", "print(3)\n")),
    Example(
      "what a name meant before it is declared again stays", "0: a b | 2: c",
      .given("a", "let rate = 1\n"), .given("b", "print(rate)\n"), .given("c", "let rate = 2\n")),
    Example(
      "after a redeclaration the new one is meant", "0: a | 2: b c",
      .given("a", "let rate = 1\n"), .given("b", "let rate = 2\n"), .given("c", "print(rate)\n")),
    Example(
      "a name that is declared later is not meant earlier", "0: a | 1: x | 2: b",
      .given("a", "print(sum([1]))\n"), .exercise("x", "func sum(_ x: [Int]) -> Int { 1 }\n"),
      .given("b", "print(sum([2]))\n")),
    Example(
      "nor is what the author declares later", "0: a | 2: b",
      .given("a", "print(sum([1]))\n"), .given("b", "func sum(_ x: [Int]) -> Int { 1 }\n")),
    Example(
      "a later member changes what an earlier cell calls", "0: a | 1: x",
      .given("a", "print([1].total)\n"),
      .exercise("x", "extension Array {\n  var total: Int { count }\n}\n")),
    Example(
      "a conformance is for all that comes after it", "0: a | 1: x | 2: b",
      .given("a", "print(1)\n"), .exercise("x", "extension Int: Marked {}\n"),
      .given("b", "print(2)\n")),
    Example(
      "an operator is for all that comes after it", "0: a | 1: x | 2: b",
      .given("a", "print(1)\n"),
      .exercise("x", "infix operator **\nfunc ** (a: Int, b: Int) -> Int { a }\n"),
      .given("b", "print(2)\n")),
    Example(
      "an initialiser in an extension is for all that comes after it", "0: a | 1: x | 2: b",
      .given("a", "print(1)\n"),
      .exercise("x", "extension Int {\n  init(mine: Int) { self = 1 }\n}\n"),
      .given("b", "print(2)\n")),
    Example(
      "an import is for all that comes after it", "0: a | 2: b c | 3: x",
      .given("a", "print(1)\n"), .given("b", "import Foundation\n"), .given("c", "print(2)\n"),
      .exercise("x", "func f() {}\n")),
    Example(
      "what is private ends its module", "0: a | 2: b | 1: x",
      .given("a", "private let own = 1\n"), .given("b", "print(2)\n"),
      .exercise("x", "func f() {}\n")),
    Example(
      "hidden checks are apart and last, in stages of their own",
      "0: a | 1: x | 2: c | hidden 0: h i | hidden 2: j",
      .given("a", "let inputs = [1]\n"), .exercise("x", "func f(_ x: Int) -> Int { x }\n"),
      .hidden("h", "let secret = 1\ncheck(\"h\", f(secret))\n"),
      .check("c", "check(\"c\", f(1))\n"),
      .hidden("i", "check(\"i\", f(secret + inputs[0]))\n"), .hidden("j", "let secret = 2\n")),
    Example(
      "cells that are to be alone share with nobody", "0: a | 2: b d | 1: x | 3: y",
      alone: ["a", "y"],
      .given("a", "print(1)\n"), .given("b", "print(2)\n"), .exercise("x", "func f() {}\n"),
      .exercise("y", "func g() {}\n"), .given("d", "print(3)\n")),
  ]

  @Test(arguments: examples)
  func cells(_ example: Example) throws {
    let groups = CellStages.cut(
      try Self.inputs(example.pieces), prefix: "P", alone: example.alone)
    // The order of the stages in the text is that in which they are loaded.
    let expected = example.stages.split(separator: " | ").map(String.init)
    #expect(Set(groups.map(Self.words)) == Set(expected), "\(groups.map(Self.words))")
    #expect(groups.map(\.module) == groups.map(\.module).uniqued)
    let stages = groups.filter { !$0.isApart }.compactMap(Self.stage)
    #expect(stages == stages.sorted(), "modules come in the order of the stages")
    let last = groups.drop { !$0.isApart }
    #expect(!last.contains { !$0.isApart }, "hidden checks come last")
    for group in groups {
      let kinds = Set(group.inputs.map { $0.cell.kind == .exercise })
      #expect(kinds.count == 1, "a student's code and the author's never share a module")
    }
  }

  /// A hidden check knows of nothing that comes later and would change its meaning.
  @Test(arguments: [
    ("let own = f(1)\n", "print(2)\n", true), ("let own = f(1)\n", "print(own)\n", true),
    ("let own = f(rate)\n", "let rate = 2\n", false), ("let own = 1\n", "let own = 2\n", false),
    ("check(\"h\", [1].total)\n", "extension Array {\n  var total: Int { 1 }\n}\n", false),
    ("check(\"h\", 1)\n", "import Foundation\n", false),
    ("check(\"h\", 1)\n", "extension Int: Marked {}\n", false),
  ])
  func whatComesAfterAHiddenCheck(_ hidden: String, _ after: String, _ can: Bool) throws {
    let inputs = try Self.inputs([.hidden("h", hidden), .given("a", after)])
    for (inputs, can) in [(inputs, can), (inputs.reversed(), true)] {
      let groups = CellStages.cut(inputs, prefix: "P")
      let apart = try #require(groups.last)
      let later = groups[0]
      #expect(apart.mayKnow(of: later) == can)
      #expect(!later.mayKnow(of: apart))
    }
  }

  @Test("What a hidden check needs it knows, also where it may not know of something later")
  func horizon() throws {
    let inputs = try Self.inputs([
      .given("a", "let rate = 2\n"), .exercise("x", "func f() -> Int { rate }\n"),
      .hidden("h", "let step = f()\ncheck(\"h\", step)\n"),
      .given("b", "extension Int {\n  var step: Int { 1 }\n}\n"),
      .hidden("i", "check(\"i\", 1.step)\n"),
    ])
    let groups = CellStages.cut(inputs, prefix: "P")
    func known(to id: String) throws -> [String] {
      let own = groups.first { group in group.inputs.contains { $0.cell.id == id } }
      let apart = try #require(own)
      return groups.filter { !$0.isApart && apart.mayKnow(of: $0) }.flatMap(\.inputs).map(\.cell.id)
    }
    #expect(try known(to: "h") == ["a", "x"])
    #expect(try known(to: "i") == ["a", "x", "b"])
  }

  static func inputs(_ pieces: [Piece]) throws -> [CellGroup.Input] {
    if pieces.isEmpty { return [] }
    return zip(pieces, try ItemParser.parse(pieces.map(\.code))).map { piece, parsed in
      var cell = Cell(id: piece.id, kind: piece.kind, line: 1, codeLine: 2, code: piece.code)
      cell.isHidden = piece.isHidden
      return CellGroup.Input(cell: cell, parsed: parsed)
    }
  }

  private static func words(_ group: CellGroup) -> String {
    let stage = stage(group).map(String.init) ?? "?"
    return "\(group.isApart ? "hidden " : "")\(stage): "
      + group.inputs.map(\.cell.id).joined(separator: " ")
  }

  /// The number of a stage, which the name of its module is made of.
  private static func stage(_ group: CellGroup) -> Int? {
    let kind = group.isApart ? "hidden" : "stage"
    return (0..<20).first { group.module == "P_" + Digest.sha256(["\(kind) \($0)"]).prefix(8) }
  }
}

extension Array where Element: Hashable {
  /// The elements without those that were there before.
  fileprivate var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
