import Testing

@testable import Notebooks

/// What is said about the values in the front matter.
@Suite struct FrontMatterValueErrorTests {
  @Test func aNumberOfZero() {
    expectMessage(
      of: """
        ---
        number: 0
        ---

        text

        """,
      """
      practicals/test.md:2:9: error: `number` must be a whole number from 1
          2 | number: 0
            |         ^
        help: write `number: 2`
      """)
  }

  @Test func aQuotedNumber() {
    expectMessage(
      of: """
        ---
        number: "2"
        ---

        text

        """,
      """
      practicals/test.md:2:9: error: `number` must be a whole number from 1
          2 | number: "2"
            |         ^
        help: write `number: 2`
      """)
  }

  @Test func aSeedThatIsTooLarge() {
    expectMessage(
      of: """
        ---
        seed: 9223372036854775808
        ---

        text

        """,
      """
      practicals/test.md:2:7: error: `seed` must be a whole number from 0 to 2^63 - 1
          2 | seed: 9223372036854775808
            |       ^
        help: write `seed: 389`
      """)
  }

  @Test func anEmptyTitle() {
    expectMessage(
      of: """
        ---
        title: ''
        ---

        text

        """,
      """
      practicals/test.md:2:8: error: `title` must not be empty
          2 | title: ''
            |        ^
        help: write a few words, in double quotes
      """)
  }

  @Test func aTitleWithoutAValue() {
    expectMessage(
      of: """
        ---
        title:
        seed: 1
        ---

        text

        """,
      """
      practicals/test.md:2:7: error: `title` must have one value
          2 | title:
            |       ^
        help: write `key: value`, the value in double quotes if it holds `: `, `[` or `{`
      """)
  }

  @Test func aTitleThatIsAList() {
    expectMessage(
      of: """
        ---
        title: [A]
        ---

        text

        """,
      """
      practicals/test.md:2:8: error: `title` must have one value
          2 | title: [A]
            |        ^
        help: write `key: value`, the value in double quotes if it holds `: `, `[` or `{`
      """)
  }

  @Test func aDataSetOutsideAList() {
    expectMessage(
      of: """
        ---
        data: mnist-5k
        ---

        text

        """,
      """
      practicals/test.md:2:7: error: `data` must be a list
          2 | data: mnist-5k
            |       ^
        help: write the names of data sets like `data: [mnist-5k, sms-spam]`
      """)
  }

  @Test func aBadNameOfADataSet() {
    expectMessage(
      of: """
        ---
        data:
          - mnist-5k
          - SMS spam
        ---

        text

        """,
      """
      practicals/test.md:4:5: error: `SMS spam` is no name of a data set
          4 |   - SMS spam
            |     ^
        help: use small letters, digits and `-`, as in `data: [mnist-5k]`
      """)
  }

  @Test func aBadTimeout() {
    expectMessage(
      of: """
        ---
        timeout: 0s
        ---

        text

        """,
      """
      practicals/test.md:2:10: error: `timeout` must be a duration above 0 and up to 24h, not `0s`
          2 | timeout: 0s
            |          ^
        help: write it like 500ms, 30s, 10m or 1h; a number alone is seconds
      """)
  }

  @Test func aBadMemory() {
    expectMessage(
      of: """
        ---
        memory: 2TB
        ---

        text

        """,
      """
      practicals/test.md:2:9: error: `memory` must be an amount above 0 and up to 1024GiB, not `2TB`
          2 | memory: 2TB
            |         ^
        help: write it like 64KB, 512MB, 2GB or 1GiB; a number alone is bytes
      """)
  }

  @Test func settingsInAList() {
    expectMessage(
      of: """
        ---
        settings: [a]
        ---

        text

        """,
      """
      practicals/test.md:2:11: error: `settings` must be a mapping
          2 | settings: [a]
            |           ^
        help: write each setting on a line of its own, indented, like `  epochs: 3`
      """)
  }

  @Test func aBadNameOfASetting() {
    expectMessage(
      of: """
        ---
        settings:
          learning rate: 1
        ---

        text

        """,
      """
      practicals/test.md:3:11: error: the name of the setting `learning rate` holds ` `
          3 |   learning rate: 1
            |           ^
        help: use the letters a-z, digits, `-` and `_`, at most 64 of them
      """)
  }

  @Test func aSettingThatIsAList() {
    expectMessage(
      of: """
        ---
        settings:
          rate: [1, 2]
        ---

        text

        """,
      """
      practicals/test.md:3:9: error: `rate` must have one value
          3 |   rate: [1, 2]
            |         ^
        help: write `key: value`, the value in double quotes if it holds `: `, `[` or `{`
      """)
  }
}
