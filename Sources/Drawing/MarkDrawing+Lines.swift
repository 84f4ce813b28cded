import CCairo
import Plots

/// A line on its way to the canvas.
struct PlacedLine {
  var line: Figure.Line
  /// Where its points lie; NaN where there is a gap.
  var points: [Point]
}

extension MarkDrawing {
  /// Segments that are stroked together; the time for segments that cross grows faster than their number.
  private static let segmentsAtOnce = 8
  /// Beyond this length, in points, dashes could not be told apart.
  private static let dashedLengthLimit = 20_000.0

  /// Draws all lines; where they are so long and so many that it would take too long, with every n-th point.
  func draw(_ lines: [Figure.Line]) {
    let placed = lines.map { PlacedLine(line: $0, points: Self.reduced(points($0.x, $0.y))) }
    let cost = placed.reduce(0) { sum, placed in
      let factor = (1 + placed.line.width / 20) * (placed.line.style == .solid ? 1 : 5)
      return sum + length(of: placed.points) * factor
        + Double(placed.points.count) * DrawingBudget.segmentCost
    }
    let step = max(1, Int(min(cost / budget.strokeLength, 1e6).rounded(.up)))
    for var placed in placed {
      if step > 1 {
        placed.points = stride(from: 0, to: placed.points.count, by: step).map { placed.points[$0] }
      }
      draw(placed)
    }
  }

  private func draw(_ placed: PlacedLine) {
    let line = placed.line
    let color = theme.color(line.color)
    stroke(
      placed.points, color, width: line.width, dashes: line.style.dashes(width: line.width),
      opacity: line.opacity)
    let stamp = Stamp(
      marker: line.marker, diameter: max(4.5, line.width * 3), color: color,
      edge: theme.background, opacity: line.opacity)
    self.stamp(stamp, at: placed.points)
  }

  /// The places of points; NaN where there is a gap.
  private func points(_ xs: [Double], _ ys: [Double]) -> [Point] {
    zip(xs, ys).map { place($0, $1) }
  }

  /// Strokes a line through points, with gaps at those that are NaN.
  func stroke(
    _ points: [Point], _ color: PixelColor, width: Double, dashes: [Double] = [],
    opacity: Double = 1
  ) {
    let room = plot.grown(by: 20)
    let context = canvas.context
    // As a whole, so that a line is not darker where it crosses itself.
    if opacity < 1 { cairo_push_group(context) }
    var path = VectorPath()
    let isWrittenDown = canvas.vectors?.isAbandoned == false
    canvas.setColor(color)
    cairo_set_line_width(context, width)
    let isSolid = dashes.isEmpty || length(of: points) > Self.dashedLengthLimit
    cairo_set_dash(context, dashes, isSolid ? 0 : Int32(dashes.count), 0)
    // Round ends look like the round joints that they stand for where a line is stroked in parts.
    cairo_set_line_cap(context, isSolid ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
    var (pen, written): (Point?, Point?)
    var segments = 0
    for (start, end) in zip(points, points.dropFirst()) {
      guard !start.x.isNaN, !start.y.isNaN, !end.x.isNaN, !end.y.isNaN,
        let visible = room.clip(start, end)
      else {
        pen = nil
        continue
      }
      if pen != visible.start {
        cairo_move_to(context, visible.start.x, visible.start.y)
        if isWrittenDown, written != visible.start { path.move(to: visible.start) }
      }
      cairo_line_to(context, visible.end.x, visible.end.y)
      if isWrittenDown { path.addLine(to: visible.end) }
      (pen, written) = (visible.end, visible.end)
      segments += 1
      if isSolid, segments % Self.segmentsAtOnce == 0 {
        cairo_stroke(context)
        pen = nil
      }
    }
    cairo_stroke(context)
    cairo_set_dash(context, nil, 0, 0)
    cairo_set_line_cap(context, CAIRO_LINE_CAP_BUTT)
    if opacity < 1 {
      cairo_pop_group_to_source(context)
      cairo_paint_with_alpha(context, opacity)
    }
    canvas.vectors?.addStroke(
      path, color, width: width, dashes: isSolid ? [] : dashes, isRound: isSolid,
      opacity: opacity)
  }

  /// How long the visible parts of a line are together, in points.
  private func length(of points: [Point]) -> Double {
    let room = plot.grown(by: 20)
    return zip(points, points.dropFirst()).reduce(0) { sum, ends in
      guard let visible = room.clip(ends.0, ends.1) else { return sum }
      let part = abs(visible.end.x - visible.start.x) + abs(visible.end.y - visible.start.y)
      return part.isNaN ? sum : sum + part
    }
  }

  /// Few enough points to draw: of a run within one column of pixels, the first, the lowest, the highest and the
  /// last look the same as all.
  static func reduced(_ points: [Point]) -> [Point] {
    guard points.count > 4_000 else { return points }
    var result: [Point] = []
    var run = 0..<0
    for index in points.indices {
      let column = (points[index].x * Canvas.scale).rounded(.down)
      if !run.isEmpty, column == (points[run.lowerBound].x * Canvas.scale).rounded(.down) {
        run = run.lowerBound..<(index + 1)
      } else {
        appendExtremes(of: points[run], to: &result)
        run = index..<(index + 1)
      }
    }
    appendExtremes(of: points[run], to: &result)
    return result
  }

  private static func appendExtremes(of run: ArraySlice<Point>, to result: inout [Point]) {
    guard run.count > 4 else { return result.append(contentsOf: run) }
    // A gap in the run compares as neither lower nor higher, so it has to be looked for.
    if run.contains(where: { $0.y.isNaN }) {
      result.append(contentsOf: run.filter { !$0.y.isNaN }.prefix(4))
      result.append(Point(x: .nan, y: .nan))
      return
    }
    var (low, high) = (run.startIndex, run.startIndex)
    for index in run.indices {
      if run[index].y < run[low].y { low = index }
      if run[index].y > run[high].y { high = index }
    }
    for index in Set([run.startIndex, low, high, run.endIndex - 1]).sorted() {
      result.append(run[index])
    }
  }
}
