import Testing

/// The same seed gives the same numbers; every cell has its own.
@Suite("Random numbers")
struct RandomnessTests {
  static let markdown = """
    ---
    title: Random
    seed: 7
    ---

    ```swift {#one .cell}
    print((0..<4).map { _ in UInt32.random(in: 0...9_999_999, using: &random) })
    print(Tensor(randomNormal: [2, 2], using: &random))
    ```

    ```swift {#two .cell}
    print((0..<4).map { _ in UInt32.random(in: 0...9_999_999, using: &random) })
    ```

    ```swift {#check .check}
    check("drawn", Double.random(in: 0..<1, using: &random), .within(0...1))
    print(UInt32.random(in: 0...9_999_999, using: &random))
    ```
    """

  private static let runs = Task {
    let first = try await PracticalRun.of(markdown)
    let again = try await PracticalRun.again(markdown, ["run", "small.md"], in: first.folder)
    let other = try await PracticalRun.again(
      markdown, ["run", "small.md", "--seed", "8"], in: first.folder)
    // Without the first cell, the second draws what it always does.
    let only = try await PracticalRun.again(
      markdown, ["run", "small.md", "--only", "two"], in: first.folder)
    return (first: first.result, again: again.result, other: other.result, only: only.result)
  }

  @Test func twoRunsDrawTheSame() async throws {
    let runs = try await Self.runs.value
    #expect(runs.first.cells.map(\.output) == runs.again.cells.map(\.output))
    #expect(runs.first.checks == runs.again.checks)
    #expect(runs.first.seed == 7)
    #expect(runs.again.seed == 7)
  }

  @Test func anotherSeedDrawsOthers() async throws {
    let runs = try await Self.runs.value
    #expect(runs.other.seed == 8)
    for (first, other) in zip(runs.first.cells, runs.other.cells) {
      #expect(first.output != other.output)
    }
  }

  @Test func everyCellDrawsItsOwn() async throws {
    let runs = try await Self.runs.value
    let first = try runs.first.cell("one").output.split(separator: "\n")[0]
    let second = try runs.first.cell("two").output.split(separator: "\n")[0]
    #expect(first != second)
    #expect(try runs.only.cell("two").output == runs.first.cell("two").output)
    #expect(try runs.only.cell("one").status == .skipped)
  }
}
