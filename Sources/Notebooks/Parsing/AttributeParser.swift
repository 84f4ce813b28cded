/// What stands between the braces of an info string.
struct Attributes {
  /// The `#id`, without its `#`, if there is one.
  var id: LocatedText?
  /// Each `.class`, without its dot.
  var classes: [LocatedText] = []
  /// Each `key=value`.
  var options: [OptionText] = []
}

/// A key with its value, as written.
struct OptionText {
  /// The key.
  var key: LocatedText
  /// The value, without quotes.
  var value: LocatedText
}

/// Parses `{#id .class key=value key="quoted value"}`.
struct AttributeParser {
  private let source: SourceFile
  private let line: Int
  private let bytes: [UInt8]
  private var index: Int
  private var attributes = Attributes()

  /// Parses the attributes that start at a `{` and must end the line.
  static func parse(
    at brace: Location, in source: SourceFile
  ) throws(Diagnostic) -> Attributes {
    var parser = AttributeParser(source: source, brace: brace)
    try parser.parse(from: brace)
    return parser.attributes
  }

  private init(source: SourceFile, brace: Location) {
    self.source = source
    line = brace.line
    bytes = Array((source.line(brace.line) ?? "").utf8)
    index = brace.byte + 1
  }

  private var here: Location { Location(line: line, byte: index) }

  private mutating func parse(from brace: Location) throws(Diagnostic) {
    while true {
      skipSpace()
      guard index < bytes.count else {
        throw source.diagnostic(
          "the `{` is not closed", at: brace, help: "end the line with `}`")
      }
      switch bytes[index] {
      case UInt8(ascii: "}"):
        index += 1
        skipSpace()
        guard index == bytes.count else {
          throw source.diagnostic(
            "there is text after the `}`", at: here, help: "end the line with the `}`")
        }
        return
      case UInt8(ascii: "#"): try parseIdentifier()
      case UInt8(ascii: "."):
        index += 1
        let location = here
        let name = word { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: ".") }
        attributes.classes.append(LocatedText(text: name, location: location))
      default: try parseOption()
      }
    }
  }

  private mutating func parseIdentifier() throws(Diagnostic) {
    let start = here
    index += 1
    let id = LocatedText(text: word { _ in true }, location: start.advanced(by: 1))
    try Identifier.validate(id, what: "the id", in: source)
    if let first = attributes.id {
      throw source.diagnostic(
        "there is a second id, `\(id.text)`", at: start,
        help: "keep one of `#\(first.text)` and `#\(id.text)`")
    }
    attributes.id = id
  }

  private mutating func parseOption() throws(Diagnostic) {
    let start = here
    let key = word { $0 != UInt8(ascii: "=") }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "="), !key.isEmpty else {
      throw source.diagnostic(
        "\((key.isEmpty ? "=" : key).quotedForMessage) is no id, class or option", at: start,
        help: "write #id, .class, key=value or key=\"a longer value\"")
    }
    index += 1
    let value = try parseValue(of: key)
    attributes.options.append(
      OptionText(key: LocatedText(text: key, location: start), value: value))
  }

  private mutating func parseValue(of key: String) throws(Diagnostic) -> LocatedText {
    let start = here
    switch index < bytes.count ? bytes[index] : UInt8(ascii: "}") {
    case UInt8(ascii: "\""):
      index += 1
      return LocatedText(text: try quotedText(from: start), location: start)
    case UInt8(ascii: "'"):
      throw source.diagnostic(
        "a value stands in single quotes", at: start, help: "use double quotes: \(key)=\"…\"")
    default:
      let text = word { _ in true }
      guard !text.isEmpty else {
        throw source.diagnostic(
          "the option \(key.quotedForMessage) has no value", at: start,
          help: "write the value right after the `=`, in double quotes if it holds spaces")
      }
      return LocatedText(text: text, location: start)
    }
  }

  /// The text up to the closing quote; a backslash keeps the character after it.
  private mutating func quotedText(from start: Location) throws(Diagnostic) -> String {
    var text: [UInt8] = []
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count { index += 1 }
      text.append(bytes[index])
      index += 1
    }
    guard index < bytes.count else {
      throw source.diagnostic(
        "the quoted value is not closed", at: start, help: "end the value with a double quote")
    }
    index += 1
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes up to white space, a brace or one that may not be part of the word.
  private mutating func word(_ isPart: (UInt8) -> Bool) -> String {
    let start = index
    while index < bytes.count, !FenceInfo.isSpace(bytes[index]), bytes[index] != UInt8(ascii: "}"),
      isPart(bytes[index])
    {
      index += 1
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func skipSpace() {
    while index < bytes.count, FenceInfo.isSpace(bytes[index]) { index += 1 }
  }
}
