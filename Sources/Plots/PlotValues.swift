/// A number that a figure can place on an axis: `Int`, `Float` or `Double`.
public protocol PlotNumber: Comparable {
  /// The number as a figure stores it.
  var plotValue: Double { get }
}

extension Double: PlotNumber {
  /// The number itself.
  public var plotValue: Double { self }
}

extension Float: PlotNumber {
  /// The number, widened.
  public var plotValue: Double { Double(self) }
}

extension Int: PlotNumber {
  /// The number, rounded to the nearest `Double` where it is larger than 2^53.
  public var plotValue: Double { Double(self) }
}

extension UInt8: PlotNumber {
  /// The number, widened.
  public var plotValue: Double { Double(self) }
}

/// Numbers in order, one a point: arrays and slices of numbers, ranges of whole numbers, strides, and tensors.
///
/// A tensor gives its scalars in row-major order, whatever its shape.
public protocol PlotValues {
  /// The numbers as a figure stores them.
  var plotValues: [Double] { get }
}

extension Array: PlotValues where Element: PlotNumber {
  /// The elements as a figure stores them.
  public var plotValues: [Double] { map(\.plotValue) }
}

extension ArraySlice: PlotValues where Element: PlotNumber {
  /// The elements as a figure stores them.
  public var plotValues: [Double] { map(\.plotValue) }
}

extension Range: PlotValues where Bound == Int {
  /// The whole numbers of the range.
  public var plotValues: [Double] { map(\.plotValue) }
}

extension ClosedRange: PlotValues where Bound == Int {
  /// The whole numbers of the range.
  public var plotValues: [Double] { map(\.plotValue) }
}

extension StrideTo: PlotValues where Element: PlotNumber {
  /// The numbers of the stride.
  public var plotValues: [Double] { map(\.plotValue) }
}

extension StrideThrough: PlotValues where Element: PlotNumber {
  /// The numbers of the stride.
  public var plotValues: [Double] { map(\.plotValue) }
}

extension [Double] {
  /// The smallest and the largest number that is neither infinite nor NaN.
  package var finiteRange: ClosedRange<Double>? {
    var lower = Double.infinity
    var upper = -Double.infinity
    for value in self where value.isFinite {
      lower = Swift.min(lower, value)
      upper = Swift.max(upper, value)
    }
    return lower <= upper ? lower...upper : nil
  }
}

extension Double {
  /// The nearest number within bounds; NaN becomes the lower one.
  package func clamped(to bounds: ClosedRange<Double>) -> Double {
    isNaN ? bounds.lowerBound : Swift.min(Swift.max(self, bounds.lowerBound), bounds.upperBound)
  }
}
