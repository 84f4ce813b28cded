/// Takes Swift code apart into the pieces that a listing colours.
///
/// It knows Swift's comments, strings, numbers and words, and nothing of its grammar, so it colours code
/// that does not compile as well.
struct SwiftHighlighter {
  /// What a piece of code is.
  enum Kind: Equatable {
    case plain, keyword, type, call, string, number, comment, attribute
  }

  /// A piece of code.
  struct Token: Equatable {
    /// What it is.
    var kind: Kind
    /// Where it stands in the UTF-8 of the code.
    var range: Range<Int>
  }

  /// How deep strings may stand in one another before what is inside is coloured as string.
  private static let deepestInterpolation = 8

  private let code: [UInt8]
  private var position = 0
  private var tokens: [Token] = []
  private var previousWord = ""

  private init(_ code: [UInt8]) { self.code = code }

  /// The pieces of some code, in order, without gaps.
  static func tokens(in code: [UInt8]) -> [Token] {
    var highlighter = SwiftHighlighter(code)
    highlighter.readCode(untilParenthesis: false, depth: 0)
    return highlighter.tokens
  }

  private func byte(at offset: Int = 0) -> UInt8? {
    position + offset < code.count ? code[position + offset] : nil
  }

  private func stands(_ text: StaticString, at offset: Int = 0) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position + offset + count <= code.count else { return false }
    return text.withUTF8Buffer { code[(position + offset)...].starts(with: $0) }
  }

  private mutating func emit(_ kind: Kind, from start: Int) {
    guard start < position else { return }
    if let last = tokens.last, last.kind == kind, last.range.upperBound == start {
      tokens[tokens.count - 1].range = last.range.lowerBound..<position
    } else {
      tokens.append(Token(kind: kind, range: start..<position))
    }
  }

  private mutating func readCode(untilParenthesis: Bool, depth: Int) {
    var open = 0
    while let next = byte() {
      let start = position
      switch next {
      case UInt8(ascii: "/") where stands("//"):
        while let byte = byte(), byte != 0x0A { position += 1 }
        emit(.comment, from: start)
      case UInt8(ascii: "/") where stands("/*"):
        readBlockComment()
        emit(.comment, from: start)
      case UInt8(ascii: "\""), UInt8(ascii: "#"):
        readStringOrDirective(depth: depth)
      case UInt8(ascii: "@") where Self.startsWord(byte(at: 1)):
        position += 1
        _ = readWord()
        emit(.attribute, from: start)
      case UInt8(ascii: "`"):
        position += 1
        _ = readWord()
        if byte() == next { position += 1 }
        emit(.plain, from: start)
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        readNumber()
        emit(.number, from: start)
      case _ where Self.startsWord(next):
        let word = readWord()
        emit(kind(of: word, from: start), from: start)
        previousWord = word
      default:
        if next == UInt8(ascii: "(") { open += 1 }
        if next == UInt8(ascii: ")") {
          if untilParenthesis && open == 0 { return }
          open -= 1
        }
        position += 1
        emit(.plain, from: start)
      }
    }
  }

  private mutating func readBlockComment() {
    var open = 0
    while position < code.count {
      if stands("/*") {
        open += 1
        position += 2
      } else if stands("*/") {
        open -= 1
        position += 2
        if open == 0 { return }
      } else {
        position += 1
      }
    }
  }

  private mutating func readStringOrDirective(depth: Int) {
    let start = position
    var hashes = 0
    while byte(at: hashes) == UInt8(ascii: "#") { hashes += 1 }
    if byte(at: hashes) == UInt8(ascii: "\"") {
      readString(hashes: hashes, depth: depth)
    } else {
      position += hashes
      _ = readWord()
      emit(.attribute, from: start)
    }
  }

  private mutating func readString(hashes: Int, depth: Int) {
    var start = position
    position += hashes
    let isMultiline = stands("\"\"\"")
    let quotes = isMultiline ? 3 : 1
    position += quotes
    while let next = byte() {
      if next == 0x0A && !isMultiline { break }
      if next == UInt8(ascii: "\""), closes(quotes: quotes, hashes: hashes) {
        position += quotes + hashes
        break
      }
      guard next == UInt8(ascii: "\\"), stands(hashes: hashes, at: 1) else {
        position += 1
        continue
      }
      position += 1 + hashes
      if byte() == UInt8(ascii: "("), depth < Self.deepestInterpolation {
        position += 1
        emit(.string, from: start)
        readCode(untilParenthesis: true, depth: depth + 1)
        start = position
      } else if let escaped = byte(), escaped != 0x0A {
        position += 1
      }
    }
    emit(.string, from: start)
  }

  private func closes(quotes: Int, hashes: Int) -> Bool {
    (quotes == 1 || stands("\"\"\"")) && stands(hashes: hashes, at: quotes)
  }

  private func stands(hashes: Int, at offset: Int) -> Bool {
    (0..<hashes).allSatisfy { byte(at: offset + $0) == UInt8(ascii: "#") }
  }

  private mutating func readNumber() {
    while let next = byte() {
      let isPoint =
        next == UInt8(ascii: ".")
        && byte(at: 1).map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } == true
      let isSign =
        (next == UInt8(ascii: "-") || next == UInt8(ascii: "+"))
        && [UInt8(ascii: "e"), UInt8(ascii: "p")].contains(code[position - 1] | 0x20)
        && !isHexadecimal
      guard isPoint || isSign || Self.continuesWord(next) else { return }
      position += 1
    }
  }

  /// Whether the number that is being read ends in a hexadecimal digit rather than an exponent.
  private var isHexadecimal: Bool {
    var start = position - 1
    while start > 0, Self.continuesWord(code[start - 1]) { start -= 1 }
    return code[start...].starts(with: "0x".utf8) && code[position - 1] | 0x20 == UInt8(ascii: "e")
  }

  private mutating func readWord() -> String {
    let start = position
    while let next = byte(), Self.continuesWord(next) { position += 1 }
    return String(decoding: code[start..<position], as: UTF8.self)
  }

  private func kind(of word: String, from start: Int) -> Kind {
    let isMember = start > 0 && code[start - 1] == UInt8(ascii: ".")
    var next = 0
    while byte(at: next) == UInt8(ascii: " ") { next += 1 }
    let following = byte(at: next)
    if !isMember {
      let isLabel = byte() == UInt8(ascii: ":") && word != "default" && word != "self"
      if SwiftVocabulary.keywords.contains(word), !isLabel { return .keyword }
      if SwiftVocabulary.contextualKeywords.contains(word),
        Self.startsWord(following) || following == UInt8(ascii: "{")
          || following == UInt8(ascii: "@")
      {
        return .keyword
      }
    }
    if let first = word.utf8.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) {
      return .type
    }
    return byte() == UInt8(ascii: "(") || previousWord == "func" && !isMember ? .call : .plain
  }

  private static func startsWord(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte >= 0x80
  }

  private static func continuesWord(_ byte: UInt8) -> Bool {
    startsWord(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
