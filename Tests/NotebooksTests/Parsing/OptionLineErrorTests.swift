import Testing

@testable import Notebooks

/// What is said about `//|` lines.
@Suite struct OptionLineErrorTests {
  @Test func noColon() {
    expectMessage(
      of: """
        ```swift {#a .cell}
        //| title
        ```

        """,
      """
      practicals/test.md:2:1: error: the option line is not `key: value`
          2 | //| title
            | ^
        help: write it like `//| title: The rectifier`, or start the comment with `// |`
      """)
  }

  @Test func noKey() {
    expectMessage(
      of: """
        ```swift {#a .cell}
        //| : 1
        ```

        """,
      """
      practicals/test.md:2:1: error: the option line is not `key: value`
          2 | //| : 1
            | ^
        help: write it like `//| title: The rectifier`, or start the comment with `// |`
      """)
  }

  @Test func anUnknownKey() {
    expectMessage(
      of: """
        ```swift {#a .cell}
        //| titel: A
        ```

        """,
      """
      practicals/test.md:2:5: error: there is no option `titel`
          2 | //| titel: A
            |     ^
        help: did you mean `title`? A `.cell` cell takes `title`, `timeout`, `memory` and `expect-error`
      """)
  }

  @Test func aConflictWithTheBraces() {
    expectMessage(
      of: """
        ```swift {#a .cell timeout=1s}
        //| timeout: 1s
        ```

        """,
      """
      practicals/test.md:2:5: error: the option `timeout` is given in the braces and in an option line
          2 | //| timeout: 1s
            |     ^
        help: keep one of the two
      """)
  }

  @Test func aKeyGivenTwice() {
    expectMessage(
      of: """
        ```swift {#a .cell}
        //| title: A
        //| title: B
        ```

        """,
      """
      practicals/test.md:3:5: error: the option `title` is given twice
          3 | //| title: B
            |     ^
        help: keep one of the two
      """)
  }

  @Test func aList() {
    expectMessage(
      of: """
        ```swift {#a .cell}
        //| title: [a, b]
        ```

        """,
      """
      practicals/test.md:2:12: error: `title` must have one value
          2 | //| title: [a, b]
            |            ^
        help: write `key: value`, the value in double quotes if it holds `: `, `[` or `{`
      """)
  }

  @Test func aColonInTheValue() {
    expectMessage(
      of: """
        ```swift {#a .cell}
        //| title: one: two
        ```

        """,
      """
      practicals/test.md:2:12: error: `title` must have one value
          2 | //| title: one: two
            |            ^
        help: write `key: value`, the value in double quotes if it holds `: `, `[` or `{`
      """)
  }

  @Test func badYAML() {
    expectMessage(
      of: """
        ```swift {#a .cell}
        //| title: "one
        ```

        """,
      """
      practicals/test.md:2:16: error: bad YAML: while scanning a quoted scalar, found unexpected end of stream
          2 | //| title: "one
            |                ^
        help: write `key: value`; put text with special characters in double quotes
      """)
  }

  @Test func aBadValue() {
    expectMessage(
      of: """
          ```swift {#a .cell}
          //| timeout: soon
        ```

        """,
      """
      practicals/test.md:2:16: error: `timeout` must be a duration above 0 and up to 24h, not `soon`
          2 |   //| timeout: soon
            |                ^
        help: write it like 500ms, 30s, 10m or 1h; a number alone is seconds
      """)
  }

  @Test func anOptionLineBelowTheCode() {
    expectMessage(
      of: """
        ```swift {#a .cell}
        let a = 1
          //| title: A
        ```

        """,
      """
      practicals/test.md:3:3: error: an option line stands below the code
          3 |   //| title: A
            |   ^
        help: move it to the first line of the cell
      """)
  }

  @Test func noValue() {
    expectMessage(
      of: """
        ```swift {#a .cell}
        //| title:
        ```

        """,
      """
      practicals/test.md:2:11: error: `title` must have one value
          2 | //| title:
            |           ^
        help: write `key: value`, the value in double quotes if it holds `: `, `[` or `{`
      """)
  }
}
