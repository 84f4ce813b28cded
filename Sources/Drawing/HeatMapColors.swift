import Plots

/// How the numbers of a heat map become colours.
struct HeatMapColors {
  /// The numbers at the two ends of the colours.
  let range: ClosedRange<Double>
  private let colors: ColorMap

  init(_ map: Figure.HeatMap, theme: Theme) {
    let data = map.matrix.values.finiteRange ?? 0...1
    let isDiverging =
      map.colors == .diverging || (map.colors == .automatic && data.lowerBound < 0)
    colors = ColorMap(isDiverging ? .diverging : map.colors, theme: theme)
    let largest = max(data.lowerBound.magnitude, data.upperBound.magnitude)
    if isDiverging {
      range = -max(largest, 1e-290)...max(largest, 1e-290)
    } else if data.lowerBound < data.upperBound {
      // Counts are compared with none.
      let isCount = data.lowerBound > 0 && map.showsNumbers
      range = (isCount ? 0 : data.lowerBound)...data.upperBound
    } else {
      range = min(0, data.lowerBound)...max(data.upperBound, 1e-290)
    }
  }

  /// The colour of a number; nil when it is not finite.
  func color(_ value: Double) -> PixelColor? {
    guard value.isFinite else { return nil }
    // Halves, so that the width of the widest range is still finite.
    let (start, half) = (range.lowerBound / 2, range.upperBound / 2 - range.lowerBound / 2)
    return colors[half > 0 ? (value / 2 - start) / half : 0.5]
  }

  /// The colour part of the way along the scale.
  func color(at fraction: Double) -> PixelColor { colors[fraction] }
}

extension Figure.HeatMap {
  /// Whether there are few enough cells to write their numbers; else a scale of colours explains them.
  var fitsNumbers: Bool {
    showsNumbers && matrix.rows <= 25 && matrix.columns <= 25
  }

  /// Whether the matrix is of a shape that suits square cells.
  var hasSquareCells: Bool {
    let ratio = Double(max(1, matrix.columns)) / Double(max(1, matrix.rows))
    return ratio > 0.25 && ratio < 4
  }

  /// The texts in the cells.
  var numberTexts: [String] {
    let finite = matrix.values.filter(\.isFinite)
    let isWhole = finite.allSatisfy { $0 == $0.rounded() && $0.magnitude < 1e7 }
    let largest = finite.map(\.magnitude).max() ?? 0
    return matrix.values.map { value in
      guard value.isFinite else { return "–" }
      if isWhole { return TickLabels.signed(NumberText.fixed(value, decimals: 0)) }
      return TickLabels.signed(
        largest <= 10 && largest >= 0.1
          ? NumberText.fixed(value, decimals: 2) : NumberText.significant(value, digits: 3))
    }
  }
}
