/// One way of writing numbers for all numbers of a tensor, so that their columns line up.
///
/// Whole numbers get no decimals; others as many as they need, at most four, and no more than seven
/// digits in all, which is what a `Float` holds. Only where the largest number is very large or
/// very small, or where most numbers would look like zero, an exponent.
internal struct NumberFormat {
  private let style: Style
  private let width: Int

  private enum Style {
    case fixed(decimals: Int)
    case exponent
  }

  internal init(for numbers: [Float]) {
    let finite = numbers.filter(\.isFinite)
    let largest = finite.lazy.map(\.magnitude).max() ?? 0
    let whole = finite.allSatisfy { $0.rounded() == $0 }
    if largest >= 1e8 || (largest > 0 && largest < 1e-3) {
      style = .exponent
    } else if whole {
      style = .fixed(decimals: 0)
    } else {
      var wholeDigits = 1
      while largest >= powersOfTen[wholeDigits] { wholeDigits += 1 }
      var decimals = min(4, max(7 - wholeDigits, 1))
      let smallest = 0.5 / powersOfTen[decimals]
      let vanishing = finite.count { $0 != 0 && $0.magnitude < smallest }
      while decimals > 1 && finite.allSatisfy({ NumberFormat.hasZero(at: decimals, $0) }) {
        decimals -= 1
      }
      // The gradients of a net that learns nothing are not to look like zeros.
      let isMisleading = 2 * vanishing > finite.count { $0 != 0 }
      style = isMisleading ? .exponent : .fixed(decimals: decimals)
    }
    let style = style
    width = numbers.lazy.map { NumberFormat.text($0, style).count }.max() ?? 0
  }

  /// The number, padded on the left to the width of the widest.
  internal func padded(_ number: Float) -> String {
    let text = NumberFormat.text(number, style)
    return String(repeating: " ", count: max(width - text.count, 0)) + text
  }

  /// Whether the last of so many decimals would be 0.
  private static func hasZero(at decimals: Int, _ number: Float) -> Bool {
    let units = (Double(number.magnitude) * Double(powersOfTen[decimals])).rounded()
    return units.truncatingRemainder(dividingBy: 10) == 0
  }

  private static func text(_ number: Float, _ style: Style) -> String {
    if number.isNaN { return "nan" }
    let sign = number < 0 ? "-" : ""
    if number.isInfinite { return sign + "inf" }
    return switch style {
    case .fixed(let decimals): sign + fixed(Double(number.magnitude), decimals)
    case .exponent: sign + exponent(Double(number.magnitude))
    }
  }

  private static func fixed(_ magnitude: Double, _ decimals: Int) -> String {
    let scale = Int(powersOfTen[decimals])
    let units = Int((magnitude * Double(scale)).rounded())
    if decimals == 0 { return String(units) }
    let fraction = String(units % scale)
    return "\(units / scale)." + String(repeating: "0", count: decimals - fraction.count) + fraction
  }

  /// Four digits and a power of ten, such as `1.234e-05`.
  private static func exponent(_ magnitude: Double) -> String {
    var exponent = 0
    var significand = magnitude
    while significand >= 9.9995 {
      significand /= 10
      exponent += 1
    }
    while significand > 0 && significand < 0.99995 {
      significand *= 10
      exponent -= 1
    }
    let digits = String(exponent.magnitude)
    return fixed(significand, 3) + (exponent < 0 ? "e-" : "e+") + (digits.count < 2 ? "0" : "")
      + digits
  }
}

private let powersOfTen: InlineArray<9, Float> = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8]
