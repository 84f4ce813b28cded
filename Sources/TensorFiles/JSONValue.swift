/// What the header of a safetensors file consists of: texts, whole numbers, lists and objects.
internal enum JSONValue: Equatable {
  case string(String)
  case integer(Int)
  case array([JSONValue])
  case object([Member])

  internal struct Member: Equatable {
    let name: String
    let value: JSONValue
  }

  /// Parses a text that is one value.
  internal init(parsing bytes: [UInt8]) throws(ContentError) {
    var parser = JSONParser(bytes: bytes)
    self = try parser.value(depth: 0)
    try parser.expectEnd()
  }
}

/// A strict parser: no comments, no repeated names, nothing deeper than a header ever is.
private struct JSONParser {
  private let bytes: [UInt8]
  private var position = 0

  private static let maximumDepth = 4

  init(bytes: [UInt8]) { self.bytes = bytes }

  private func fail(_ problem: String) -> ContentError {
    .damaged("the header is no JSON of a safetensors file: \(problem) at byte \(position)")
  }

  private mutating func next() -> UInt8? {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
    return position < bytes.count ? bytes[position] : nil
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard next() == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func expectEnd() throws(ContentError) {
    if next() != nil { throw fail("something after its end") }
  }

  mutating func value(depth: Int) throws(ContentError) -> JSONValue {
    if depth > JSONParser.maximumDepth { throw fail("too many brackets in one another") }
    switch next() {
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .array(try elements(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case .some(0x30...0x39): return .integer(try integer())
    default: throw fail("neither a text, a whole number, a list nor an object")
    }
  }

  private mutating func elements(depth: Int) throws(ContentError) -> [JSONValue] {
    position += 1
    var elements: [JSONValue] = []
    if skip("]") { return elements }
    repeat { elements.append(try value(depth: depth + 1)) } while skip(",")
    if !skip("]") { throw fail("no `]`") }
    return elements
  }

  private mutating func members(depth: Int) throws(ContentError) -> [JSONValue.Member] {
    position += 1
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    if skip("}") { return members }
    repeat {
      guard next() == UInt8(ascii: "\"") else { throw fail("no name") }
      let name = try string()
      if !names.insert(name).inserted {
        throw fail("the name `\(name.printable)` for the 2nd time")
      }
      if !skip(":") { throw fail("no `:`") }
      members.append(JSONValue.Member(name: name, value: try value(depth: depth + 1)))
    } while skip(",")
    if !skip("}") { throw fail("no `}`") }
    return members
  }

  private mutating func integer() throws(ContentError) -> Int {
    let digits = bytes[position...].prefix { $0 >= 0x30 && $0 <= 0x39 }
    guard digits.count == 1 || digits.first != 0x30,
      let number = Int(String(decoding: digits, as: UTF8.self))
    else { throw fail("no whole number that fits") }
    position = digits.endIndex
    return number
  }

  private mutating func string() throws(ContentError) -> String {
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw fail("a text that is not in UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): text += Array(String(try escape()).utf8)
      case 0..<0x20: throw fail("a control character in a text")
      default: text.append(byte)
      }
    }
    throw fail("a text that does not end")
  }

  private mutating func escape() throws(ContentError) -> Unicode.Scalar {
    guard position < bytes.count else { throw fail("a text that does not end") }
    position += 1
    switch bytes[position - 1] {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try escapedScalar()
    default: throw fail("an unknown escape")
    }
  }

  /// The scalar of `\u0041`, or of two such escapes that are a surrogate pair.
  private mutating func escapedScalar() throws(ContentError) -> Unicode.Scalar {
    let first = try fourDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, bytes[position...].starts(with: "\\u".utf8) else {
      throw fail("half a surrogate pair")
    }
    position += 2
    let second = try fourDigits()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw fail("half a surrogate pair") }
    return scalar
  }

  private mutating func fourDigits() throws(ContentError) -> UInt32 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4,
      digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fail("an escape without four digits") }
    position += 4
    return number
  }
}

extension String {
  /// The text as JSON writes it, in quotes.
  internal var json: String {
    var text = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
