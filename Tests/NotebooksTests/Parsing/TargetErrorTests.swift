import Testing

@testable import Notebooks

/// What is said about ids that are named with `for`.
@Suite struct TargetErrorTests {
  @Test func aCheckForNothing() {
    expectMessage(
      of: """
        ```swift {#relu .exercise}
        ```

        ```swift {.check for=rleu}
        ```

        """,
      """
      practicals/test.md:4:22: error: there is no exercise `rleu`
          4 | ```swift {.check for=rleu}
            |                      ^
        help: did you mean `relu`? `for` names the id of an `.exercise` cell
      """)
  }

  @Test func aCheckForACell() {
    expectMessage(
      of: """
        ```swift {#relu .cell}
        ```

        ```swift {.check for=relu}
        ```

        """,
      """
      practicals/test.md:4:22: error: there is no exercise `relu`
          4 | ```swift {.check for=relu}
            |                      ^
        help: `for` names the id of an `.exercise` cell
      """)
  }

  @Test func anEmptyTarget() {
    expectMessage(
      of: """
        ```swift {.check for=""}
        ```

        """,
      """
      practicals/test.md:1:22: error: `for` must be an id, not an empty text
          1 | ```swift {.check for=""}
            |                      ^
        help: write the id that stands after the `#` of the exercise
      """)
  }
}
