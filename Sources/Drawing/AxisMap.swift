import Glibc
import Plots

/// From numbers to places along one axis and back.
struct AxisMap {
  /// The numbers at the two ends: finite, in order, apart, and positive where the scale is logarithmic.
  let range: ClosedRange<Double>
  let scale: Figure.Scale
  /// The places of the two ends, in points.
  let start: Double
  let end: Double
  private let lower: Double
  private let factor: Double

  init(range: ClosedRange<Double>, scale: Figure.Scale, start: Double, end: Double) {
    self.range = range
    self.scale = scale
    self.start = start
    self.end = end
    lower = scale == .log ? log10(range.lowerBound) : range.lowerBound
    let upper = scale == .log ? log10(range.upperBound) : range.upperBound
    factor = (end - start) / (upper - lower)
  }

  /// The place of a number; NaN for what the axis cannot show. Far outside, places are cut off, so that they
  /// stay within the fixed-point numbers of the drawing library.
  func position(_ value: Double) -> Double {
    let number = scale == .log ? log10(value) : value
    guard number.isFinite else { return .nan }
    return min(max(start + (number - lower) * factor, -1e6), 1e6)
  }

  /// The number at a place.
  func value(at position: Double) -> Double {
    let number = lower + (position - start) / factor
    return scale == .log ? pow(10, number) : number
  }
}
