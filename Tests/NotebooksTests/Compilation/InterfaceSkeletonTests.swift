import Testing

@testable import Notebooks

/// What decides the interface of a module, as far as it can be told without compiling.
@Suite("The skeleton of an interface")
struct InterfaceSkeletonTests {
  /// Two pieces of code for one exercise.
  struct Pair: CustomTestStringConvertible {
    var testDescription: String
    var first: String
    var second: String

    init(_ words: String, _ first: String, _ second: String) {
      testDescription = words
      self.first = first
      self.second = second
    }
  }

  static func skeleton(_ code: String, id: String = "x") throws -> String? {
    var group = CellGroup(module: "M")
    group.inputs = try CellStagesTests.inputs([.exercise(id, code)])
    return InterfaceSkeleton.text(of: group)
  }

  @Test(arguments: [
    Pair(
      "the body of a function", "func f(_ x: Int) -> Int { x + 1 }",
      "func f(_ x: Int) -> Int {\n  // Mine.\n  let y = { x }\n  if x > 0 { return y() }\n  return 2\n}"
    ),
    Pair(
      "a function within a function", "func f() -> Int { 1 }",
      "func f() -> Int {\n  func g() -> Int { 2 }\n  return g()\n}"),
    Pair(
      "the body of a method", "struct S {\n  var a: Int\n  mutating func f() { a = 1 }\n}",
      "struct S {\n  var a: Int\n  mutating func f() { a = 2 }\n}"),
    Pair(
      "the body of an initialiser", "class C {\n  let a: Int\n  init?(_ a: Int) { self.a = a }\n}",
      "class C {\n  let a: Int\n  init?(_ a: Int) { self.a = a * 2 }\n}"),
    Pair(
      "the body of a static operator",
      "struct V {\n  static func + (a: V, b: V) -> V { a }\n}",
      "struct V {\n  static func + (a: V, b: V) -> V { b }\n}"),
    Pair(
      "the body of a generic function",
      "func f<T: Equatable>(_ x: [T]) throws -> T? where T: Hashable { x.first }",
      "func f<T: Equatable>(_ x: [T]) throws -> T? where T: Hashable { nil }"),
    Pair(
      "the body of a method in an extension",
      "extension Int {\n  func twice() -> Int { self * 2 }\n}",
      "extension Int {\n  func twice() -> Int { self + self }\n}"),
    Pair("white space and comments", "func f() {}", "func f ( )  // f\n{ }"),
  ])
  func isTheSameFor(_ pair: Pair) throws {
    let first = try #require(try Self.skeleton(pair.first))
    let second = try Self.skeleton(pair.second)
    #expect(second == first)
  }

  @Test(arguments: [
    Pair("the name", "func f() {}", "func g() {}"),
    Pair("a label", "func f(_ x: Int) {}", "func f(x: Int) {}"),
    Pair("a type", "func f(_ x: Int) {}", "func f(_ x: Double) {}"),
    Pair("what is returned", "func f() -> Int { 1 }", "func f() -> Double { 1 }"),
    Pair("whether it throws", "func f() {}", "func f() throws {}"),
    Pair("the first value of a parameter", "func f(x: Int = 1) {}", "func f(x: Int = 2) {}"),
    Pair(
      "a closure as the first value of a parameter", "func f(x: () -> Int = { 1 }) {}",
      "func f(x: () -> Int = { 2 }) {}"),
    Pair("a condition", "func f<T>(_ x: T) {}", "func f<T>(_ x: T) where T: Equatable {}"),
    Pair("one function more", "func f() {}", "func f() {}\nfunc g() {}"),
    Pair("another order", "func f() {}\nfunc g() {}", "func g() {}\nfunc f() {}"),
    Pair("a property", "struct S {\n  var a: Int\n}", "struct S {\n  var a: Double\n}"),
    Pair(
      "the first value of a property", "struct S {\n  var a = 1\n}", "struct S {\n  var a = 1.0\n}"),
    Pair(
      "a computed property", "struct S {\n  var a: Int { 1 }\n}",
      "struct S {\n  var a: Int { get { 1 } set {} }\n}"),
    Pair("a computed variable", "var a: Int { 1 }", "var a: Double { 1 }"),
    Pair("a case", "enum E {\n  case a, b\n}", "enum E {\n  case b, a\n}"),
    Pair("a conformance", "struct S {}", "struct S: Equatable {}"),
    Pair("a class for a struct", "struct S {}", "final class S {}"),
    Pair("another type behind a name", "typealias A = Int", "typealias A = Double"),
    Pair(
      "what a protocol asks for", "protocol P {\n  var a: Int { get }\n}",
      "protocol P {\n  var a: Int { get set }\n}"),
    Pair(
      "what a protocol asks for after a function",
      "protocol P {\n  func f()\n  var a: Int { get }\n}",
      "protocol P {\n  func f()\n  var a: Int { get set }\n}"),
    Pair(
      "what a protocol asks for after an initialiser",
      "protocol P {\n  init()\n  static var a: Int { get }\n}",
      "protocol P {\n  init()\n  static var a: Int { get set }\n}"),
    Pair(
      "a type after an initialiser that is only named",
      "struct S {\n  let f = Int.init\n  enum E { case a, b }\n}",
      "struct S {\n  let f = Int.init\n  enum E { case b, a }\n}"),
    Pair(
      "a type after a function", "struct S {\n  func f() {}\n  struct T { var a: Int }\n}",
      "struct S {\n  func f() {}\n  struct T { var a: Double }\n}"),
    Pair(
      "what is extended", "extension Int {\n  func f() {}\n}",
      "extension Double {\n  func f() {}\n}"),
    Pair("an operator's kind", "infix operator **", "prefix operator **"),
    Pair(
      "a precedence", "precedencegroup P { associativity: left }",
      "precedencegroup P { associativity: right }"),
  ])
  func differsBy(_ pair: Pair) throws {
    let first = try #require(try Self.skeleton(pair.first))
    let second = try #require(try Self.skeleton(pair.second))
    #expect(first != second)
  }

  /// What a body can be seen through, or what is not in the text, has none.
  @Test(arguments: [
    "print(1)", "let a = f()", "import Foundation", "func f() -> some Equatable { 1 }",
    "func f(_ x: some Equatable) {}", "@inlinable func f() {}", "private func f() {}",
    "fileprivate struct S {}", "struct S {\n  private var a = 1\n}",
    "struct S {\n  @available(*, deprecated) var a: Int\n}", "func f(file: String = #file) {}",
    "struct S {\n  #if os(Linux)\n  var a = 1\n  #endif\n}",
  ])
  func thereIsNoneFor(_ code: String) throws {
    let alone = try Self.skeleton(code)
    let second = try Self.skeleton("func g() {}\n" + code)
    #expect(alone == nil && second == nil)
  }

  @Test func cellsCountWithTheirNamesAndTheirOrder() throws {
    func text(_ pieces: (id: String, code: String)...) throws -> String? {
      var group = CellGroup(module: "M")
      group.inputs = try CellStagesTests.inputs(pieces.map { .exercise($0.id, $0.code) })
      return InterfaceSkeleton.text(of: group)
    }
    let (f, g) = ("func f() {}", "func g() {}")
    let both = try text(("x", f), ("y", g))
    let others = [
      try text(("y", g), ("x", f)), try text(("x", f + "\n" + g)), try text(("x", f), ("z", g)),
      try text(("x", f)),
    ]
    for other in others { #expect(other != nil && other != both) }
    let withStatement = try text(("x", f), ("y", "print(1)"))
    #expect(both != nil && withStatement == nil)
  }
}
