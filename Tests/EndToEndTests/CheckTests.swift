import Testing

/// Checks: each is judged alone, and costs only itself.
@Suite("Checks")
struct CheckTests {
  static let markdown = """
    # Checks

    ```swift {#setup .exercise points=8}
    struct Bad: Error {}
    func fail() throws -> Int { throw Bad() }
    let numbers = [1.0, 2, 3]
    var state = 0
    func hang() -> Int { while true {} }
    func leave() -> Int { exit(0) }
    func giveUp() -> Int { abort() }
    func undone() -> Int { todo("setup") }
    func touch() -> Int {
      state += 1
      return state
    }
    ```

    ```swift {#judged .check for=setup points=6}
    check("right", numbers, .equals([1, 2, 3]), points: 2)
    check("wrong", 0.62, .equals(0.5, tolerance: 1e-6))
    check("shared", numbers[1], .within(0...2))
    ```

    ```swift {#robust .check for=setup points=8 timeout=500ms}
    check("crashes", numbers[Int(numbers[2]) + 4], .equals(1))
    check("hangs", hang(), .equals(1))
    check("throws", try fail(), .equals(1))
    check("leaves", leave(), .equals(1))
    check("aborts", giveUp(), .equals(1))
    check("eats", [UInt8](repeating: 1, count: 40_000_000_000).count, .equals(1))
    check("undone", undone(), .equals(1))
    check("fine", numbers.count, .equals(3))
    ```

    ```swift {#isolated .check for=setup points=2}
    check("first touch", touch(), .equals(1))
    check("second touch", touch(), .equals(1))
    print("state", state)
    ```

    ```swift {#broken-off .check for=setup points=3}
    check("reached", 1, .equals(1))
    print(numbers[Int(numbers[2]) + 5])
    check("not reached", 2, .equals(2))
    check("nor this", 3, .equals(3))
    ```

    ```swift {#secret .check .hidden for=setup points=1}
    check("hidden one", numbers.count, .atLeast(4))
    ```

    ```swift {#kinds .check points=10}
    check("shape", Tensor([1, 2, 3, 4], shape: [2, 2]), .shape([4]))
    check(
      "transposed", Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3]), .equals([[1, 4], [2, 5], [3, 6]]))
    check("falls", [3.0, 2.5, 1], .decreasing(strictly: true))
    check("text", "the loss is 0.5", .contains("loss"))
    check("labels", [1, 0, 1, 1], .accuracy(against: [1, 0, 1, 0], atLeast: 0.9))
    check("figure", Figure(title: "f").line([1, 2], label: "train"), .figure(series: ["test"]))
    check("not a number", 0.0 / Double(numbers.count - 3), .atMost(1))
    check("reference", numbers.reduce(0, +))
    check("nothing", Int?.none, .equals(2))
    check("truth", numbers.isEmpty, .equals(false))
    ```
    """

  private static let shared = Task { try await PracticalRun.of(markdown) }

  private func run() async throws -> PracticalRun { try await Self.shared.value }

