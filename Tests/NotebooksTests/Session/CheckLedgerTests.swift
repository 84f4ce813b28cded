import CellChannel
import Checks
import Testing

@testable import Notebooks

@Suite("The ledger of a cell's checks")
struct CheckLedgerTests {
  static let text = """
    ```swift {#e .exercise}
    func e() {}
    ```

    ```swift {#c .check for=e points=4}
    check("first", 1, .equals(1))
    check("second", 2, .equals(2))
    ```

    ```swift {#h .check .hidden for=e}
    check("third", 3)
    ```

    ```swift {#empty .check for=e title="Nothing in it"}
    let x = 1
    ```
    """

  private func report(
    _ name: String, _ expectation: Checks.Expectation = .equals(1), points: Double? = nil
  ) -> CheckReport {
    CheckReport(name: name, expectation: expectation, points: points, line: 6)
  }

  private func results(
    _ ledger: CheckLedger, of id: String = "c", failure: String? = nil,
    references: [String: CheckValue] = [:]
  ) throws -> [CheckResult] {
    let practical = try practical(of: Self.text)
    let cell = try #require(practical.cells.first { $0.id == id })
    return ledger.results(of: cell, in: practical, failure: failure, references: references)
  }

  @Test func rightAndWrongValues() throws {
    var ledger = CheckLedger()
    ledger.start(report("first"))
    ledger.observe("first", .number(1))
    ledger.start(report("second"))
    ledger.observe("second", .number(5))
    #expect(
      try results(ledger) == [
        CheckResult(
          name: "first", cell: "c", exercise: "e", status: .passed, score: 2, maxScore: 2,
          message: "", hidden: false),
        CheckResult(
          name: "second", cell: "c", exercise: "e", status: .failed, score: 0, maxScore: 2,
          message: "expected 1, got 5", hidden: false),
      ])
  }

  @Test func checksThatWereNotReachedAreNotGradable() throws {
    var ledger = CheckLedger()
    ledger.start(report("first"))
    ledger.observe("first", .number(1))
    let results = try results(ledger, failure: "its cell ended early: Index out of range")
    #expect(results.map(\.name) == ["first", "second"])
    #expect(results.map(\.status) == [.passed, .notGradable])
    #expect(results[1].message == "its cell ended early: Index out of range")
    #expect(results.map(\.maxScore) == [2, 2])
    #expect(
      try self.results(CheckLedger()).map(\.message) == [
        "the check was not reached", "the check was not reached",
      ])
  }

  @Test func aCellWithoutChecksIsOneThatIsNotGradable() throws {
    let results = try results(CheckLedger(), of: "empty")
    #expect(results.map(\.name) == ["Nothing in it"])
    #expect(results.map(\.status) == [.notGradable])
  }

  @Test func hiddenChecksSaySo() throws {
    #expect(try results(CheckLedger(), of: "h").map(\.hidden) == [true])
  }

  @Test func aFailedEvaluationGivesItsReason() throws {
    var ledger = CheckLedger()
    ledger.start(report("first"))
    #expect(ledger.isEvaluating)
    ledger.fail("crashed: Index out of range")
    #expect(!ledger.isEvaluating)
    ledger.fail("too late")
    ledger.observe("first", .number(1))
    let results = try results(ledger)
    #expect(results[0].status == .notGradable)
    #expect(results[0].message == "crashed: Index out of range")
  }

  @Test func theFirstValueCountsAndOnlyThatOfTheOpenCheck() throws {
    var ledger = CheckLedger()
    ledger.observe("first", .number(1))
    ledger.start(report("first"))
    ledger.observe("second", .number(1))
    #expect(ledger.isEvaluating)
    ledger.observe("first", .number(5))
    ledger.observe("first", .number(1))
    ledger.fail("after the value")
    #expect(try results(ledger)[0].message == "expected 1, got 5")
  }

  @Test func aReferenceThatIsNotThereLeavesTheCheckOpen() throws {
    var ledger = CheckLedger()
    ledger.start(report("first", .matchesReference()))
    ledger.observe("first", .number(1))
    #expect(try results(ledger)[0].status == .notGradable)
    #expect(
      try results(ledger)[0].message
        == "there is no answer key here to compare with; it is graded later")
    #expect(try results(ledger, references: ["first": .number(1)])[0].status == .passed)
    #expect(
      try results(ledger, references: ["first": .number(2)])[0].message == "expected 2, got 1")
  }

  @Test func theAuthorsOwnValuesAreTheReference() throws {
    let solved = Self.text.replacing(
      "func e() {}", with: "// BEGIN SOLUTION\nfunc e() {}\n// END SOLUTION")
    let practical = try practical(of: solved)
    var ledger = CheckLedger()
    ledger.start(report("third", .matchesReference()))
    ledger.observe("third", .number(1))
    let cell = try #require(practical.cells.first { $0.id == "h" })
    let results = ledger.results(of: cell, in: practical, failure: nil, references: [:])
    #expect(results.map(\.status) == [.passed])
  }

  @Test func anExerciseWithoutTheAuthorsSolutionIsNoReference() throws {
    // Another exercise still holds its solution: the file is an author's, this answer is not.
    let practical = try practical(
      of: Self.text + "\n\n```swift {#f .exercise}\n// BEGIN SOLUTION\n// END SOLUTION\n```")
    var ledger = CheckLedger()
    ledger.start(report("third", .matchesReference()))
    ledger.observe("third", .number(1))
    let cell = try #require(practical.cells.first { $0.id == "h" })
    let results = ledger.results(of: cell, in: practical, failure: nil, references: [:])
    #expect(results.map(\.status) == [.notGradable])
  }

  @Test func floodsAreCut() throws {
    var ledger = CheckLedger()
    for number in 0..<5000 { ledger.start(report("check \(number)")) }
    #expect(ledger.entries.count == CheckLedger.maximumCount)
  }

  @Test(
    arguments: [
      ("check(\"a\", 1)", ["a"]), ("check( \"a b\" , 1)\ncheck(\"c\", 2)", ["a b", "c"]),
      ("check(\n  \"a\",\n  1)", ["a"]), ("// check(\"a\", 1)", []),
      ("let s = \"check(\\\"a\\\", 1)\"", []), ("check(name, 1)", []),
      ("check(\"run \\(i)\", 1)", []), ("recheck(\"a\", 1)", []),
    ] as [(String, [String])])
  func namesInTheCode(_ code: String, _ names: [String]) {
    #expect(CheckNames.find(in: cell(code, .check)) == names)
  }
}
