import Glibc
import Plots

/// A place on an axis that is named.
struct Tick: Equatable {
  var value: Double
  var label: String
}

/// The ticks of an axis.
struct TickSelection: Equatable {
  /// Ticks with labels and, where there is a grid, lines.
  var major: [Tick]
  /// Ticks without either.
  var minor: [Double] = []
  /// What all labels have in common: "×10⁻³", "+ 1500".
  var common = ""

  /// Round numbers in a range, at steps of 1, 2, 2.5 or 5 times a power of ten.
  ///
  /// - Parameters:
  ///   - range: A finite range with some width.
  ///   - limit: How many ticks there may be, at least 2.
  ///   - isWhole: Whether only whole numbers make sense.
  /// - Returns: The ticks from left to right.
  static func linear(
    _ range: ClosedRange<Double>, limit: Int, isWhole: Bool = false
  ) -> TickSelection {
    let step = roundStep(
      atLeast: (range.upperBound - range.lowerBound) / Double(limit), isWhole, in: range, limit)
    let values = multiples(of: step, in: range)
    let (labels, common) = TickLabels.linear(values.map(\.self), step: step.value)
    return TickSelection(
      major: zip(values, labels).map { Tick(value: $0, label: $1) }, common: common)
  }

  /// A step as its leading digits times a power of ten.
  private struct Step {
    var mantissa: Double
    var exponent: Int

    var value: Double { scaled(mantissa) }

    /// The number times the power of ten, with one rounding where the power is exact.
    func scaled(_ number: Double) -> Double {
      exponent < 0 ? number / pow(10, Double(-exponent)) : number * pow(10, Double(exponent))
    }
  }

  private static func roundStep(
    atLeast smallest: Double, _ isWhole: Bool, in range: ClosedRange<Double>, _ limit: Int
  ) -> Step {
    let start = max(-300, Int(log10(smallest).rounded(.down)))
    for exponent in start...(start + 2) {
      for mantissa in [1, 2, 2.5, 5] {
        let step = Step(mantissa: mantissa, exponent: exponent)
        if isWhole, step.value != step.value.rounded() { continue }
        if count(of: step, in: range) <= limit { return step }
      }
    }
    return Step(mantissa: 1, exponent: max(isWhole ? 0 : start, start + 3))
  }

  private static func indices(of step: Step, in range: ClosedRange<Double>) -> (Double, Double) {
    // Ends that miss a round number by an error of rounding still have their tick.
    let slack = (range.upperBound - range.lowerBound) / step.value * 1e-9
    return (
      (range.lowerBound / step.value - slack).rounded(.up),
      (range.upperBound / step.value + slack).rounded(.down)
    )
  }

  private static func count(of step: Step, in range: ClosedRange<Double>) -> Int {
    let (first, last) = indices(of: step, in: range)
    return Int(min(max(last - first + 1, 0), 1e6))
  }

  private static func multiples(of step: Step, in range: ClosedRange<Double>) -> [Double] {
    let (first, last) = indices(of: step, in: range)
    return (0..<count(of: step, in: range)).map { index in
      step.scaled(min(first + Double(index), last) * step.mantissa)
    }
  }

  /// Powers of ten in a range and, where those are few, round numbers between.
  static func logarithmic(_ range: ClosedRange<Double>, limit: Int) -> TickSelection {
    let first = Int((log10(range.lowerBound) - 1e-9).rounded(.up))
    let last = Int((log10(range.upperBound) + 1e-9).rounded(.down))
    let decades = max(0, last - first + 1)
    guard decades >= 2 else { return betweenDecades(range, first, last, limit: limit) }
    let stride = (decades + limit - 1) / max(1, limit)
    let exponents = (first...last).filter { ($0 - first) % stride == 0 }
    let isPlain = first >= -3 && last <= 4
    let major = exponents.map { exponent in
      Tick(
        value: pow(10, Double(exponent)),
        label: isPlain
          ? NumberText.fixed(pow(10, Double(exponent)), decimals: max(0, -exponent))
          : "10" + TickLabels.superscript(exponent))
    }
    let minor =
      stride > 1 ? (first...last).map { pow(10, Double($0)) } : steps(range, first, last, 2...9)
    return TickSelection(major: major, minor: decades <= 12 || stride > 1 ? minor : [])
  }

  /// Ticks where a logarithmic axis shows less than two powers of ten.
  private static func betweenDecades(
    _ range: ClosedRange<Double>, _ first: Int, _ last: Int, limit: Int
  ) -> TickSelection {
    let values = [1.0, 2, 5].flatMap { mantissa in
      (first - 1...max(first - 1, last)).map { mantissa * pow(10, Double($0)) }
    }
    let inside = values.filter { range.contains($0) }.sorted()
    guard inside.count >= 3, inside.count <= limit else { return linear(range, limit: limit) }
    return TickSelection(
      major: inside.map { Tick(value: $0, label: TickLabels.signed(NumberText.significant($0))) },
      minor: steps(range, first, last, 2...9))
  }

  private static func steps(
    _ range: ClosedRange<Double>, _ first: Int, _ last: Int, _ mantissas: ClosedRange<Int>
  ) -> [Double] {
    (first - 1...max(first - 1, last)).flatMap { exponent in
      mantissas.map { Double($0) * pow(10, Double(exponent)) }
    }.filter { range.contains($0) }
  }

  /// The ticks that somebody asked for, as far as the axis shows them.
  static func custom(_ values: [Double], labels: [String], in range: ClosedRange<Double>)
    -> TickSelection
  {
    let places = values.indices.filter { range.contains(values[$0]) }.prefix(200)
    return TickSelection(
      major: places.map { index in
        Tick(
          value: values[index],
          label: labels.isEmpty
            ? TickLabels.signed(NumberText.significant(values[index], digits: 6))
            : labels[index].cleaned(limit: 100))
      })
  }
}
