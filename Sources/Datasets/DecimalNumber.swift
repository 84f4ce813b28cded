/// Reads numbers in decimal notation.
enum DecimalNumber {
  /// The number nearest to a text such as `-12.5` or `1e-3`, or nil when the text is anything else.
  ///
  /// Words (`nan`, `inf`), hexadecimal digits and numbers too large for a `Float` are not numbers here.
  static func parse(_ text: ArraySlice<UInt8>) -> Float? {
    guard isDecimal(text) else { return nil }
    guard let value = Float(String(decoding: text, as: UTF8.self)), value.isFinite else {
      return nil
    }
    return value
  }

  /// Whether a text is: a sign or none, digits, a point and digits or none, an exponent or none.
  private static func isDecimal(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    skipSign(&rest)
    guard skipDigits(&rest) else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard skipDigits(&rest) else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      skipSign(&rest)
      guard skipDigits(&rest) else { return false }
    }
    return rest.isEmpty
  }

  private static func skipSign(_ text: inout ArraySlice<UInt8>) {
    if text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+") { text.removeFirst() }
  }

  /// Drops leading digits; false when there is none.
  private static func skipDigits(_ text: inout ArraySlice<UInt8>) -> Bool {
    let count = text.count
    text = text.drop { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    return text.count < count
  }
}
