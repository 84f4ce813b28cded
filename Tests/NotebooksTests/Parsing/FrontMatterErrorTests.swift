import Testing

@testable import Notebooks

/// What is said about the front matter as a whole, and its keys.
@Suite struct FrontMatterErrorTests {
  @Test func anOpenFrontMatter() {
    expectMessage(
      of: """
        ---
        title: A

        # A

        """,
      """
      practicals/test.md:1:1: error: the front matter is not closed
          1 | ---
            | ^
        help: end it with a line that is `---`
      """)
  }

  @Test func anOversizedFrontMatter() {
    expectMessage(
      of: """
        ---
        # \(String(repeating: "a", count: 65536))
        ---

        """,
      """
      practicals/test.md:2:1: error: the front matter is longer than 64 KiB
          2 | # \(String(repeating: "a", count: 158))
            | ^
        help: end it with a line that is `---`; data belongs in a data set
      """)
  }

  @Test func aList() {
    expectMessage(
      of: """
        ---
        - a
        - b
        ---

        text

        """,
      """
      practicals/test.md:2:1: error: the front matter is no mapping
          2 | - a
            | ^
        help: write one `key: value` on each line
      """)
  }

  @Test func aText() {
    expectMessage(
      of: """
        ---
        title
        ---

        text

        """,
      """
      practicals/test.md:2:1: error: the front matter is no mapping
          2 | title
            | ^
        help: write one `key: value` on each line
      """)
  }

  @Test func anUnknownKey() {
    expectMessage(
      of: """
        ---
        number: 2
        titel: A
        ---

        text

        """,
      """
      practicals/test.md:3:1: error: there is no front matter key `titel`
          3 | titel: A
            | ^
        help: did you mean `title`? The keys are number, title, data, seed, timeout, memory and settings
      """)
  }

  @Test func anUnknownKeyLikeNoOther() {
    expectMessage(
      of: """
        ---
        colour: red
        ---

        text

        """,
      """
      practicals/test.md:2:1: error: there is no front matter key `colour`
          2 | colour: red
            | ^
        help: the keys are number, title, data, seed, timeout, memory and settings
      """)
  }

  @Test func aKeyThatIsAList() {
    expectMessage(
      of: """
        ---
        ? [a]
        : b
        ---

        text

        """,
      """
      practicals/test.md:2:3: error: a key of the front matter must be a word
          2 | ? [a]
            |   ^
        help: the keys are number, title, data, seed, timeout, memory and settings
      """)
  }

  @Test func aKeyGivenTwice() {
    expectMessage(
      of: """
        ---
        title: A
        seed: 1
        title: B
        ---

        text

        """,
      """
      practicals/test.md:4:1: error: the key `title` is given twice
          4 | title: B
            | ^
        help: keep one of the two
      """)
  }
}
