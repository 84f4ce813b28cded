import Plots

extension MarkDrawing {
  /// Colours the areas between heights.
  func fill(_ contours: Figure.Contours) {
    let (left, top) = (Int(plot.x * Canvas.scale), Int(plot.y * Canvas.scale))
    let size = (width: Int(plot.width * Canvas.scale), height: Int(plot.height * Canvas.scale))
    var image = PixelImage(width: size.width, height: size.height, fill: theme.background)
    // One column and one row more, so that each pixel knows how steep the ground is.
    let across = (0...size.width).map { column in
      GridPlace(
        nearest: x.value(at: Double(left + column) / Canvas.scale), in: contours.grid.xRange,
        count: contours.grid.columns)
    }
    var paint = AreaPaint(ContourColors(contours, theme: theme))
    var above = heights(contours.grid, at: 0, top, across)
    for row in 0..<size.height {
      let below = heights(contours.grid, at: row + 1, top, across)
      for column in 0..<size.width {
        let height = above[column]
        let (toRight, down) = (above[column + 1] - height, below[column] - height)
        guard let bits = paint.color(height, toRight, down) else { continue }
        image.pixels[row * size.width + column] = bits
      }
      above = below
    }
    canvas.copy(image, toColumn: left, row: top)
  }

  /// The heights along the upper edge of a row of pixels; NaN where nobody asked.
  private func heights(
    _ grid: Figure.PlaneGrid, at row: Int, _ top: Int, _ across: [GridPlace?]
  ) -> [Float] {
    let place = GridPlace(
      nearest: y.value(at: Double(top + row) / Canvas.scale), in: grid.yRange,
      count: grid.rows)
    guard let down = place else { return across.map { _ in .nan } }
    let first = down.index * grid.columns
    return across.map { place in
      guard let place else { return .nan }
      let (a, b) = (first + place.index, first + grid.columns + place.index)
      let (values, part) = (grid.values, place.fraction)
      let lower = values[a] + (values[a + 1] - values[a]) * part
      let upper = values[b] + (values[b + 1] - values[b]) * part
      return lower + (upper - lower) * down.fraction
    }
  }

  /// Draws the lines, with their heights where those are asked for.
  func draw(_ contours: Figure.Contours) {
    guard !contours.isFilled || contours.showsLabels || contours.color != nil else { return }
    let colors = ContourColors(contours, theme: theme)
    var labels = ContourLabels(canvas: canvas, plot: plot, size: textSize * 0.9)
    var segmentsLeft = budget.contourSegments
    for (index, level) in colors.levels.enumerated() where segmentsLeft > 0 {
      let tracing = ContourTracing(contours.grid, level: level, limit: segmentsLeft)
      segmentsLeft -= tracing.segmentCount
      let color = colors.line(index)
      for line in tracing.lines {
        let points = line.map { place($0.x, $0.y) }
        let parts =
          contours.showsLabels
          ? labels.label(points, with: colors.labels[index], colors.text(index)) : [points]
        for part in parts { stroke(part, color, width: contours.isFilled ? 0.75 : 1.5) }
      }
    }
    labels.draw()
    if contours.showsLabels, !colors.common.isEmpty {
      canvas.draw(
        colors.common, at: Point(x: plot.maxX, y: plot.y - 4),
        TextStyle(size: textSize, color: theme.secondary), horizontal: .end)
    }
  }
}

/// Chooses the colours of pixels by the heights there; borders between areas are smooth.
private struct AreaPaint {
  private let levels: [Float]
  private let colors: [PixelColor]
  /// The area of the pixel before, which is that of the next one most of the time.
  private var area = 0

  init(_ colors: ContourColors) {
    levels = colors.levels.map { Float($0) }
    self.colors = colors.areas
  }

  /// The colour where the ground has a height and rises as much to the next pixel to the right and down.
  mutating func color(_ height: Float, _ toRight: Float, _ down: Float) -> UInt32? {
    let middle = height + (toRight.isNaN ? 0 : toRight) / 2 + (down.isNaN ? 0 : down) / 2
    guard !middle.isNaN else { return nil }
    while area > 0, middle < levels[area - 1] { area -= 1 }
    while area < levels.count, middle >= levels[area] { area += 1 }
    let steepness = toRight.magnitude + down.magnitude
    if area < levels.count {
      let distance = (levels[area] - middle) / steepness
      if distance < 0.5 {
        return colors[area].mixed(with: colors[area + 1], Double(0.5 - distance)).bits
      }
    }
    if area > 0 {
      let distance = (middle - levels[area - 1]) / steepness
      if distance < 0.5 {
        return colors[area].mixed(with: colors[area - 1], Double(0.5 - distance)).bits
      }
    }
    return colors[area].bits
  }
}
