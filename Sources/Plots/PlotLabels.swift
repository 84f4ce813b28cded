/// Texts in order, one a bar, row or picture: arrays of texts or numbers, ranges of whole numbers, and tensors.
public protocol PlotLabels {
  /// The texts as a figure stores them.
  var plotLabels: [String] { get }
}

extension Array: PlotLabels where Element: CustomStringConvertible {
  /// The elements in words.
  public var plotLabels: [String] { map(\.description) }
}

extension ArraySlice: PlotLabels where Element: CustomStringConvertible {
  /// The elements in words.
  public var plotLabels: [String] { map(\.description) }
}

extension Range: PlotLabels where Bound == Int {
  /// The whole numbers of the range.
  public var plotLabels: [String] { map(\.description) }
}

extension ClosedRange: PlotLabels where Bound == Int {
  /// The whole numbers of the range.
  public var plotLabels: [String] { map(\.description) }
}
