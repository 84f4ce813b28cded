import CCairo
import Plots

/// Draws the names of the series.
struct LegendDrawing {
  let canvas: Canvas
  let theme: Theme
  let style: TextStyle
  let placement: Figure.Legend
  private let entries: [Entry]

  private struct Entry {
    var text: String
    var mark: Figure.Mark?
  }

  private static let padding = 7.0
  private static let sampleWidth = 22.0
  private static let sampleGap = 7.0
  private static let entryLimit = 16
  private static let margin = 8.0
  /// The part of a legend that may cover data: the end of a line, a point or two.
  private static let tolerance = 0.012

  init(canvas: Canvas, theme: Theme, style: TextStyle, figure: Figure, placement: Figure.Legend) {
    self.canvas = canvas
    self.theme = theme
    self.style = style
    self.placement = placement
    let named = figure.marks.filter { !$0.label.isEmpty }
    var entries = named.prefix(Self.entryLimit).map { mark in
      Entry(text: canvas.fitted(mark.label, width: 220, style), mark: mark)
    }
    if named.count > entries.count {
      entries.append(Entry(text: "and \(named.count - entries.count) more"))
    }
    self.entries = placement == .none ? [] : entries
  }

  private var rowHeight: Double { style.size * 1.48 }

  /// Whether there is no name to show.
  var isEmpty: Bool { entries.isEmpty }

  /// The size of the legend, in points; nothing when there is no name to show.
  var size: (width: Double, height: Double) {
    guard !entries.isEmpty else { return (0, 0) }
    let widest = entries.map { canvas.width(of: $0.text, style) }.max() ?? 0
    return (
      2 * Self.padding + Self.sampleWidth + Self.sampleGap + widest,
      2 * Self.padding + Double(entries.count) * rowHeight - 4
    )
  }

  /// Where the legend goes: where it was asked to, or where it covers least of what was drawn; nil when it would
  /// cover too much wherever it is put.
  ///
  /// - Parameters:
  ///   - layout: Where the axes are.
  ///   - before: The pixels between the axes before data was drawn there.
  ///   - canMoveOut: Whether there is room for the legend beside the axes, rather than on data.
  /// - Returns: The place, in points.
  func place(in layout: AxesLayout, before: PixelImage, canMoveOut: Bool) -> Rectangle? {
    guard !entries.isEmpty else { return nil }
    let plot = layout.plot
    let (width, height) = size
    let (left, right) = (plot.x + Self.margin, plot.maxX - Self.margin - width)
    let (top, bottom) = (plot.y + Self.margin, plot.maxY - Self.margin - height)
    func at(_ x: Double, _ y: Double) -> Rectangle {
      Rectangle(x: x, y: y, width: width, height: height).aligned
    }
    switch placement {
    case .none: return nil
    case .topLeft: return at(left, top)
    case .topRight: return at(right, top)
    case .bottomLeft: return at(left, bottom)
    case .bottomRight: return at(right, bottom)
    case .outside: return at(plot.maxX + AxesLayout.gap, plot.y)
    case .automatic:
      let (middleX, middleY) = ((left + right) / 2, (top + bottom) / 2)
      let candidates = [
        at(right, top), at(left, top), at(right, bottom), at(left, bottom), at(right, middleY),
        at(left, middleY), at(middleX, top), at(middleX, bottom),
      ]
      let now = canvas.pixels(in: plot)
      let costs = candidates.map { candidate in
        now.differences(from: before, in: candidate.grown(by: 3), origin: plot)
      }
      let best = costs.indices.min { costs[$0] < costs[$1] } ?? 0
      let area = width * height * Canvas.scale * Canvas.scale
      let isFree = Double(costs[best]) <= area * Self.tolerance
      return isFree || !canMoveOut ? candidates[best] : nil
    }
  }

  func draw(at place: Rectangle) {
    if placement != .outside {
      canvas.fillRounded(
        Rectangle(
          x: place.x + 0.5, y: place.y + 0.5, width: place.width - 1, height: place.height - 1),
        radius: 3, theme.background, opacity: 0.88, frame: theme.frame)
    }
    var y = place.y + Self.padding - 2 + rowHeight / 2
    for entry in entries {
      let start = place.x + Self.padding
      if let mark = entry.mark { drawSample(of: mark, from: start, y) }
      canvas.draw(
        entry.text, at: Point(x: start + Self.sampleWidth + Self.sampleGap, y: y), style,
        vertical: .middle)
      y += rowHeight
    }
  }

  private func drawSample(of mark: Figure.Mark, from x: Double, _ y: Double) {
    let end = x + Self.sampleWidth
    let middle = Point(x: x + Self.sampleWidth / 2, y: y)
    switch mark {
    case .line(let line):
      let color = theme.color(line.color)
      let width = min(line.width, 5)
      canvas.line(
        from: Point(x: x, y: y), to: Point(x: end, y: y), color, width: width,
        dashes: line.style.dashes(width: width))
      drawMarker(line.marker, at: middle, diameter: min(10, max(4.5, width * 3)), color)
    case .reference(let line):
      canvas.line(
        from: Point(x: x, y: y), to: Point(x: end, y: y), theme.color(line.color), width: 1.25,
        dashes: line.style.dashes(width: 1.25))
    case .scatter(let scatter):
      drawMarker(scatter.marker, at: middle, diameter: 7, theme.color(scatter.color))
    case .bars(let bars): drawPatch(x, y, theme.color(bars.color), opacity: 1)
    case .histogram(let histogram): drawPatch(x, y, theme.color(histogram.color), opacity: 0.7)
    case .band(let band): drawPatch(x, y, theme.color(band.color), opacity: 0.3)
    case .texts, .heatMap, .images, .regions, .contours: break
    }
  }

  private func drawMarker(
    _ marker: Figure.Marker, at point: Point, diameter: Double, _ color: PixelColor
  ) {
    let stamp = Stamp(
      marker: marker, diameter: diameter, color: color, edge: nil, opacity: 1)
    canvas.stamp(
      stamp, at: [point],
      in: Rectangle(x: point.x - 20, y: point.y - 20, width: 40, height: 40))
  }

  private func drawPatch(_ x: Double, _ y: Double, _ color: PixelColor, opacity: Double) {
    canvas.fill(
      Rectangle(x: x + 2, y: (y - 4.5).rounded(), width: Self.sampleWidth - 4, height: 9), color,
      opacity: opacity)
  }
}
