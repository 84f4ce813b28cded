import Glibc
import Plots

/// Puts the heights of contour lines into gaps of the lines.
struct ContourLabels {
  let canvas: Canvas
  let plot: Rectangle
  let size: Double

  private struct Label {
    var text: String
    var middle: Point
    var width: Double
    var angle: Double
    var color: PixelColor
  }

  private var placed: [Label] = []

  /// The room between the text and the ends of the line, in points.
  private static let gap = 3.0
  /// Beyond as many labels nobody would read them.
  private static let limit = 300

  init(canvas: Canvas, plot: Rectangle, size: Double) {
    self.canvas = canvas
    self.plot = plot
    self.size = size
  }

  /// Finds the straightest place of a line that is long enough, and returns what is left of the line.
  mutating func label(
    _ points: [Point], with text: String, _ color: PixelColor
  ) -> [[Point]] {
    let style = TextStyle(size: size, color: color)
    let width = canvas.width(of: text, style)
    let needed = width + 2 * Self.gap
    let lengths = Self.lengths(along: points)
    guard let length = lengths.last, length >= max(2.2 * needed, 50), length.isFinite,
      placed.count < Self.limit
    else { return [points] }
    var best: (cost: Double, start: Double, label: Label)?
    for step in 0...40 {
      let start = (length - needed) * Double(step) / 40
      let (from, to) = (
        Self.point(at: start, points, lengths), Self.point(at: start + needed, points, lengths)
      )
      let chord = hypot(to.x - from.x, to.y - from.y)
      let middle = Point(x: (from.x + to.x) / 2, y: (from.y + to.y) / 2)
      var angle = atan2(to.y - from.y, to.x - from.x)
      if angle > .pi / 2 { angle -= .pi } else if angle < -.pi / 2 { angle += .pi }
      // Straight and level is best, then near the middle of the line.
      let cost =
        (needed - chord) / needed * 10 + angle.magnitude * 0.2
        + (Double(step) / 40 - 0.5).magnitude * 0.4
      let label = Label(text: text, middle: middle, width: width, angle: angle, color: color)
      guard chord > 0.85 * needed, isFree(label), cost < best?.cost ?? .infinity else { continue }
      best = (cost, start, label)
    }
    guard let best else { return [points] }
    placed.append(best.label)
    return [
      Self.part(0, best.start, points, lengths),
      Self.part(best.start + needed, length, points, lengths),
    ]
  }

  func draw() {
    for label in placed {
      canvas.draw(
        label.text, at: label.middle, TextStyle(size: size, color: label.color),
        horizontal: .middle, vertical: .middle, angle: label.angle)
    }
  }

  private func isFree(_ label: Label) -> Bool {
    let reach = label.width / 2
    let room = plot.grown(by: -size * 0.7)
    for side in [-reach, reach] {
      let end = Point(
        x: label.middle.x + side * cos(label.angle), y: label.middle.y + side * sin(label.angle))
      if !room.contains(end) { return false }
    }
    return placed.allSatisfy { other in
      hypot(other.middle.x - label.middle.x, other.middle.y - label.middle.y)
        > max(reach, other.width / 2) + size
    }
  }

  private static func lengths(along points: [Point]) -> [Double] {
    var total = 0.0
    return points.indices.map { index in
      if index > 0 {
        total += hypot(
          points[index].x - points[index - 1].x, points[index].y - points[index - 1].y)
      }
      return total
    }
  }

  private static func point(at length: Double, _ points: [Point], _ lengths: [Double]) -> Point {
    let after = lengths.firstIndex { $0 >= length } ?? points.count - 1
    guard after > 0 else { return points[0] }
    let span = lengths[after] - lengths[after - 1]
    let part = span > 0 ? (length - lengths[after - 1]) / span : 0
    let (from, to) = (points[after - 1], points[after])
    return Point(x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part)
  }

  private static func part(
    _ start: Double, _ end: Double, _ points: [Point], _ lengths: [Double]
  ) -> [Point] {
    let inner = points.indices.filter { lengths[$0] > start && lengths[$0] < end }
    return [point(at: start, points, lengths)] + inner.map { points[$0] }
      + [point(at: end, points, lengths)]
  }
}
