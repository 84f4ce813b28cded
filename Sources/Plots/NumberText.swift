/// Numbers as people write them: no "1.0000000e-05", no "0.30000000000000004".
///
/// Built on the shortest decimal digits that name the number, which the standard library finds; so nothing here
/// depends on a C library, a locale or Foundation.
package enum NumberText {
  /// The number with that many digits after the point.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return special(value) }
    var digits = DecimalDigits(value)
    digits.round(keeping: digits.exponent + decimals)
    return digits.text(decimals: decimals)
  }

  /// The number rounded to that many significant digits, without trailing zeros; "1.5e-7" when it is far from 1.
  package static func significant(_ value: Double, digits count: Int = 4) -> String {
    guard value.isFinite else { return special(value) }
    var digits = DecimalDigits(value)
    digits.round(keeping: count)
    if digits.digits.isEmpty { return "0" }
    if digits.exponent < -3 || digits.exponent > max(7, count) { return digits.scientificText }
    // Digits left of the point are never rounded away: 12345 stays 12345.
    if digits.exponent > count {
      digits = DecimalDigits(value)
      digits.round(keeping: digits.exponent)
    }
    return digits.text(decimals: max(0, digits.digits.count - digits.exponent))
  }

  /// How many digits after the point `significant` writes.
  package static func decimals(_ value: Double, digits count: Int = 4) -> Int {
    guard value.isFinite else { return 0 }
    var digits = DecimalDigits(value)
    digits.round(keeping: max(count, digits.exponent))
    return max(0, digits.digits.count - digits.exponent)
  }

  private static func special(_ value: Double) -> String {
    value.isNaN ? "NaN" : value < 0 ? "-∞" : "∞"
  }
}

/// A finite number as 0.d₁d₂d₃… × 10^exponent, with no digits for zero.
package struct DecimalDigits: Equatable {
  package private(set) var isNegative: Bool
  package private(set) var digits: [UInt8] = []
  package private(set) var exponent = 0

  package init(_ value: Double) {
    isNegative = value < 0
    var pointSeen = false
    var explicit = 0
    var bytes = value.magnitude.description.utf8[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = byte - UInt8(ascii: "0")
        if digit != 0 || !digits.isEmpty { digits.append(digit) }
        if !pointSeen, !digits.isEmpty { exponent += 1 }
        if pointSeen, digits.isEmpty { exponent -= 1 }
      case UInt8(ascii: "."):
        pointSeen = true
      default:
        explicit = Int(String(decoding: bytes, as: UTF8.self)) ?? 0
        bytes = bytes.suffix(0)
      }
    }
    exponent = digits.isEmpty ? 0 : exponent + explicit
    dropTrailingZeros()
  }

  /// Rounds to the first digits, half away from zero.
  package mutating func round(keeping count: Int) {
    guard count < digits.count else { return }
    let roundsUp = count >= 0 && digits[count] >= 5
    digits.removeLast(digits.count - max(0, count))
    if roundsUp {
      var index = digits.count - 1
      while index >= 0, digits[index] == 9 {
        digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        digits[index] += 1
      } else {
        digits.insert(1, at: 0)
        exponent += 1
      }
    }
    dropTrailingZeros()
    if digits.isEmpty { (isNegative, exponent) = (false, 0) }
  }

  /// The digits with that many after the point, filled up with zeros.
  package func text(decimals: Int) -> String {
    var text = isNegative ? "-" : ""
    if exponent <= 0 { text.append("0") }
    for index in 0..<max(0, exponent) { text.append(character(at: index)) }
    if decimals > 0 { text.append(".") }
    for offset in 0..<max(0, decimals) { text.append(character(at: exponent + offset)) }
    return text
  }

  /// The digits as in "-1.25e-7".
  package var scientificText: String {
    var text = isNegative ? "-" : ""
    text.append(character(at: 0))
    if digits.count > 1 { text.append(".") }
    for index in digits.indices.dropFirst() { text.append(character(at: index)) }
    return text + "e\(exponent - 1)"
  }

  private func character(at index: Int) -> Character {
    guard digits.indices.contains(index) else { return "0" }
    return Character(Unicode.Scalar(UInt8(ascii: "0") + digits[index]))
  }

  private mutating func dropTrailingZeros() {
    while digits.last == 0 { digits.removeLast() }
  }
}
