import Glibc
import Plots

/// The texts at ticks.
enum TickLabels {
  /// Labels with equally many digits after the point, and what was taken out of all of them.
  ///
  /// Very large and very small numbers lose a power of ten; numbers that differ only behind their sixth digit
  /// lose what they have in common.
  static func linear(_ values: [Double], step: Double) -> (labels: [String], common: String) {
    let largest = values.map(\.magnitude).max() ?? 0
    guard largest > 0, largest.isFinite else { return (values.map { _ in "0" }, "") }
    let offset = commonOffset(values, step: step, largest: largest)
    if offset != 0 {
      let (labels, power) = linear(values.map { $0 - offset }, step: step)
      let sign = offset < 0 ? "−" : "+"
      let amount = NumberText.significant(offset.magnitude, digits: 15)
      return (labels, [power, sign + " " + amount].filter { !$0.isEmpty }.joined(separator: " "))
    }
    let exponent = DecimalDigits(largest).exponent - 1
    let digits = DecimalDigits(step)
    let decimals = digits.digits.count - digits.exponent
    guard exponent >= 6 || exponent < -3 else {
      return (values.map { signed(NumberText.fixed($0, decimals: max(0, decimals))) }, "")
    }
    let labels = values.map { value in
      signed(
        NumberText.fixed(scaled(value, -exponent), decimals: min(12, max(0, decimals + exponent))))
    }
    return (labels, "×10" + superscript(exponent))
  }

  /// The number times a power of ten, also where the power itself is out of range.
  private static func scaled(_ value: Double, _ exponent: Int) -> Double {
    let half = exponent / 2
    return value * pow(10, Double(half)) * pow(10, Double(exponent - half))
  }

  /// A round number that all values share, when what differs begins behind their sixth digit.
  private static func commonOffset(_ values: [Double], step: Double, largest: Double) -> Double {
    guard let smallest = values.map(\.magnitude).min(), smallest / step >= 1e5 else { return 0 }
    let spread = step * Double(max(2, values.count))
    let unit = pow(10, Double(DecimalDigits(spread).exponent))
    guard unit.isFinite, unit > 0, let first = values.first else { return 0 }
    return (first / unit).rounded(.towardZero) * unit
  }

  /// The text with the minus of typographers, which is as wide as a plus.
  static func signed(_ text: String) -> String {
    text.hasPrefix("-") ? "−" + text.dropFirst() : text
  }

  /// A whole number as small raised digits.
  static func superscript(_ number: Int) -> String {
    let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    let text = String(
      number.magnitude.description.compactMap { $0.wholeNumberValue.map { digits[$0] } })
    return number < 0 ? "⁻" + text : text
  }
}