  @Test func rightAndWrong() async throws {
    let run = try await run()
    #expect(run.status == 1)
    #expect(
      try run.result.check("right")
        == RunDocument.Check(
          name: "right", cell: "judged", for: "setup", status: .passed, score: 2, maxScore: 2,
          message: "", hidden: false))
    #expect(
      try run.result.check("wrong")
        == RunDocument.Check(
          name: "wrong", cell: "judged", for: "setup", status: .failed, score: 0, maxScore: 2,
          message: "expected 0.5 ± 1e-6, got 0.62", hidden: false))
    #expect(try run.result.check("shared").score == 2)
    #expect(run.output.contains("expected 0.5 ± 1e-6, got 0.62"))
  }

  @Test(
    arguments: [
      ("crashes", "crashed: Index out of range"), ("hangs", "took longer than 0.5 s"),
      ("throws", "threw an error: Bad()"), ("leaves", "ended its process with `exit(0)`"),
      ("aborts", "crashed: an abort (SIGABRT)"), ("eats", "ran out of memory"),
      ("undone", "`setup` is not implemented yet"),
    ])
  func aCheckThatEndsBadlyCostsItself(_ name: String, _ message: String) async throws {
    let run = try await run()
    let check = try run.result.check(name)
    #expect(check.status == .notGradable)
    #expect(check.message == message)
    #expect(check.score == 0 && check.maxScore == 1)
  }

  @Test func theNeighboursOfABadCheckAreJudged() async throws {
    let run = try await run()
    #expect(try run.result.check("fine").status == .passed)
    #expect(try run.result.cell("robust").status == .ok)
    #expect(try run.result.cell("robust").error == nil)
  }

  @Test func aChecksValueChangesNothing() async throws {
    let run = try await run()
    #expect(try run.result.check("first touch").status == .passed)
    #expect(try run.result.check("second touch").status == .passed)
    #expect(try run.result.cell("isolated").output == "state 0\n")
  }

  @Test func checksAfterACrashOfTheCellAreNotGradable() async throws {
    let run = try await run()
    #expect(try run.result.cell("broken-off").status == .failed)
    #expect(try run.result.check("reached").status == .passed)
    for name in ["not reached", "nor this"] {
      let check = try run.result.check(name)
      #expect(check.status == .notGradable)
      #expect(check.message == "its cell ended early: Index out of range")
      #expect(check.score == 0 && check.maxScore == 1)
    }
  }

  @Test func hiddenChecksAreFlagged() async throws {
    let run = try await run()
    #expect(try run.result.check("hidden one").hidden)
    #expect(run.result.checks.filter(\.hidden).map(\.name) == ["hidden one"])
    #expect(run.output.contains("hidden one (hidden)"))
  }

  @Test(
    arguments: [
      ("shape", "expected shape [4], got [2, 2]"),
      ("transposed", "expected shape [3, 2], got [2, 3] (rows and columns exchanged?)"),
      (
        "labels", "expected an accuracy of at least 0.9, got 3 of 4 right, an accuracy of 0.75"
      ),
      (
        "figure",
        "expected a series named \"test\" in the figure, got the figure \"f\" with series [\"train\"]"
      ),
      ("not a number", "expected at most 1, got NaN"), ("nothing", "expected 2, got nothing"),
    ])
  func messages(_ name: String, _ message: String) async throws {
    let run = try await run()
    #expect(try run.result.check(name).message == message)
    #expect(try run.result.check(name).status == .failed)
  }

  @Test(arguments: ["falls", "text", "truth"])
  func rightOnes(_ name: String) async throws {
    #expect(try await run().result.check(name).status == .passed)
  }

  @Test func withoutAnAnswerKeyAReferenceIsLeftToTheGrader() async throws {
    let check = try await run().result.check("reference")
    #expect(check.status == .notGradable)
    #expect(check.message.contains("answer key"))
  }

  @Test func theScoreIsTheSum() async throws {
    let run = try await run()
    #expect(run.result.score == run.result.checks.map(\.score).reduce(0, +))
    #expect(run.result.maxScore == 6 + 8 + 2 + 3 + 1 + 10)
    #expect(run.result.maxScore == run.result.checks.map(\.maxScore).reduce(0, +))
    #expect(run.output.contains("of 30 points"))
  }

  @Test func allRightExitsWithZeroAndTheAuthorsValuesAreTheReference() async throws {
    let run = try await PracticalRun.of(
      """
      ---
      title: All right
      number: 4
      seed: 389
      ---

      ```swift {#double .exercise points=3}
      func double(_ x: Double) -> Double {
        // BEGIN SOLUTION
        return 2 * x
        // END SOLUTION
      }
      ```

      ```swift {#check-double .check for=double}
      check("of two", double(2), .equals(4))
      check("of many", (1...9).map { double(Double($0)) })
      check("outside", double(0.25), .matchesReference(tolerance: 1e-9))
      ```
      """, named: "04-all-right")
    #expect(run.status == 0)
    #expect(run.result.practical == "04-all-right")
    #expect(run.result.title == "All right")
    #expect(run.result.seed == 389)
    #expect(run.result.score == 3)
    #expect(run.result.maxScore == 3)
    #expect(run.result.checks.map(\.status) == [.passed, .passed, .passed])
    #expect(run.result.checks.map(\.for) == ["double", "double", "double"])
    #expect(run.result.cells.map(\.kind) == [.exercise, .check])
    #expect(run.result.cells.map(\.line) == [7, 15])
    #expect(run.result.seconds >= run.result.compileSeconds)
    #expect(run.result.cells.allSatisfy { !$0.cached && $0.peakMemoryBytes > 0 })
    #expect(run.finished.errors.isEmpty)
  }
}
