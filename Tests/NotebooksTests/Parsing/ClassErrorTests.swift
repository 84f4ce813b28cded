import Testing

@testable import Notebooks

/// What is said about the classes of cells.
@Suite struct ClassErrorTests {
  @Test func anUnknownClass() {
    expectMessage(
      of: """
        ```swift {#relu .exercize points=2}
        ```

        """,
      """
      practicals/test.md:1:17: error: there is no cell class `.exercize`
          1 | ```swift {#relu .exercize points=2}
            |                 ^
        help: did you mean `.exercise`? The classes are .cell, .exercise, .check and .hidden
      """)
  }

  @Test func anUnknownClassLikeNoOther() {
    expectMessage(
      of: """
        ```swift {#relu .graded}
        ```

        """,
      """
      practicals/test.md:1:17: error: there is no cell class `.graded`
          1 | ```swift {#relu .graded}
            |                 ^
        help: the classes are .cell, .exercise, .check and .hidden
      """)
  }

  @Test func noClass() {
    expectMessage(
      of: """
        ```swift {#relu points=2}
        ```

        """,
      """
      practicals/test.md:1:10: error: the cell has no class that says what it is
          1 | ```swift {#relu points=2}
            |          ^
        help: give it one of .cell, .exercise and .check, as in `swift {#id .cell}`
      """)
  }

  @Test func onlyHidden() {
    expectMessage(
      of: """
        ```swift {#relu .hidden}
        ```

        """,
      """
      practicals/test.md:1:17: error: the cell has no class that says what it is
          1 | ```swift {#relu .hidden}
            |                 ^
        help: give it one of .cell, .exercise and .check, as in `swift {#id .cell}`
      """)
  }

  @Test func twoClasses() {
    expectMessage(
      of: """
        ```swift {#relu .cell .check}
        ```

        """,
      """
      practicals/test.md:1:23: error: the cell has a second class, `.check`, beside `.cell`
          1 | ```swift {#relu .cell .check}
            |                       ^
        help: keep one of .cell, .exercise and .check
      """)
  }

  @Test func hiddenTwice() {
    expectMessage(
      of: """
        ```swift {#relu .check .hidden .hidden}
        ```

        """,
      """
      practicals/test.md:1:32: error: the class `.hidden` is given twice
          1 | ```swift {#relu .check .hidden .hidden}
            |                                ^
        help: keep one of the two
      """)
  }

  @Test func aHiddenExercise() {
    expectMessage(
      of: """
        ```swift {#relu .exercise .hidden}
        ```

        """,
      """
      practicals/test.md:1:27: error: only a check can be `.hidden`
          1 | ```swift {#relu .exercise .hidden}
            |                           ^
        help: delete .hidden, or write .check for .exercise
      """)
  }

  @Test func aClassOnAQuiz() {
    expectMessage(
      of: """
        ```quiz {#xor .exercise}
        - [ ] a
        - [ ] b
        ```

        """,
      """
      practicals/test.md:1:15: error: a quiz has no class, but here is `.exercise`
          1 | ```quiz {#xor .exercise}
            |               ^
        help: delete the class
      """)
  }

  @Test func aClassOnAnAnswer() {
    expectMessage(
      of: """
        ```answer {#why .exercise}
        ```

        """,
      """
      practicals/test.md:1:17: error: an answer has no class, but here is `.exercise`
          1 | ```answer {#why .exercise}
            |                 ^
        help: delete the class
      """)
  }
}
