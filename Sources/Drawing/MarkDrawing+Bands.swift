import Plots

extension MarkDrawing {
  /// Draws bands; when there are very many, the first of them.
  func draw(_ bands: [Figure.Band]) {
    let pixels = max(1, plot.width * plot.height * Canvas.scale * Canvas.scale)
    for band in bands.prefix(max(1, Int(budget.bandPixels / pixels))) {
      var area = BandArea(plot)
      var stepsLeft = budget.bandSteps
      var last: (x: Double, lower: Double, upper: Double)?
      for index in band.x.indices where stepsLeft > 0 {
        let edge = (
          x: x.position(band.x[index]), lower: y.position(band.lower[index]),
          upper: y.position(band.upper[index])
        )
        guard !edge.x.isNaN, !edge.lower.isNaN, !edge.upper.isNaN else {
          last = nil
          continue
        }
        if let last { stepsLeft -= area.add(from: last, to: edge) }
        last = edge
      }
      canvas.fill(area, theme.color(band.color), opacity: 0.2)
      writeDown(band)
    }
  }
}

extension MarkDrawing {
  private func writeDown(_ band: Figure.Band) {
    guard canvas.vectors?.isAbandoned == false else { return }
    // More points than columns of pixels are better left to those.
    guard band.x.count <= 2_000 else {
      canvas.vectors?.abandon()
      return
    }
    var path = VectorPath()
    var run: [(above: Point, below: Point)] = []
    for index in band.x.indices {
      let (upper, lower) = (
        place(band.x[index], band.upper[index]), place(band.x[index], band.lower[index])
      )
      let isGap = upper.x.isNaN || upper.y.isNaN || lower.y.isNaN
      if !isGap { run.append((upper, lower)) }
      if isGap || index == band.x.count - 1, run.count > 1 {
        path.addLines(run.map(\.above) + run.reversed().map(\.below), isClosed: true)
      }
      if isGap { run = [] }
    }
    canvas.vectors?.addFill(path, theme.color(band.color), opacity: 0.2)
  }
}

/// The area between two edges, which run from left to right: for every column of pixels, where it begins and ends.
///
/// A path with as many crossing edges as a noisy band has would take the drawing library minutes.
struct BandArea {
  /// Parts of a pixel that are looked at on their own, so that steep edges are smooth.
  static let parts = 4

  /// The first column of pixels, and the rows that can be seen.
  let left: Int
  let rows: Range<Int>
  /// The upper and the lower end of each part of each column, in pixels.
  private(set) var tops: [Double]
  private(set) var bottoms: [Double]

  init(_ plot: Rectangle) {
    left = max(0, Int(plot.x * Canvas.scale))
    rows = max(0, Int(plot.y * Canvas.scale))..<max(0, Int(plot.maxY * Canvas.scale))
    let count = Int(plot.width * Canvas.scale) * Self.parts
    tops = Array(repeating: .infinity, count: count)
    bottoms = Array(repeating: -.infinity, count: count)
  }

  /// The number of columns of pixels.
  var width: Int { tops.count / Self.parts }

  /// Adds what is between two neighbours on the edges, and returns how many steps that took.
  mutating func add(
    from start: (x: Double, lower: Double, upper: Double),
    to end: (x: Double, lower: Double, upper: Double)
  ) -> Double {
    let (first, last) = start.x <= end.x ? (start, end) : (end, start)
    let scale = Canvas.scale * Double(Self.parts)
    let origin = Double(left * Self.parts)
    let from = min(max(first.x * scale - origin, 0), Double(tops.count))
    let to = min(max(last.x * scale - origin, 0), Double(tops.count))
    guard last.x * scale >= origin, first.x * scale <= origin + Double(tops.count) else { return 1 }
    for part in Int(from)..<max(Int(from), min(tops.count, Int(to) + 1)) {
      // The middle of the part or, where both points are within it, one of them.
      let middle = min(max((origin + Double(part) + 0.5) / scale, first.x), last.x)
      let fraction = last.x > first.x ? (middle - first.x) / (last.x - first.x) : 0
      let lower = first.lower + (last.lower - first.lower) * fraction
      let upper = first.upper + (last.upper - first.upper) * fraction
      tops[part] = min(tops[part], min(lower, upper) * Canvas.scale)
      bottoms[part] = max(bottoms[part], max(lower, upper) * Canvas.scale)
    }
    return to - from + 1
  }
}

extension Canvas {
  /// Fills the area between two edges.
  func fill(_ area: BandArea, _ color: PixelColor, opacity: Double) {
    withPixels { pixels in
      for column in 0..<min(area.width, width - area.left) {
        let parts = column * BandArea.parts..<(column + 1) * BandArea.parts
        let top = max(Double(area.rows.lowerBound), area.tops[parts].min() ?? .infinity)
        let bottom = min(Double(area.rows.upperBound), area.bottoms[parts].max() ?? -.infinity)
        guard top < bottom else { continue }
        for row in Int(top)..<min(height, Int(bottom.rounded(.up))) {
          let covered = parts.reduce(0.0) { sum, part in
            let (upper, lower) = (area.tops[part], area.bottoms[part])
            return sum + max(0, min(Double(row + 1), lower) - max(Double(row), upper))
          }
          let place = row * stride + area.left + column
          pixels[place] = PixelColor(bits: pixels[place])
            .blended(with: color, opacity * covered / Double(BandArea.parts))
        }
      }
    }
  }
}

extension PixelColor {
  /// The colour with another one on top that covers a part of it.
  fileprivate func blended(with above: PixelColor, _ part: Double) -> UInt32 {
    let weight = UInt32((part * 256).clamped(to: 0...256))
    let redBlue = ((bits & 0xFF00FF) &* (256 - weight) &+ (above.bits & 0xFF00FF) &* weight) >> 8
    let green =
      ((bits >> 8 & 0xFF) &* (256 - weight) &+ (above.bits >> 8 & 0xFF) &* weight) & 0xFF00
    return (redBlue & 0xFF00FF) | green
  }
}
