/// Splits Swift code into tokens, as far as that is needed to find where a declaration's value begins and
/// where an item's last token ends.
///
/// The compiler's own parse says where items begin and where their last token begins; this covers the
/// token-sized rest.
struct SwiftScanner {
  /// One token: brackets and commas alone, operators as whole runs, everything else as a word or literal.
  struct Token: Equatable {
    enum Kind: Equatable {
      case word
      case literal
      case open
      case close
      case `operator`
      case punctuation
    }
    var kind: Kind
    var range: Range<Int>
  }

  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  /// Makes a scanner over a range of UTF-8 code.
  init(_ bytes: [UInt8], in range: Range<Int>? = nil) {
    self.bytes = bytes
    position = range?.lowerBound ?? 0
    end = range?.upperBound ?? bytes.count
  }

  /// The next token; comments and white space are passed over.
  mutating func next() -> Token? {
    skipTrivia()
    guard position < end else { return nil }
    let start = position
    switch bytes[position] {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      position += 1
      return Token(kind: .open, range: start..<position)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      position += 1
      return Token(kind: .close, range: start..<position)
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"):
      position += 1
      return Token(kind: .punctuation, range: start..<position)
    case UInt8(ascii: "\""), UInt8(ascii: "#"):
      if skipString() { return Token(kind: .literal, range: start..<position) }
      position += 1
      skipWord()
      return Token(kind: .word, range: start..<position)
    case UInt8(ascii: "`"):
      position += 1
      while position < end && bytes[position] != UInt8(ascii: "`") { position += 1 }
      position = min(position + 1, end)
      return Token(kind: .word, range: start..<position)
    case let byte where Self.isOperator(byte):
      while position < end && Self.isOperator(bytes[position]) && !isAtComment { position += 1 }
      return Token(kind: .operator, range: start..<max(position, start + 1))
    default:
      let isNumber = Self.isDigit(bytes[position])
      let isHexadecimal = starts(with: "0x")
      skipWord()
      if isNumber { skipFraction(exponent: isHexadecimal ? "p" : "e") }
      if position == start { position += 1 }
      return Token(kind: isNumber ? .literal : .word, range: start..<position)
    }
  }

  private var isAtComment: Bool {
    guard bytes[position] == UInt8(ascii: "/"), position + 1 < end else { return false }
    return bytes[position + 1] == UInt8(ascii: "/") || bytes[position + 1] == UInt8(ascii: "*")
  }

  private mutating func skipTrivia() {
    while position < end {
      let byte = bytes[position]
      if byte == 32 || (byte >= 9 && byte <= 13) {
        position += 1
      } else if isAtComment {
        skipComment()
      } else {
        return
      }
    }
  }

  private mutating func skipComment() {
    if bytes[position + 1] == UInt8(ascii: "/") {
      while position < end && bytes[position] != UInt8(ascii: "\n") { position += 1 }
      return
    }
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
        position += 2
      } else if starts(with: "*/") {
        depth -= 1
        position += 2
      } else {
        position += 1
      }
    } while depth > 0 && position < end
    position = min(position, end)
  }

  private func starts(with text: StaticString) -> Bool {
    guard position + text.utf8CodeUnitCount <= end else { return false }
    return text.withUTF8Buffer { text in
      text.indices.allSatisfy { bytes[position + $0] == text[$0] }
    }
  }

  private mutating func skipWord() {
    while position < end && Self.isWord(bytes[position]) { position += 1 }
  }

  private mutating func skipFraction(exponent: Character) {
    if position + 1 < end, bytes[position] == UInt8(ascii: "."), Self.isDigit(bytes[position + 1]) {
      position += 1
      skipWord()
    }
    // The sign of an exponent, as in 1e-5 and 0x1p-3.
    let letter = Character(UnicodeScalar(bytes[position - 1])).lowercased()
    if position < end, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+"),
      letter == String(exponent), position + 1 < end, Self.isDigit(bytes[position + 1])
    {
      position += 1
      skipWord()
    }
  }

  /// Passes over a string literal with its interpolations; false when none begins here.
  private mutating func skipString() -> Bool {
    var quote = position
    while quote < end && bytes[quote] == UInt8(ascii: "#") { quote += 1 }
    let hashes = quote - position
    guard quote < end, bytes[quote] == UInt8(ascii: "\"") else { return false }
    position = quote
    let isMultiline = starts(with: "\"\"\"")
    position += isMultiline ? 3 : 1
    while position < end {
      if bytes[position] == UInt8(ascii: "\\"), hasHashes(hashes, at: position + 1) {
        position += 1 + hashes
        if position < end && bytes[position] == UInt8(ascii: "(") {
          skipInterpolation()
        } else {
          position = min(position + 1, end)
        }
      } else if bytes[position] == UInt8(ascii: "\""), !isMultiline || starts(with: "\"\"\"") {
        let after = position + (isMultiline ? 3 : 1)
        if hasHashes(hashes, at: after) {
          position = after + hashes
          return true
        }
        position += 1
      } else if bytes[position] == UInt8(ascii: "\n") && !isMultiline {
        return true
      } else {
        position += 1
      }
    }
    return true
  }

  private func hasHashes(_ count: Int, at start: Int) -> Bool {
    guard start + count <= end else { return false }
    return (start..<start + count).allSatisfy { bytes[$0] == UInt8(ascii: "#") }
  }

  private mutating func skipInterpolation() {
    var depth = 0
    while let token = next() {
      if token.kind == .open { depth += 1 }
      if token.kind == .close { depth -= 1 }
      if depth <= 0 { return }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte >= 128
  }

  private static func isOperator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"),
      UInt8(ascii: "/"), UInt8(ascii: "%"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "!"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "^"),
      UInt8(ascii: "~"), UInt8(ascii: "?"), UInt8(ascii: "."), UInt8(ascii: "@"):
      true
    default: false
    }
  }
}

extension SwiftScanner {
  /// Where the token that begins at an offset ends.
  static func end(ofTokenAt offset: Int, in bytes: [UInt8]) -> Int {
    var scanner = SwiftScanner(bytes, in: offset..<bytes.count)
    return scanner.next()?.range.upperBound ?? bytes.count
  }

  /// The ranges of the code that a string literal interpolates, brackets left out.
  static func interpolations(in literal: Token, of bytes: [UInt8]) -> [Range<Int>] {
    guard literal.kind == .literal else { return [] }
    let hashes = bytes[literal.range].prefix { $0 == UInt8(ascii: "#") }.count
    let opening =
      [UInt8(ascii: "\\")] + Array(repeating: UInt8(ascii: "#"), count: hashes)
      + [UInt8(ascii: "(")]
    var ranges: [Range<Int>] = []
    var position = literal.range.lowerBound
    while position + opening.count <= literal.range.upperBound {
      guard bytes[position..<position + opening.count].elementsEqual(opening) else {
        // A backslash takes the character after it along.
        position += bytes[position] == UInt8(ascii: "\\") && hashes == 0 ? 2 : 1
        continue
      }
      let start = position + opening.count
      var scanner = SwiftScanner(bytes, in: start..<literal.range.upperBound)
      var depth = 1
      var end = start
      while depth > 0, let token = scanner.next() {
        if token.kind == .open { depth += 1 }
        if token.kind == .close { depth -= 1 }
        end = depth == 0 ? token.range.lowerBound : token.range.upperBound
      }
      ranges.append(start..<end)
      position = max(end, position + 1)
    }
    return ranges
  }
}
