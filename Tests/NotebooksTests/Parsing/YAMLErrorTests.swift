import Testing

@testable import Notebooks

/// What is said about bad YAML.
@Suite struct YAMLErrorTests {
  @Test func badYAML() {
    expectMessage(
      of: """
        ---
        title: [a, b
        seed: 1
        ---

        text

        """,
      """
      practicals/test.md:3:5: error: bad YAML: while parsing a flow sequence, did not find expected ',' or ']'
          3 | seed: 1
            |     ^
        help: write `key: value`; put text with special characters in double quotes
      """)
  }

  @Test func aColonInATitle() {
    expectMessage(
      of: """
        ---
        title: one: two
        ---

        text

        """,
      """
      practicals/test.md:2:11: error: bad YAML: mapping values are not allowed in this context
          2 | title: one: two
            |           ^
        help: write `key: value`; put text with special characters in double quotes
      """)
  }

  @Test func aTab() {
    expectMessage(
      of: """
        ---
        settings:
        \ta: 1
        ---

        text

        """,
      """
      practicals/test.md:3:1: error: bad YAML: while scanning for the next token, found character that cannot start any token
          3 |  a: 1
            | ^
        help: write `key: value`; put text with special characters in double quotes
      """)
  }

  @Test func aControlCharacter() {
    expectMessage(
      of: """
        ---
        title: A
        number: 1 # \u{7}
        ---

        text

        """,
      """
      practicals/test.md:3:13: error: bad YAML: control characters are not allowed
          3 | number: 1 # \u{20}
            |             ^
        help: delete the character; it may be invisible
      """)
  }

  @Test func anUnknownAlias() {
    expectMessage(
      of: """
        ---
        title: *name
        ---

        text

        """,
      """
      practicals/test.md:2:8: error: bad YAML: found undefined alias
          2 | title: *name
            |        ^
        help: write `key: value`; put text with special characters in double quotes
      """)
  }

  @Test func anAlias() {
    expectMessage(
      of: """
        ---
        title: &name A
        settings: {a: *name}
        ---

        text

        """,
      """
      practicals/test.md:3:15: error: the alias `*name` is not supported here
          3 | settings: {a: *name}
            |               ^
        help: write the value itself
      """)
  }

  @Test func deepNesting() {
    expectMessage(
      of: """
        ---
        data: \(String(repeating: "[", count: 2000))
        ---

        text

        """,
      """
      practicals/test.md:2:8: error: bad YAML: it is nested too deeply
          2 | data: \(String(repeating: "[", count: 154))
            |        ^
        help: write `key: value`; put text with special characters in double quotes
      """)
  }

  @Test func aSecondDocument() {
    expectMessage(
      of: """
        ---
        title: A
        ...
        --- x
        ---

        text

        """,
      """
      practicals/test.md:4:1: error: bad YAML: expected a single document in the stream, but found another document
          4 | --- x
            | ^
        help: write `key: value`; put text with special characters in double quotes
      """)
  }
}
