/// The Markdown as it is handed to cmark: the same blocks, and next to nothing to do inside them.
///
/// Only the blocks of a practical matter here, but cmark parses emphasis and links too, and crafted
/// input makes it spend quadratic time on brackets, as it does on thousands of nested lists. So the
/// characters of inline markup are replaced, byte for byte, by ones that mean nothing, wherever they
/// cannot begin or end a block, and deeper nesting than anyone writes is an error. One thing is lost:
/// reference definitions are a paragraph here, so that `===` right below them makes a heading.
struct BlockText {
  /// The text to parse.
  private(set) var bytes: [UInt8]
  /// The first 1-based line that opens more than `maximumDepth` lists and quotes, if any.
  private(set) var tooDeepLine: Int?

  /// The most lists and quotes inside one another.
  static let maximumDepth = 100

  /// Prepares a text.
  init(_ text: [UInt8]) {
    bytes = text
    // A byte-order mark, a second one by now, would be dropped, and with it three columns.
    if text.starts(with: [0xEF, 0xBB, 0xBF]) {
      bytes.replaceSubrange(..<3, with: [UInt8](repeating: UInt8(ascii: "|"), count: 3))
    }
    var line = 1
    var prefix = LinePrefix()
    for index in text.indices {
      let byte = text[index]
      guard byte != UInt8(ascii: "\n") else {
        line += 1
        prefix = LinePrefix()
        continue
      }
      let isFirst = !prefix.isOver
      if isFirst {
        prefix.read(byte, next: index + 1 < text.count ? text[index + 1] : nil)
        if prefix.depth > Self.maximumDepth, tooDeepLine == nil { tooDeepLine = line }
      }
      // Between the line's start and its first other character these open lists and draw rules.
      guard prefix.isOver else { continue }
      switch byte {
      case UInt8(ascii: "*"), UInt8(ascii: "&"), UInt8(ascii: "\\"):
        bytes[index] = UInt8(ascii: "|")
      case UInt8(ascii: "_"):
        // A colon stands where an underscore may in the names of HTML attributes.
        bytes[index] = UInt8(ascii: ":")
      case UInt8(ascii: "["), UInt8(ascii: "]"):
        if !Self.isCDATABracket(text, at: index) { bytes[index] = UInt8(ascii: "|") }
      case UInt8(ascii: "<"):
        // First on its line it may begin an HTML block, and `</script>` ends one wherever it stands.
        // A tag alone on its line begins a block too; a backquote is no more allowed in it than `<`.
        if !isFirst, index + 1 == text.count || text[index + 1] != UInt8(ascii: "/") {
          bytes[index] = prefix.first == byte ? UInt8(ascii: "`") : UInt8(ascii: "|")
        }
      default: break
      }
    }
  }

  /// Whether a bracket belongs to `<![CDATA[` or `]]>`, which begin and end an HTML block.
  private static func isCDATABracket(_ text: [UInt8], at index: Int) -> Bool {
    func has(_ word: StaticString, at start: Int) -> Bool {
      let count = word.utf8CodeUnitCount
      guard start >= 0, start + count <= text.count else { return false }
      // Without regard to case, as cmark compares.
      return word.withUTF8Buffer {
        text[start..<start + count].elementsEqual($0) { ($0 | 0x20) == ($1 | 0x20) }
      }
    }
    return has("]]>", at: index) || has("]]>", at: index - 1)
      || has("<![CDATA[", at: index - 2) || has("<![CDATA[", at: index - 8)
  }
}

/// The start of a line, where list items and block quotes open.
private struct LinePrefix {
  /// An upper bound of the lists and quotes that the line is in, as far as it was read.
  private(set) var depth = 0
  /// Whether a character was read that is no part of any such opening.
  private(set) var isOver = false
  /// That character.
  private(set) var first: UInt8 = 0
  private var columns = 0
  private var markers = 0
  private var previous: UInt8 = 0

  mutating func read(_ byte: UInt8, next: UInt8?) {
    let isBeforeSpace = next.map { [0x0A, 0x20, 0x09].contains($0) } ?? true
    switch byte {
    case UInt8(ascii: " "): columns += 1
    case UInt8(ascii: "\t"): columns += 4
    case UInt8(ascii: ">"): markers += 1
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"): markers += isBeforeSpace ? 1 : 0
    case UInt8(ascii: "."), UInt8(ascii: ")"): markers += isBeforeSpace && isDigit(previous) ? 1 : 0
    case UInt8(ascii: "_"): break
    default:
      isOver = !isDigit(byte)
      first = byte
    }
    // An item of a list is indented by two columns or more, so that white space bounds the depth too.
    if !isOver, byte != UInt8(ascii: " "), byte != UInt8(ascii: "\t"), markers > 0 {
      depth = markers + columns / 2
    }
    previous = byte
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
