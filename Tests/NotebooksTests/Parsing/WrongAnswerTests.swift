import Testing

@testable import Notebooks

/// Files with wrong answers, and the practicals that they are put into.
@Suite struct WrongAnswerTests {
  static let text = """
    ---
    title: "Negative numbers: not cut off"
    exercise: relu
    score: 1.5
    says: becomes 0
    ---
    People write what they know.

    ```swift {#relu .exercise}
    //| title: Mine
    func relu(_ x: Double) -> Double {

      return x
    }
    ```

    The message should show a negative number.
    """

  static let author = """
    # A

    ```swift {#relu .exercise points=2}
    //| title: The rectifier
    func relu(_ x: Double) -> Double {
      // BEGIN SOLUTION
      return max(0, x)
      // END SOLUTION
    }
    ```

    > quoted

      ```swift {#half .exercise}
      let half = 0.5
      ```

    after
    """

  private func answer(_ text: String) throws(Diagnostic) -> WrongAnswer {
    try WrongAnswerParser.parse(SourceFile(path: "wrong/test.md", text: text))
  }

  private func message(_ text: String) -> String {
    do {
      return "no error: \(try answer(text).cells)"
    } catch { return error.description }
  }

  @Test func aFile() throws {
    let answer = try answer(Self.text)
    #expect(answer.title == "Negative numbers: not cut off")
    #expect(answer.exercise == "relu")
    #expect(answer.score == 1.5)
    #expect(answer.says == "becomes 0")
    #expect(
      answer.note == "People write what they know.\n\nThe message should show a negative number.")
    #expect(answer.cells.map(\.id) == ["relu"])
  }

  @Test func itsCodeTakesThePlaceOfTheAuthors() throws {
    let text = try practical(Self.author).text(with: try answer(Self.text))
    #expect(
      text == """
        # A

        ```swift {#relu .exercise points=2}
        //| title: The rectifier
        func relu(_ x: Double) -> Double {

          return x
        }
        ```

        > quoted

          ```swift {#half .exercise}
          let half = 0.5
          ```

        after
        """)
  }

  @Test func severalCellsAndAnIndentedFence() throws {
    let second = "\n\n```swift {#half .exercise}\nlet half =\n  5\n```\n"
    let text = try practical(Self.author).text(with: try answer(Self.text + second))
    #expect(text.contains("  ```swift {#half .exercise}\n  let half =\n    5\n  ```\n\nafter"))
    #expect(text.contains("  return x\n}\n```"))
    #expect(!text.contains("SOLUTION"))
  }

  @Test func anExerciseThatThePracticalHasNot() throws {
    let other = Self.text.replacing("relu", with: "rely")
    let error = #expect(throws: Diagnostic.self) {
      try practical(Self.author).text(with: try answer(other))
    }
    #expect(
      error?.description == """
        wrong/test.md:9:1: error: there is no exercise `rely` in practicals/test.md
            9 | ```swift {#rely .exercise}
              | ^
          help: did you mean `relu`? Its exercises are relu, half
        """)
  }

  @Test func unknownKeys() {
    #expect(
      message(Self.text.replacing("score:", with: "scores:")) == """
        wrong/test.md:4:1: error: there is no front matter key `scores`
            4 | scores: 1.5
              | ^
          help: did you mean `score`? The keys are title, exercise, score and says
        """)
  }

  @Test(arguments: ["title", "exercise", "score", "says"])
  func aMissingKey(_ key: String) {
    let lines = Self.text.split(separator: "\n", omittingEmptySubsequences: false)
    let text = lines.filter { !$0.hasPrefix("\(key):") }.joined(separator: "\n")
    #expect(
      message(text) == """
        wrong/test.md:1:1: error: the front matter has no `\(key)`
            1 | ---
              | ^
          help: a wrong answer has `title`, `exercise`, `score` and `says`
        """)
  }

  @Test func aScoreThatIsNone() {
    #expect(
      message(Self.text.replacing("1.5", with: "half")) == """
        wrong/test.md:4:8: error: `score` must be a number from 0 to 1000, not `half`
            4 | score: half
              |        ^
          help: write it like 2 or 0.5
        """)
  }

  @Test func anExerciseThatIsNotAnswered() {
    #expect(
      message(Self.text.replacing("exercise: relu", with: "exercise: half")) == """
        wrong/test.md:3:11: error: no cell here is the exercise `half`
            3 | exercise: half
              |           ^
          help: write it as the student has it: ```swift {#half .exercise}
        """)
  }

  @Test(
    arguments: [
      "```swift {#a .cell}\n```", "```swift {#a .check}\n```", "```hint {for=relu}\nhint\n```",
      "```quiz {#q}\n- [ ] a\n- [ ] b\n```", "```answer {#a}\ntext\n```",
    ])
  func otherBlocks(_ block: String) {
    #expect(
      message(Self.text + "\n\n" + block).hasPrefix(
        """
        wrong/test.md:19:1: error: a wrong answer holds `.exercise` cells and prose, nothing else
        """))
  }

  @Test func aSolution() {
    let solved = Self.text.replacing(
      "  return x\n", with: "  // BEGIN SOLUTION\n  return x\n  // END SOLUTION\n")
    #expect(
      message(solved).hasPrefix("wrong/test.md:13:1: error: a wrong answer holds no solution\n"))
  }

  @Test func noExplanation() {
    let bare = Self.text.replacing("People write what they know.", with: "")
      .replacing("The message should show a negative number.", with: "")
    #expect(
      message(bare).hasPrefix("wrong/test.md:7:1: error: the wrong answer is not explained\n"))
  }
}
