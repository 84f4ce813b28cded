import Testing

@testable import Notebooks

/// What is said about fences.
@Suite struct FenceErrorTests {
  @Test func anUnclosedFence() {
    expectMessage(
      of: """
        # Title

        ```swift {#relu .exercise}
        func relu() {}

        """,
      """
      practicals/test.md:3:1: error: the fence is not closed
          3 | ```swift {#relu .exercise}
            | ^
        help: end it with a line that is ```, indented like this one
      """)
  }

  @Test func anUnclosedProseFence() {
    expectMessage(
      of: """
        # Title

        ~~~~python
        x = 1
        ~~~

        """,
      """
      practicals/test.md:3:1: error: the fence is not closed
          3 | ~~~~python
            | ^
        help: end it with a line that is ~~~~, indented like this one
      """)
  }

  @Test func aFenceCutOffByTheEndOfItsList() {
    expectMessage(
      of: """
        - item

          ```swift {#a .cell}
          let a = 1
        ```

        """,
      """
      practicals/test.md:3:3: error: the fence is not closed
          3 |   ```swift {#a .cell}
            |   ^
        help: end it with a line that is ```, indented like this one
      """)
  }

  @Test func noSpaceBeforeTheBrace() {
    expectMessage(
      of: """
        ```swift{#a .cell}
        ```

        """,
      """
      practicals/test.md:1:9: error: a space is missing between `swift` and `{`
          1 | ```swift{#a .cell}
            |         ^
        help: write `swift {`; without the space, editors do not colour the code
      """)
  }

  @Test func aKeywordInCapitals() {
    expectMessage(
      of: """
        ```Swift {#a .cell}
        ```

        """,
      """
      practicals/test.md:1:4: error: the word before the braces must be `swift`, not `Swift`
          1 | ```Swift {#a .cell}
            |    ^
        help: write it in small letters: `swift {`
      """)
  }

  @Test func listsNestedTooDeeply() {
    expectMessage(
      of: """
        Text

        \(String(repeating: "- ", count: 101))a

        """,
      """
      practicals/test.md:3:1: error: more than 100 lists and quotes stand inside one another
          3 | \(String(repeating: "- ", count: 80))
            | ^
        help: take some of the leading `>`, `-`, `*`, `+` or numbers away
      """)
  }
}
