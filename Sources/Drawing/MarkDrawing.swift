import CCairo
import Plots

/// Draws the data between the axes.
struct MarkDrawing {
  let canvas: Canvas
  let theme: Theme
  let figure: Figure
  let layout: AxesLayout
  let textSize: Double
  let budget: DrawingBudget

  var x: AxisMap { layout.x }
  var y: AxisMap { layout.y }
  var plot: Rectangle { layout.plot }

  /// What lies below the grid: the first heat map, and the last regions, which cover those before.
  func drawBackground() {
    let regions = figure.marks.last { if case .regions = $0 { true } else { false } }
    if case .regions(let regions) = regions { draw(regions) }
    if let contours = figure.filledContours { fill(contours) }
    if let map = figure.heatMap { draw(map) }
  }

  /// What lies on the grid, layer by layer.
  func drawForeground() {
    for mark in figure.marks { if case .contours(let contours) = mark { draw(contours) } }
    draw(figure.marks.compactMap { if case .band(let band) = $0 { band } else { nil } })
    let groups = figure.marks.count { if case .bars = $0 { true } else { false } }
    let hasManyHistograms =
      figure.marks.count { if case .histogram = $0 { true } else { false } } > 1
    // Bars that shine through show one another, but not the grid.
    for case .histogram(let histogram) in figure.marks { cover(histogram) }
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
    draw(figure.marks.compactMap { if case .line(let line) = $0 { line } else { nil } })
    for mark in figure.marks { if case .scatter(let scatter) = mark { draw(scatter) } }
    for mark in figure.marks { if case .texts(let texts) = mark { draw(texts) } }
    drawPlacedTexts()
  }

  /// The place of a point of the data; NaN where the axes cannot show it.
  func place(_ xValue: Double, _ yValue: Double) -> Point {
    Point(x: x.position(xValue), y: y.position(yValue))
  }

  func draw(_ texts: Figure.Texts) {
    guard texts.alignment != .automatic else { return }
    let style = TextStyle(size: textSize, color: theme.color(texts.color))
    for index in texts.texts.indices {
      let point = place(texts.x[index], texts.y[index])
      guard plot.contains(point) else { continue }
      let text = canvas.fitted(
        texts.texts[index].cleaned(limit: 80), width: plot.width, style)
      let width = canvas.width(of: text, style)
      // A text beside its point changes sides where it would leave the axes.
      var alignment = texts.alignment
      if alignment == .leading, point.x + 6 + width > plot.maxX { alignment = .trailing }
      if alignment == .trailing, point.x - 6 - width < plot.x { alignment = .leading }
      let (horizontal, vertical, dx, dy): (HorizontalAnchor, VerticalAnchor, Double, Double) =
        switch alignment {
        case .center: (.middle, .middle, 0, 0)
        case .leading: (.start, .middle, 6, 0)
        case .trailing: (.end, .middle, -6, 0)
        case .above: (.middle, .baseline, 0, -7)
        case .below: (.middle, .top, 0, 7)
        case .automatic: (.start, .middle, 6, 0)
        }
      // Any other moves as far as it has to.
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
