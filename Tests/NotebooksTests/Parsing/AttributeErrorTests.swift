import Testing

@testable import Notebooks

/// What is said about the text between the braces.
@Suite struct AttributeErrorTests {
  @Test func anOpenBrace() {
    expectMessage(
      of: """
        ```swift {#a .cell
        ```

        """,
      """
      practicals/test.md:1:10: error: the `{` is not closed
          1 | ```swift {#a .cell
            |          ^
        help: end the line with `}`
      """)
  }

  @Test func textAfterTheBrace() {
    expectMessage(
      of: """
        ```swift {#a .cell} x
        ```

        """,
      """
      practicals/test.md:1:21: error: there is text after the `}`
          1 | ```swift {#a .cell} x
            |                     ^
        help: end the line with the `}`
      """)
  }

  @Test func anEmptyID() {
    expectMessage(
      of: """
        ```swift {# .cell}
        ```

        """,
      """
      practicals/test.md:1:12: error: the id is empty
          1 | ```swift {# .cell}
            |            ^
        help: use the letters a-z, digits, `-` and `_`, at most 64 of them
      """)
  }

  @Test func aBadCharacterInAnID() {
    expectMessage(
      of: """
        ```swift {#réseau .cell}
        ```

        """,
      """
      practicals/test.md:1:13: error: the id `réseau` holds `é`
          1 | ```swift {#réseau .cell}
            |             ^
        help: use the letters a-z, digits, `-` and `_`, at most 64 of them
      """)
  }

  @Test func anIDThatIsTooLong() {
    expectMessage(
      of: """
        ```swift {#\(String(repeating: "a", count: 65)) .cell}
        ```

        """,
      """
      practicals/test.md:1:12: error: the id `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…` is too long
          1 | ```swift {#\(String(repeating: "a", count: 65)) .cell}
            |            ^
        help: use the letters a-z, digits, `-` and `_`, at most 64 of them
      """)
  }

  @Test func aSecondID() {
    expectMessage(
      of: """
        ```swift {#a .cell #b}
        ```

        """,
      """
      practicals/test.md:1:20: error: there is a second id, `b`
          1 | ```swift {#a .cell #b}
            |                    ^
        help: keep one of `#a` and `#b`
      """)
  }

  @Test func aBareWord() {
    expectMessage(
      of: """
        ```swift {#a .cell hidden}
        ```

        """,
      """
      practicals/test.md:1:20: error: `hidden` is no id, class or option
          1 | ```swift {#a .cell hidden}
            |                    ^
        help: write #id, .class, key=value or key="a longer value"
      """)
  }

  @Test func anOptionWithoutAName() {
    expectMessage(
      of: """
        ```swift {#a .cell =1}
        ```

        """,
      """
      practicals/test.md:1:20: error: `=` is no id, class or option
          1 | ```swift {#a .cell =1}
            |                    ^
        help: write #id, .class, key=value or key="a longer value"
      """)
  }

  @Test func anOptionWithoutAValue() {
    expectMessage(
      of: """
        ```swift {#a .cell timeout=}
        ```

        """,
      """
      practicals/test.md:1:28: error: the option `timeout` has no value
          1 | ```swift {#a .cell timeout=}
            |                            ^
        help: write the value right after the `=`, in double quotes if it holds spaces
      """)
  }

  @Test func singleQuotes() {
    expectMessage(
      of: """
        ```swift {#a .cell title='The title'}
        ```

        """,
      """
      practicals/test.md:1:26: error: a value stands in single quotes
          1 | ```swift {#a .cell title='The title'}
            |                          ^
        help: use double quotes: title="…"
      """)
  }

  @Test func anOpenQuote() {
    expectMessage(
      of: """
        ```swift {#a .cell title="The title}
        ```

        """,
      """
      practicals/test.md:1:26: error: the quoted value is not closed
          1 | ```swift {#a .cell title="The title}
            |                          ^
        help: end the value with a double quote
      """)
  }

  @Test func aDuplicateID() {
    expectMessage(
      of: """
        # A

        ```swift {#relu .exercise}
        ```

        ```quiz {#relu}
        - [ ] a
        - [x] b
        ```

        """,
      """
      practicals/test.md:6:10: error: the id `relu` is already taken by line 3
          6 | ```quiz {#relu}
            |          ^
        help: give one of the two another id
      """)
  }
}
