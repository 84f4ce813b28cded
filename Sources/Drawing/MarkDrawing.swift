import CCairo
import Plots

/// Draws the data between the axes.
struct MarkDrawing {
  let canvas: Canvas
  let theme: Theme
  let figure: Figure
  let layout: AxesLayout
  let textSize: Double

  var x: AxisMap { layout.x }
  var y: AxisMap { layout.y }
  var plot: Rectangle { layout.plot }

  /// What lies below the grid.
  func drawBackground() {
    for mark in figure.marks {
      switch mark {
      case .regions(let regions): draw(regions)
      case .heatMap(let map): draw(map)
      default: continue
      }
    }
  }

  /// What lies on the grid, layer by layer.
  func drawForeground() {
    for mark in figure.marks { if case .band(let band) = mark { draw(band) } }
    let groups = figure.marks.count { if case .bars = $0 { true } else { false } }
    let hasManyHistograms =
      figure.marks.count { if case .histogram = $0 { true } else { false } } > 1
    var group = 0
    for mark in figure.marks {
      if case .bars(let bars) = mark {
        draw(bars, group: group, of: groups)
        group += 1
      } else if case .histogram(let histogram) = mark {
        draw(histogram, isOneOfMany: hasManyHistograms)
      }
    }
    for mark in figure.marks { if case .reference(let line) = mark { draw(line) } }
    for mark in figure.marks { if case .line(let line) = mark { draw(line) } }
    for mark in figure.marks { if case .scatter(let scatter) = mark { draw(scatter) } }
    for mark in figure.marks { if case .texts(let texts) = mark { draw(texts) } }
  }

  /// The place of a point of the data; NaN where the axes cannot show it.
  func place(_ xValue: Double, _ yValue: Double) -> Point {
    Point(x: x.position(xValue), y: y.position(yValue))
  }

  func draw(_ texts: Figure.Texts) {
    let style = TextStyle(size: textSize, color: theme.color(texts.color))
    // Each text costs more than a point; those beyond could not be read either.
    for index in texts.texts.indices.prefix(5_000) {
      let point = place(texts.x[index], texts.y[index])
      guard plot.contains(point) else { continue }
      let (horizontal, vertical, dx, dy): (HorizontalAnchor, VerticalAnchor, Double, Double) =
        switch texts.alignment {
        case .center: (.middle, .middle, 0, 0)
        case .leading: (.start, .middle, 6, 0)
        case .trailing: (.end, .middle, -6, 0)
        case .above: (.middle, .baseline, 0, -7)
        case .below: (.middle, .top, 0, 7)
        }
      let text = canvas.fitted(texts.texts[index], width: plot.width, style)
      // A text that would leave the axes moves back inside.
      let width = canvas.width(of: text, style)
      let left = point.x + dx - width * horizontal.rawValue
      let shift = max(plot.x - left, min(0, plot.maxX - left - width))
      canvas.draw(
        text, at: Point(x: point.x + dx + shift, y: point.y + dy), style,
        horizontal: horizontal, vertical: vertical)
    }
  }
}

extension Figure.LineStyle {
  /// The lengths of strokes and gaps for a line of a width, in points.
  func dashes(width: Double) -> [Double] {
    let unit = max(width, 1)
    switch self {
    case .solid: return []
    case .dashed: return [4 * unit, 2.5 * unit]
    case .dotted: return [1 * unit, 1.8 * unit]
    case .dashDotted: return [5 * unit, 2 * unit, 1 * unit, 2 * unit]
    }
  }
}
