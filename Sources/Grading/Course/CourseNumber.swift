import Foundation

/// Numbers in the files of a course.
public enum CourseNumber {
  /// Reads digits with at most one point between them; nil for all else. `Double` alone would take `nan`,
  /// `0x1p3` and `1e9`.
  ///
  /// - Parameter text: the text, without spaces.
  /// - Returns: the number.
  public static func read(_ text: String) -> Double? {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard text.utf8.count <= 20, parts.count <= 2,
      parts.allSatisfy({ part in !part.isEmpty && part.allSatisfy { (48...57).contains($0) } })
    else { return nil }
    return Double(text)
  }

  /// A number without a needless `.0`.
  public static func text(_ value: Double) -> String {
    let rounded = rounded(value)
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : "\(rounded)"
  }

  /// A number with at most two decimals, and without needless zeros.
  public static func short(_ value: Double) -> String { text((value * 100).rounded() / 100) }

  /// Rounds to a millionth, so that thirds add up to wholes.
  static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }
}
