import Checks
import Plots
import Tensors

extension Tensor: Checkable {
  /// The scalars with their shape.
  public var checkValue: CheckValue {
    .numbers(shape: shape.dimensions, scalars: scalars.map(Double.init))
  }
}

extension Shape: Checkable {
  /// The dimensions.
  public var checkValue: CheckValue {
    .numbers(shape: [dimensions.count], scalars: dimensions.map(Double.init))
  }
}

extension Figure: Checkable {
  /// The names and sizes of the series, those of its panels included.
  public var checkValue: CheckValue {
    func series(of summary: FigureSummary) -> [FigureSummary.Series] {
      summary.series + summary.panels.flatMap(series)
    }
    let all = series(of: summary)
    return .figure(title: title, series: all.map(\.label), counts: all.map(\.count))
  }
}
