/// A word of Swift, as far as comparing code needs it.
struct CodeWord: Equatable {
  /// What kind of word it is.
  enum Kind: Equatable {
    /// A name or a keyword.
    case name
    /// A number.
    case number
    /// A text, with everything in it.
    case text
    /// Any other sign; signs of an operator are one word.
    case sign
  }

  /// What kind of word it is.
  var kind: Kind
  /// The word itself; empty for numbers and texts, which are all alike.
  var text: String
  /// The 0-based line of the code on which it begins.
  var line: Int
}

/// Cuts Swift into words; comments and white space are left out.
///
/// It knows less than a compiler and stops at nothing: any bytes come out as words of some kind.
struct CodeLexer {
  private let bytes: [UInt8]
  private var index = 0
  private var line = 0
  private var words: [CodeWord] = []

  /// The words of some code.
  ///
  /// - Parameters:
  ///   - code: the code.
  ///   - limit: the most words that are read.
  /// - Returns: the words, in order.
  static func words(of code: String, limit: Int) -> [CodeWord] {
    var lexer = CodeLexer(bytes: Array(code.utf8))
    while lexer.words.count < limit, lexer.index < lexer.bytes.count { lexer.step() }
    return lexer.words
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func step() {
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "\n"):
      line += 1
      index += 1
    case 0x20, 0x09, 0x0D, UInt8(ascii: ";"): index += 1
    case UInt8(ascii: "/") where follows("//"): skipLine()
    case UInt8(ascii: "/") where follows("/*"): skipComment()
    case UInt8(ascii: "\""), UInt8(ascii: "#"): skipText()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): takeNumber()
    case _ where Self.isNamePart(byte): takeName()
    case _ where Self.isOperator(byte): takeOperator()
    default:
      add(.sign, String(decoding: [byte], as: UTF8.self))
      index += 1
    }
  }

  private mutating func add(_ kind: CodeWord.Kind, _ text: String) {
    words.append(CodeWord(kind: kind, text: text, line: line))
  }

  private func follows(_ text: StaticString) -> Bool { follows(text, at: index) }

  private func follows(_ text: StaticString, at index: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    return text.withUTF8Buffer { bytes[index..<index + count].elementsEqual($0) }
  }

  private mutating func skipLine() {
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
  }

  private mutating func skipComment() {
    var depth = 0
    repeat {
      if follows("/*") {
        depth += 1
        index += 2
      } else if follows("*/") {
        depth -= 1
        index += 2
      } else {
        if bytes[index] == UInt8(ascii: "\n") { line += 1 }
        index += 1
      }
    } while depth > 0 && index < bytes.count
  }

  /// Takes a text between quotes, with its number signs; a lone `#` is a sign.
  private mutating func skipText() {
    let hashes = bytes[index...].prefix { $0 == UInt8(ascii: "#") }.count
    let quote = index + hashes
    guard quote < bytes.count, bytes[quote] == UInt8(ascii: "\"") else {
      add(.sign, "#")
      index += 1
      return
    }
    add(.text, "")
    let isLong = follows("\"\"\"", at: quote)
    let end =
      [UInt8](repeating: UInt8(ascii: "\""), count: isLong ? 3 : 1)
      + [UInt8](repeating: UInt8(ascii: "#"), count: hashes)
    index = quote + (isLong ? 3 : 1)
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\n") {
        // A text of one line that is not closed ends with its line.
        if !isLong { return }
        line += 1
      } else if byte == UInt8(ascii: "\\"), hashes == 0 {
        index += 1
      } else if byte == end[0], bytes[index...].starts(with: end) {
        index += end.count
        return
      }
      index += 1
    }
    index = min(index, bytes.count)
  }

  private mutating func takeNumber() {
    add(.number, "")
    while index < bytes.count {
      let isPoint =
        bytes[index] == UInt8(ascii: ".") && index + 1 < bytes.count
        && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index + 1])
      guard isPoint || Self.isNamePart(bytes[index]) else { return }
      index += 1
    }
  }

  private mutating func takeName() {
    let start = index
    while index < bytes.count, Self.isNamePart(bytes[index]) { index += 1 }
    add(.name, String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private mutating func takeOperator() {
    let start = index
    while index < bytes.count, Self.isOperator(bytes[index]), index == start || !follows("//") {
      index += 1
    }
    add(.sign, String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isOperator(_ byte: UInt8) -> Bool {
    "+-*/%=<>!&|^~?.".utf8.contains(byte)
  }
}
