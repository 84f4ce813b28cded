import Plots

/// The heights of contour lines, and the colours of the lines and of the areas between them.
struct ContourColors {
  /// The heights, in order.
  let levels: [Double]
  /// The texts of the heights.
  let labels: [String]
  /// What all texts have in common: "×10⁻³".
  let common: String
  /// The colours of the areas: below the first height, between the first two, … above the last.
  let areas: [PixelColor]
  private let lineColors: [PixelColor]
  private let textColors: [PixelColor]

  init(_ contours: Figure.Contours, theme: Theme) {
    let data = contours.grid.values.plotValues.finiteRange ?? 0...0
    if contours.levels.isEmpty, data.lowerBound < data.upperBound {
      // Fewer than asked for at one step, more at the next finer one: what is nearer.
      let choices = [2, 3, 4, 5].map { part in
        TickSelection.linear(data, limit: max(2, contours.count * part / 2))
      }
      let ticks =
        choices.min {
          abs($0.major.count - contours.count) < abs($1.major.count - contours.count)
        } ?? choices[0]
      levels = ticks.major.map(\.value)
      labels = ticks.major.map(\.label)
      common = ticks.common
    } else {
      levels = contours.levels
      labels = levels.map { TickLabels.signed(NumberText.significant($0, digits: 6)) }
      common = ""
    }
    let isDiverging =
      contours.colors == .diverging
      || contours.colors == .automatic && data.lowerBound < 0 && data.upperBound > 0
    let scale =
      isDiverging ? .diverging : contours.colors == .automatic ? .viridis : contours.colors
    let map = ColorMap(scale, theme: theme)
    let (levels, areas): ([Double], [PixelColor])
    levels = self.levels
    if isDiverging, let first = levels.first, let last = levels.last {
      // Equally far from 0 is equally strong; the outermost areas are a little beyond their heights.
      let reach = max(first.magnitude, last.magnitude, 1e-290)
      let edges = [first] + levels + [last]
      areas = zip(edges, edges.dropFirst()).enumerated().map { index, ends in
        let isOutermost = index == 0 || index == levels.count
        let middle = ends.0 / 2 + ends.1 / 2
        return map[0.5 + middle / reach * (isOutermost ? 0.5 : 0.45)]
      }
    } else {
      let count = Double(max(1, levels.count))
      areas = (0...levels.count).map { map[levels.isEmpty ? 0.5 : Double($0) / count] }
    }
    self.areas = areas
    if let color = contours.color {
      lineColors = levels.map { _ in theme.color(color) }
    } else if contours.isFilled {
      lineColors = zip(areas, areas.dropFirst()).map { $0.mixed(with: $1, 0.5).readableInk }
    } else {
      lineColors = zip(areas, areas.dropFirst()).map { below, above in
        below.mixed(with: above, 0.5).readable(on: theme, contrast: 3)
      }
    }
    textColors =
      contours.isFilled ? lineColors : lineColors.map { $0.readable(on: theme, contrast: 4.5) }
  }

  /// The colour of the line at the n-th height.
  func line(_ index: Int) -> PixelColor { lineColors[index] }

  /// The colour of its text, which needs more contrast than a line.
  func text(_ index: Int) -> PixelColor { textColors[index] }
}

extension PixelColor {
  /// The contrast with another colour: 1 for none, 21 for black and white.
  func contrast(with other: PixelColor) -> Double {
    let (one, two) = (luminance + 0.05, other.luminance + 0.05)
    return max(one, two) / min(one, two)
  }

  /// The colour, moved towards that of texts until it can be told from the background.
  func readable(on theme: Theme, contrast wanted: Double) -> PixelColor {
    var part = 0.0
    var color = self
    while color.contrast(with: theme.background) < wanted, part < 1 {
      part += 0.05
      color = mixed(with: theme.foreground, part)
    }
    return color
  }
}
