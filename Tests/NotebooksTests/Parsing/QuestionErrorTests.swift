import Testing

@testable import Notebooks

/// What is said about quizzes, answers and hints.
@Suite struct QuestionErrorTests {
  @Test func noBoxes() {
    expectMessage(
      of: """
        ```quiz {#xor}
        Which?
        ```

        """,
      """
      practicals/test.md:1:1: error: the quiz has no boxes
          1 | ```quiz {#xor}
            | ^
        help: write two or more lines like `- [ ] a wrong answer` and `- [x] the right answer`
      """)
  }

  @Test func oneBox() {
    expectMessage(
      of: """
        ```quiz {#xor}
        - [x] only
        ```

        """,
      """
      practicals/test.md:1:1: error: the quiz has only one box
          1 | ```quiz {#xor}
            | ^
        help: write two or more lines like `- [ ] a wrong answer` and `- [x] the right answer`
      """)
  }

  @Test func aLineThatIsNoBox() {
    expectMessage(
      of: """
        ```quiz {#xor}
        - [x] a
        - [ ] b
        or c
        ```

        """,
      """
      practicals/test.md:4:1: error: this line of the quiz is no box
          4 | or c
            | ^
        help: write `- [ ] text`, or indent the line to go on with the box above
      """)
  }

  @Test func aMalformedBox() {
    expectMessage(
      of: """
        ```quiz {#xor}
        - [x] a
        - [] b
        ```

        """,
      """
      practicals/test.md:3:1: error: the box is not written `- [ ]` or `- [x]`
          3 | - [] b
            | ^
        help: leave a space after the `-`, one space or an `x` in the box, and a space after it
      """)
  }

  @Test func aBoxWithoutText() {
    expectMessage(
      of: """
        ```quiz {#xor}
        - [x] a
        - [ ]
        ```

        """,
      """
      practicals/test.md:3:1: error: there is no text beside the box
          3 | - [ ]
            | ^
        help: write the choice after the box
      """)
  }

  @Test func aHintWithAnID() {
    expectMessage(
      of: """
        ```hint {#relu}
        text
        ```

        """,
      """
      practicals/test.md:1:10: error: a hint has no id of its own
          1 | ```hint {#relu}
            |          ^
        help: name the exercise that it helps with: `hint {for=relu}`
      """)
  }

  @Test func aHintWithoutATarget() {
    expectMessage(
      of: """
        ```hint {}
        text
        ```

        """,
      """
      practicals/test.md:1:9: error: the hint does not say what it is for
          1 | ```hint {}
            |         ^
        help: name an exercise, a quiz or an answer: `hint {for=relu}`
      """)
  }

  @Test func aHintForNothing() {
    expectMessage(
      of: """
        ```answer {#why}
        ```

        ```hint {for=wy}
        text
        ```

        """,
      """
      practicals/test.md:4:14: error: there is no exercise or question `wy`
          4 | ```hint {for=wy}
            |              ^
        help: did you mean `why`? `for` names the id of an exercise, a quiz or an answer
      """)
  }

  @Test func aHintForACell() {
    expectMessage(
      of: """
        ```swift {#load .cell}
        ```

        ```hint {for=load}
        text
        ```

        """,
      """
      practicals/test.md:4:14: error: there is no exercise or question `load`
          4 | ```hint {for=load}
            |              ^
        help: `for` names the id of an exercise, a quiz or an answer
      """)
  }

  @Test func anEmptyHint() {
    expectMessage(
      of: """
        ```answer {#why}
        ```

        ```hint {for=why}

        ```

        """,
      """
      practicals/test.md:4:1: error: the hint is empty
          4 | ```hint {for=why}
            | ^
        help: write the hint between the fences, or delete them
      """)
  }
}
