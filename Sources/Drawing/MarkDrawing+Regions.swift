import Plots

extension MarkDrawing {
  func draw(_ regions: Figure.Regions) {
    let left = Int(plot.x * Canvas.scale)
    let top = Int(plot.y * Canvas.scale)
    let size = (width: Int(plot.width * Canvas.scale), height: Int(plot.height * Canvas.scale))
    var image = PixelImage(width: size.width, height: size.height, fill: theme.background)
    let across = (0..<size.width).map { column in
      GridPlace(
        x.value(at: (Double(left + column) + 0.5) / Canvas.scale), in: regions.grid.xRange,
        count: regions.grid.columns)
    }
    let paint = RegionPaint(regions, theme: theme)
    for row in 0..<size.height {
      let down = GridPlace(
        y.value(at: (Double(top + row) + 0.5) / Canvas.scale), in: regions.grid.yRange,
        count: regions.grid.rows)
      guard let down else { continue }
      for (column, place) in across.enumerated() {
        guard let place, let color = paint.color(at: place, down) else { continue }
        image.pixels[row * size.width + column] = color
      }
    }
    canvas.copy(image, toColumn: left, row: top)
    guard !regions.isClass else { return }
    let border = ContourTracing(regions.grid, level: 0.5, limit: budget.contourSegments)
    for line in border.lines {
      stroke(line.map { place($0.x, $0.y) }, theme.foreground, width: 1.25)
    }
  }
}

/// A place between two neighbours of a grid of samples.
struct GridPlace {
  let index: Int
  /// 0 at the sample with the index, 1 at the next.
  let fraction: Float

  /// The place of a number that may lie a little outside, as the edges of pixels do.
  init?(nearest value: Double, in range: ClosedRange<Double>, count: Int) {
    let slack = (range.upperBound / 2 - range.lowerBound / 2) * 0.02
    let isNear = value >= range.lowerBound - slack && value <= range.upperBound + slack
    guard isNear else { return nil }
    self.init(value.clamped(to: range), in: range, count: count)
  }

  init?(_ value: Double, in range: ClosedRange<Double>, count: Int) {
    let width = range.upperBound - range.lowerBound
    let position = (value - range.lowerBound) / width * Double(count - 1)
    guard position >= -1e-9, position <= Double(count - 1) + 1e-9 else { return nil }
    index = min(max(0, Int(position)), count - 2)
    fraction = Float(position - Double(index))
  }
}

/// Colours between the samples of decision regions.
struct RegionPaint {
  private let grid: Figure.PlaneGrid
  private let isClass: Bool
  private let classColors: [UInt32]
  private let probabilityColors: ColorMap

  init(_ regions: Figure.Regions, theme: Theme) {
    (grid, isClass) = (regions.grid, regions.isClass)
    let tints = (0..<7).map { index in
      theme.background.mixed(with: theme.color(.series(index)), 0.28)
    }
    classColors = tints.map(\.bits)
    probabilityColors = ColorMap(anchors: [
      theme.background.mixed(with: theme.color(.series(0)), 0.55), theme.background,
      theme.background.mixed(with: theme.color(.series(1)), 0.55),
    ])
  }

  /// The colour at a place, or nil where the classifier said nothing.
  func color(at across: GridPlace, _ down: GridPlace) -> UInt32? {
    let first = down.index * grid.columns + across.index
    let above = first + grid.columns
    let (a, b) = (grid.values[first], grid.values[first + 1])
    let (c, d) = (grid.values[above], grid.values[above + 1])
    if isClass {
      if a == b, a == c, a == d { return classColor(a) }
      return vote(a, b, c, d, across.fraction, down.fraction)
    }
    let lower = a + (b - a) * across.fraction
    let upper = c + (d - c) * across.fraction
    let value = lower + (upper - lower) * down.fraction
    return value.isNaN ? nil : probabilityColors[Double(value)].bits
  }

  /// The class with most weight among the four samples around, which gives smooth borders between classes.
  private func vote(
    _ a: Float, _ b: Float, _ c: Float, _ d: Float, _ x: Float, _ y: Float
  ) -> UInt32? {
    let samples = [
      (a, (1 - x) * (1 - y)), (b, x * (1 - y)), (c, (1 - x) * y), (d, x * y),
    ]
    var best: (value: Float, weight: Float) = (a, -1)
    for (value, _) in samples {
      let weight = samples.reduce(Float(0)) { $0 + ($1.0 == value ? $1.1 : 0) }
      if weight > best.weight { best = (value, weight) }
    }
    return classColor(best.value)
  }

  private func classColor(_ value: Float) -> UInt32? {
    guard value >= 0, value < 1e6 else { return nil }
    return classColors[Int(value) % classColors.count]
  }
}
