import Testing

@testable import Notebooks

@Suite struct OptionValueTests {
  @Test(arguments: [
    ("0", 0), ("2", 2), ("0.5", 0.5), ("1000", 1000), ("-1", nil), ("1000.1", nil), ("nan", nil),
    ("inf", nil), ("1e2", nil), ("0x1", nil), (".5", nil), ("5.", nil), ("1.2.3", nil), ("", nil),
    ("+1", nil), (" 1", nil), ("１", nil),
  ])
  func points(text: String, expected: Double?) { #expect(OptionValue.points(text) == expected) }

  @Test(arguments: [
    ("500ms", 0.5), ("30s", 30), ("10m", 600), ("1h", 3600), ("24h", 86400), ("7", 7),
    ("1.5m", 90), ("0", nil), ("0s", nil), ("25h", nil), ("1d", nil), ("s", nil), ("-1s", nil),
    ("1 s", nil), ("1S", nil), ("", nil),
  ])
  func seconds(text: String, expected: Double?) { #expect(OptionValue.seconds(text) == expected) }

  @Test(arguments: [
    ("64KB", 64_000), ("512MB", 512_000_000), ("2GB", 2_000_000_000), ("1GiB", 1 << 30),
    ("1KiB", 1024), ("3MiB", 3 << 20), ("4096", 4096), ("1.5KB", 1500), ("1024GiB", 1 << 40),
    ("0", nil), ("0.5", nil), ("1025GiB", nil), ("99999999999999999999GB", nil), ("2TB", nil),
    ("2gb", nil), ("GB", nil),
  ])
  func bytes(text: String, expected: Int?) { #expect(OptionValue.bytes(text) == expected) }

  @Test func wholeNumbers() {
    #expect(OptionValue.wholeNumber("9223372036854775807") == Int.max)
    #expect(OptionValue.wholeNumber("9223372036854775808") == nil as Int?)
    #expect(OptionValue.wholeNumber("-1") == nil as Int?)
    #expect(OptionValue.wholeNumber("") == nil as Int?)
  }
}

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("exercize", "exercise"), ("chekc", "check"), ("Cell", "cell"), ("graded", nil), ("", nil),
    (String(repeating: "a", count: 100), nil),
  ])
  func nearest(word: String, expected: String?) {
    #expect(Suggestion.nearest(to: word, among: ["cell", "exercise", "check"]) == expected)
  }

  @Test func distances() {
    func distance(_ first: String, _ second: String) -> Int {
      Suggestion.editDistance(Array(first.utf8), Array(second.utf8))
    }
    #expect(distance("", "") == 0)
    #expect(distance("abc", "") == 3)
    #expect(distance("kitten", "sitting") == 3)
    #expect(distance("ab", "ba") == 1)
  }

  @Test func quotingKeepsAMessageOnOneLine() {
    #expect("a\u{1B}[31m\n\u{2028}b".quotedForMessage == "`a?[31m??b`")
    #expect(String(repeating: "é", count: 50).quotedForMessage.count == 43)
  }
}
