/// Makes malformed practicals of good ones.
struct Mutator {
  private var generator: SeededGenerator
  private let corpus: [[UInt8]]

  /// Texts that mean something to one of the parsers.
  private static let tokens: [[UInt8]] = [
    "```", "````", "~~~", "\n```\n", "```swift {", "swift {#a .cell}", "{", "}", "#", ".cell",
    ".exercise", ".check", ".hidden", "points=", "for=", "timeout=1s", "memory=1GB", "title=\"",
    "expect-error=true", "=", "\"", "'", "\\", "---\n", "\n---\n", "...", "//| ", "//| points: 1\n",
    "// BEGIN SOLUTION\n", "// END SOLUTION\n", "- [ ] a\n", "- [x] b\n", "- [", "> ", ">", "- ",
    "1. ", "* * *", "\t", "    ", " ", "\n", "\r", "\r\n", "\n\n", "<!--", "-->", "<div>", "<?",
    "<![CDATA[", "]]>", "[a]: b\n", "![](", "***", "___", "&amp;", "&a ", "*a", "[", "]", "{}",
    "!!str ", "? ", ": ", "|\n", "- - - ", "\u{FEFF}", "\u{85}", "\u{2028}", "e\u{301}", "👩‍🔬",
    "title: ", "seed: 1\n", "data: [a]\n", "settings:\n  a: 1\n", "===\n", "# ", "\u{0}", "%YAML",
  ].map { Array($0.utf8) }

  init(seed: UInt64, corpus: [[UInt8]]) {
    generator = SeededGenerator(seed: seed)
    self.corpus = corpus
  }

  /// The next text: one of the corpus after one to eight changes.
  mutating func next() -> [UInt8] {
    var text = corpus.randomElement(using: &generator) ?? []
    if Int.random(in: 0..<4, using: &generator) == 0 {
      // A part of a file reaches further into its end than the whole, which fails early.
      text = Array(text[randomRange(of: text)])
    }
    for _ in 0..<Int.random(in: 1...8, using: &generator) { mutate(&text) }
    return text
  }

  private mutating func mutate(_ text: inout [UInt8]) {
    let place = Int.random(in: 0...text.count, using: &generator)
    switch Int.random(in: 0..<9, using: &generator) {
    case 0 where place < text.count: text[place] = UInt8.random(in: 0...255, using: &generator)
    case 1 where place < text.count: text[place] ^= 1 << UInt8.random(in: 0..<7, using: &generator)
    case 2 where place < text.count: text.remove(at: place)
    case 3: text.removeSubrange(randomRange(of: text))
    case 4: text.insert(contentsOf: text[randomRange(of: text)], at: place)
    case 5: changeLines(of: &text)
    case 6:
      if let other = corpus.randomElement(using: &generator) {
        text.insert(contentsOf: other[randomRange(of: other)], at: place)
      }
    default:
      text.insert(contentsOf: Self.tokens.randomElement(using: &generator) ?? [], at: place)
    }
  }

  private mutating func changeLines(of text: inout [UInt8]) {
    var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let first = Int.random(in: 0..<lines.count, using: &generator)
    let second = Int.random(in: 0..<lines.count, using: &generator)
    switch Int.random(in: 0..<3, using: &generator) {
    case 0: lines.swapAt(first, second)
    case 1: lines.insert(lines[first], at: second)
    default: lines.remove(at: first)
    }
    text = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  /// A range of at most 200 bytes, often a short one.
  private mutating func randomRange(of text: [UInt8]) -> Range<Int> {
    let start = Int.random(in: 0...text.count, using: &generator)
    let length = Int.random(in: 0...200, using: &generator)
    return start..<min(text.count, start + length)
  }
}
