import Testing

@testable import Notebooks

/// Texts made to keep a parser busy: they end in an answer, and that in no time.
@Suite(.timeLimit(.minutes(5))) struct HostileInputTests {
  // Large enough in the slow run for a quadratic step to take minutes.
  private static let size = isSlowRun ? 1_000_000 : 40_000

  @Test(arguments: [
    "[", "![", "[a](", "![[]()", "a**b c* ", "*a_ ", "`", "``` `\n", "<", "<!--", "<?", "<a b=\"",
    "&", "\\", "_", "*", "a*", "[a]: b\n", "- a\n", "> a\n", "\t", "a\n", "\n", "```\n", "~~~\n\n",
    "# a\n", "a\n===\n", "1. a\n", "- [ ] a\n", "//| a: b\n", "{", "}", "\"", ".a ", "#a ", "a=1 ",
    "e\u{301}", "👩‍🔬", "\u{2028}", "swift {", "---\n",
  ])
  func repetition(of unit: String) {
    let text = String(repeating: unit, count: Self.size / unit.utf8.count)
    for start in ["", "- ", "---\ntitle: ", "```swift {#a .cell ", "```quiz {}\n", "# "] {
      answer(start + text)
      answer(start + text + "\n---\n```\n")
    }
  }

  @Test func listsOfAllDepths() {
    for marker in ["- ", "> ", ">", "1. ", "* - "] {
      for depth in [90, 20_000] {
        let text = String(repeating: marker, count: depth) + "a\n"
        answer(text + String(repeating: "a\n", count: Self.size / 2))
        answer(text + String(repeating: "\n", count: Self.size))
      }
    }
  }

  @Test func anExplosionOfAliases() {
    var text = "---\na0: &a0 [x, x]\n"
    for level in 1..<60 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    answer(text + "? *a59\n: 1\n---\n")
  }

  @Test func thousandsOfBlocks() throws {
    let cell = "```swift {.cell}\nlet a = 1\n```\n"
    let text = "# A\n" + String(repeating: cell, count: 5000)
    #expect(try practical(text).cells.last?.id == "a-5000")
    let named = (1...5000).map { "```swift {#a-\($0) .cell}\n```\n" }.joined()
    #expect(try practical("# A\n" + named + cell).cells.last?.id == "a-5001")
  }

  /// Parses; whether with a practical or an error, does not matter.
  private func answer(_ text: String) {
    _ = try? practical(text)
  }
}
