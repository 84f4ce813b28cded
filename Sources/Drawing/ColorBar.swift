import Plots

/// The scale beside a figure that tells which colour is which number.
enum ColorBar {
  /// Colours that pass into one another.
  case gradient(HeatMapColors)
  /// A block for each area between heights.
  case blocks(ContourColors)

  init?(_ figure: Figure, theme: Theme) {
    if let map = figure.heatMap {
      guard !map.fitsNumbers else { return nil }
      self = .gradient(HeatMapColors(map, theme: theme))
    } else if let contours = figure.filledContours {
      let colors = ContourColors(contours, theme: theme)
      guard !colors.levels.isEmpty else { return nil }
      self = .blocks(colors)
    } else {
      return nil
    }
  }
}

extension Figure {
  /// The contours whose colours need a scale: the last ones that are filled cover those before.
  var filledContours: Contours? {
    for case .contours(let contours) in marks.reversed() where contours.isFilled { return contours }
    return nil
  }

  /// Whether the plane is coloured all over.
  var coversPlane: Bool { hasRegions || filledContours != nil }
}

extension AxesDrawing {
  func draw(_ colorBar: ColorBar, in bar: Rectangle) {
    switch colorBar {
    case .gradient(let colors): draw(colors, in: bar)
    case .blocks(let colors): draw(colors, in: bar)
    }
  }

  private func draw(_ colors: HeatMapColors, in bar: Rectangle) {
    let scale = Canvas.scale
    let (left, top) = (Int(bar.x * scale), Int(bar.y * scale))
    var image = PixelImage(
      width: Int(bar.width * scale), height: Int(bar.height * scale), fill: theme.background)
    for row in 0..<image.height {
      let fraction = 1 - (Double(row) + 0.5) / Double(image.height)
      let bits = colors.color(at: fraction).bits
      for column in 0..<image.width { image.pixels[row * image.width + column] = bits }
    }
    canvas.copy(image, toColumn: left, row: top)
    let range = colors.range
    let width = range.upperBound - range.lowerBound
    guard width > 1e-290, width.isFinite else { return }
    let map = AxisMap(range: range, scale: .linear, start: bar.maxY, end: bar.y)
    let ticks = TickSelection.linear(range, limit: max(2, min(7, Int(bar.height / 34))))
    for tick in ticks.major { draw(tick.label, beside: bar, at: map.position(tick.value)) }
    drawCommon(ticks.common, over: bar)
  }

  private func draw(_ colors: ContourColors, in bar: Rectangle) {
    let height = bar.height / Double(colors.areas.count)
    // Labels keep their distance, so of many heights only every n-th is named.
    let step = max(1, Int((styles.tick.size * 1.6 / max(height, 0.01)).rounded(.up)))
    for (index, color) in colors.areas.enumerated() {
      let lower = bar.maxY - Double(index) * height
      canvas.fill(
        Rectangle(x: bar.x, y: lower - height, width: bar.width, height: height), color)
    }
    for (index, label) in colors.labels.enumerated() where index % step == 0 {
      draw(label, beside: bar, at: bar.maxY - Double(index + 1) * height)
    }
    drawCommon(colors.common, over: bar)
  }

  private func draw(_ label: String, beside bar: Rectangle, at y: Double) {
    canvas.horizontal(y, from: bar.maxX, to: bar.maxX + 3, theme.axis, width: 1)
    canvas.draw(
      canvas.fitted(label, width: 42, styles.tick), at: Point(x: bar.maxX + 6, y: y),
      styles.tick, vertical: .middle)
  }

  private func drawCommon(_ text: String, over bar: Rectangle) {
    canvas.draw(
      text, at: Point(x: bar.maxX + 40, y: bar.y - 6), styles.tick, horizontal: .end)
  }
}
