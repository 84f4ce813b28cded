import Testing

@testable import Notebooks

@Suite("Checks without their expectations")
struct CheckCallsTests {
  @Test(arguments: [
    (#"check("a", f(1, 2), .equals([3, 4]))"#, #"check("a", f(1, 2)                 )"#),
    (#"check("a", x)"#, #"check("a", x)"#),
    (#"check("a", x, points: 2)"#, #"check("a", x, points: 2)"#),
    (
      #"check("a", x, .atLeast(g(1, 2)), points: 2)"#,
      #"check("a", x                   , points: 2)"#
    ),
    (
      "check(\n  \"a\", { $0 }(1),\n  .equals(\n    1))\nprint(2)",
      "check(\n  \"a\", { $0 }(1) \n          \n      )\nprint(2)"
    ),
    (
      #"check("a, b (", "c, \(d, e)", .equals("f)"))"#,
      #"check("a, b (", "c, \(d, e)"               )"#
    ),
    ("// check(1, 2, 3)", "// check(1, 2, 3)"),
    ("model.check(1, 2, 3)", "model.check(1, 2, 3)"),
    ("func check(a: Int, b: Int, c: Int) {}", "func check(a: Int, b: Int, c: Int) {}"),
    (
      "for i in 0..<3 { check(\"\\(i)\", [i, i], .shape([2])) }",
      "for i in 0..<3 { check(\"\\(i)\", [i, i]             ) }"
    ),
    ("check(\"open\", 1, .equals(", "check(\"open\", 1, .equals("),
  ])
  func onlyTheThirdArgumentGoes(_ code: String, _ stripped: String) {
    #expect(CheckCalls.withoutExpectations(code) == stripped)
  }
}
