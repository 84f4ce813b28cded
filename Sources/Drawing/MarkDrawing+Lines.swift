import CCairo
import Plots

extension MarkDrawing {
  /// No line is drawn with more segments than this.
  private static let segmentLimit = 60_000
  /// Segments that are stroked together; the time for crossing segments grows faster than their number.
  private static let segmentsAtOnce = 400
  /// Beyond this length, in points, dashes could not be told apart, and there would be too many.
  private static let dashedLengthLimit = 100_000.0

  func draw(_ line: Figure.Line) {
    let points = Self.reduced(points(line.x, line.y))
    let color = theme.color(line.color)
    stroke(
      points, color, width: line.width, opacity: line.opacity,
      dashes: line.style.dashes(width: line.width))
    if line.marker != .none {
      let stamp = Stamp(
        marker: line.marker, diameter: max(4.5, line.width * 3), color: color,
        edge: theme.background, opacity: line.opacity)
      canvas.stamp(stamp, at: points.lazy.filter { !$0.x.isNaN }, in: plot.grown(by: 4))
    }
  }

  /// The places of points; NaN where there is a gap.
  func points(_ xs: [Double], _ ys: [Double]) -> [Point] {
    zip(xs, ys).map { place($0, $1) }
  }

  /// Strokes a line through points, with gaps at those that are NaN.
  func stroke(
    _ points: [Point], _ color: PixelColor, width: Double, opacity: Double = 1,
    dashes: [Double] = []
  ) {
    let room = plot.grown(by: 20)
    let context = canvas.context
    canvas.setColor(color, opacity: opacity)
    cairo_set_line_width(context, width)
    let isTooLong = !dashes.isEmpty && length(of: points) > Self.dashedLengthLimit
    let isSolid = dashes.isEmpty || isTooLong
    cairo_set_dash(context, dashes, isSolid ? 0 : Int32(dashes.count), 0)
    var pen: Point?
    var segments = 0
    for (start, end) in zip(points, points.dropFirst()) {
      guard !start.x.isNaN, !start.y.isNaN, !end.x.isNaN, !end.y.isNaN,
        let visible = room.clip(start, end)
      else {
        pen = nil
        continue
      }
      if pen != visible.start { cairo_move_to(context, visible.start.x, visible.start.y) }
      cairo_line_to(context, visible.end.x, visible.end.y)
      pen = visible.end
      segments += 1
      if isSolid, opacity == 1, segments % Self.segmentsAtOnce == 0 {
        cairo_stroke(context)
        pen = nil
      }
    }
    cairo_stroke(context)
    cairo_set_dash(context, nil, 0, 0)
  }

  private func length(of points: [Point]) -> Double {
    let room = plot.grown(by: 20)
    return zip(points, points.dropFirst()).reduce(0) { sum, ends in
      guard let visible = room.clip(ends.0, ends.1) else { return sum }
      let part = abs(visible.end.x - visible.start.x) + abs(visible.end.y - visible.start.y)
      return part.isNaN ? sum : sum + part
    }
  }

  /// Few enough points to draw: of a run within one column of pixels, the first, the lowest, the highest and the
  /// last look the same as all; and never more than the limit.
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
    guard result.count > segmentLimit else { return result }
    let step = (result.count + segmentLimit - 1) / segmentLimit
    return stride(from: 0, to: result.count, by: step).map { result[$0] }
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

  func draw(_ reference: Figure.ReferenceLine) {
    let (a, b, c) = (reference.xFactor, reference.yFactor, reference.constant)
    var points: [Point] = []
    if a == 0 {
      let height = y.position(-c / b)
      points = [Point(x: plot.x, y: height), Point(x: plot.maxX, y: height)]
    } else if b == 0 {
      let middle = x.position(-c / a)
      points = [Point(x: middle, y: plot.y), Point(x: middle, y: plot.maxY)]
    } else {
      // A straight line is bent where an axis is logarithmic, and steep lines are found from the other axis.
      let isSteep =
        abs(a) * (x.range.upperBound - x.range.lowerBound)
        > abs(b) * (y.range.upperBound - y.range.lowerBound)
      let steps = 256
      for step in 0...steps {
        let part = Double(step) / Double(steps)
        if isSteep {
          let value = y.value(at: plot.maxY - part * plot.height)
          points.append(place(-(b * value + c) / a, value))
        } else {
          let value = x.value(at: plot.x + part * plot.width)
          points.append(place(value, -(a * value + c) / b))
        }
      }
    }
    stroke(
      points, theme.color(reference.color), width: 1.25,
      dashes: reference.style.dashes(width: 1.25))
  }

  func draw(_ band: Figure.Band) {
    let lower = points(band.x, band.lower).map(limited)
    let upper = points(band.x, band.upper).map(limited)
    canvas.setColor(theme.color(band.color), opacity: 0.2)
    var run: [Int] = []
    let step = max(1, band.x.count / Self.segmentLimit)
    for index in stride(from: 0, to: band.x.count, by: step) {
      let numbers = [lower[index].x, lower[index].y, upper[index].y]
      if numbers.allSatisfy({ !$0.isNaN }) {
        run.append(index)
      } else {
        fill(run, lower, upper)
        run = []
      }
    }
    fill(run, lower, upper)
  }

  private func fill(_ run: [Int], _ lower: [Point], _ upper: [Point]) {
    guard run.count > 1 else { return }
    for index in run { cairo_line_to(canvas.context, upper[index].x, upper[index].y) }
    for index in run.reversed() { cairo_line_to(canvas.context, lower[index].x, lower[index].y) }
    cairo_close_path(canvas.context)
    cairo_fill(canvas.context)
  }

  /// The point no further than some way outside the axes, where nobody sees the difference.
  private func limited(_ point: Point) -> Point {
    guard !point.x.isNaN, !point.y.isNaN else { return point }
    return Point(
      x: min(max(point.x, plot.x - 2_000), plot.maxX + 2_000),
      y: min(max(point.y, plot.y - 2_000), plot.maxY + 2_000))
  }
}
