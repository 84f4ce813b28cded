/// What the texts of options and settings mean; nil where a text means nothing.
enum OptionValue {
  /// Points: a number from 0 to 1000.
  static func points(_ text: String) -> Double? {
    guard let value = decimal(text), value <= 1000 else { return nil }
    return value
  }

  /// Seconds: `10m`, `30s`, `500ms`, `1h` or a number of seconds; above 0, at most a day.
  static func seconds(_ text: String) -> Double? {
    let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("", 1)]
    guard let value = quantity(text, units: units), value > 0, value <= 86400 else { return nil }
    return value
  }

  /// Bytes: `512MB`, `2GB`, `1GiB`, `64KB` or a number of bytes; above 0, at most 1 TiB.
  static func bytes(_ text: String) -> Int? {
    let units: [(String, Double)] = [
      ("KiB", 0x1p10), ("MiB", 0x1p20), ("GiB", 0x1p30), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9),
      ("", 1),
    ]
    guard let value = quantity(text, units: units), value >= 1, value <= 0x1p40 else { return nil }
    return Int(value)
  }

  /// `true` or `false`.
  static func boolean(_ text: String) -> Bool? { Bool(text) }

  /// `public` or `hidden`.
  static func isPublic(_ text: String) -> Bool? { ["public": true, "hidden": false][text] }

  /// A whole number in decimal digits.
  static func wholeNumber<Number: FixedWidthInteger>(_ text: String) -> Number? {
    guard !text.isEmpty, text.utf8.allSatisfy(isDigit) else { return nil }
    return Number(text)
  }

  private static func quantity(_ text: String, units: [(String, Double)]) -> Double? {
    for (unit, factor) in units where text.hasSuffix(unit) {
      return decimal(String(text.dropLast(unit.count))).map { $0 * factor }
    }
    return nil
  }

  /// Digits with at most one point between them. `Double` alone would take `nan`, `0x1p3` and `1e9`.
  private static func decimal(_ text: String) -> Double? {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard text.utf8.count <= 32, parts.count <= 2,
      parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) })
    else { return nil }
    return Double(text)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
