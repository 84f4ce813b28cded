import Testing

@testable import Notebooks

/// What is said about options.
@Suite struct OptionErrorTests {
  @Test func anUnknownOption() {
    expectMessage(
      of: """
        ```swift {#relu .exercise point=2}
        ```

        """,
      """
      practicals/test.md:1:27: error: there is no option `point`
          1 | ```swift {#relu .exercise point=2}
            |                           ^
        help: did you mean `points`? A `.exercise` cell takes `points`, `title`, `timeout`, `memory` and `expect-error`
      """)
  }

  @Test func anUnknownOptionLikeNoOther() {
    expectMessage(
      of: """
        ```swift {#relu .exercise colour=red}
        ```

        """,
      """
      practicals/test.md:1:27: error: there is no option `colour`
          1 | ```swift {#relu .exercise colour=red}
            |                           ^
        help: a `.exercise` cell takes `points`, `title`, `timeout`, `memory` and `expect-error`
      """)
  }

  @Test func pointsOnACell() {
    expectMessage(
      of: """
        ```swift {#relu .cell points=2}
        ```

        """,
      """
      practicals/test.md:1:23: error: the option `points` has no meaning for a `.cell` cell
          1 | ```swift {#relu .cell points=2}
            |                       ^
        help: a `.cell` cell takes `title`, `timeout`, `memory` and `expect-error`
      """)
  }

  @Test func forOnAnExercise() {
    expectMessage(
      of: """
        ```swift {#relu .exercise for=a}
        ```

        """,
      """
      practicals/test.md:1:27: error: the option `for` has no meaning for a `.exercise` cell
          1 | ```swift {#relu .exercise for=a}
            |                           ^
        help: a `.exercise` cell takes `points`, `title`, `timeout`, `memory` and `expect-error`
      """)
  }

  @Test func timeoutOnAQuiz() {
    expectMessage(
      of: """
        ```quiz {#xor timeout=1s}
        - [ ] a
        - [ ] b
        ```

        """,
      """
      practicals/test.md:1:15: error: the option `timeout` has no meaning for a quiz
          1 | ```quiz {#xor timeout=1s}
            |               ^
        help: a quiz takes `points` and `title`
      """)
  }

  @Test func titleOnAHint() {
    expectMessage(
      of: """
        ```hint {for=a title=b}
        text
        ```

        """,
      """
      practicals/test.md:1:16: error: the option `title` has no meaning for a hint
          1 | ```hint {for=a title=b}
            |                ^
        help: a hint takes only `for`
      """)
  }

  @Test func anOptionGivenTwice() {
    expectMessage(
      of: """
        ```swift {#relu .exercise points=2 points=3}
        ```

        """,
      """
      practicals/test.md:1:36: error: the option `points` is given twice
          1 | ```swift {#relu .exercise points=2 points=3}
            |                                    ^
        help: keep one of the two
      """)
  }

  @Test func negativePoints() {
    expectMessage(
      of: """
        ```swift {#relu .exercise points=-1}
        ```

        """,
      """
      practicals/test.md:1:34: error: `points` must be a number from 0 to 1000, not `-1`
          1 | ```swift {#relu .exercise points=-1}
            |                                  ^
        help: write it like 2 or 0.5
      """)
  }

  @Test func infinitePoints() {
    expectMessage(
      of: """
        ```swift {#relu .exercise points=inf}
        ```

        """,
      """
      practicals/test.md:1:34: error: `points` must be a number from 0 to 1000, not `inf`
          1 | ```swift {#relu .exercise points=inf}
            |                                  ^
        help: write it like 2 or 0.5
      """)
  }

  @Test func aBadTimeout() {
    expectMessage(
      of: """
        ```swift {#relu .cell timeout=25h}
        ```

        """,
      """
      practicals/test.md:1:31: error: `timeout` must be a duration above 0 and up to 24h, not `25h`
          1 | ```swift {#relu .cell timeout=25h}
            |                               ^
        help: write it like 500ms, 30s, 10m or 1h; a number alone is seconds
      """)
  }

  @Test func aBadMemory() {
    expectMessage(
      of: """
        ```swift {#relu .cell memory=lots}
        ```

        """,
      """
      practicals/test.md:1:30: error: `memory` must be an amount above 0 and up to 1024GiB, not `lots`
          1 | ```swift {#relu .cell memory=lots}
            |                              ^
        help: write it like 64KB, 512MB, 2GB or 1GiB; a number alone is bytes
      """)
  }

  @Test func anEmptyTitle() {
    expectMessage(
      of: """
        ```swift {#relu .cell title=""}
        ```

        """,
      """
      practicals/test.md:1:29: error: `title` must not be empty
          1 | ```swift {#relu .cell title=""}
            |                             ^
        help: write a few words, in double quotes
      """)
  }

  @Test func aBadBoolean() {
    expectMessage(
      of: """
        ```swift {#relu .cell expect-error=yes}
        ```

        """,
      """
      practicals/test.md:1:36: error: `expect-error` must be true or false, not `yes`
          1 | ```swift {#relu .cell expect-error=yes}
            |                                    ^
        help: write true when the cell is meant to fail, else leave it out
      """)
  }
}
