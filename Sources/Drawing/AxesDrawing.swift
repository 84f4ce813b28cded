import Plots

/// Draws a figure with axes.
struct AxesDrawing {
  let canvas: Canvas
  let theme: Theme
  let styles: TextStyles
  let figure: Figure
  let budget: DrawingBudget

  /// Draws the figure; a legend that would cover data wherever it is put moves out of the axes.
  func draw(in frame: Rectangle) {
    let before = canvas.vectors?.position
    guard !draw(in: frame, withLegendAt: figure.legend) else { return }
    if let before { canvas.vectors?.rewind(to: before) }
    canvas.fill(frame, theme.background)
    _ = draw(in: frame, withLegendAt: .outside)
  }

  /// Draws the figure, or stops before the axes when there is no room for the legend, and returns false.
  private func draw(in frame: Rectangle, withLegendAt placement: Figure.Legend) -> Bool {
    let legend = LegendDrawing(
      canvas: canvas, theme: theme, style: styles.legend, figure: figure, placement: placement)
    let finder = AxesLayoutFinder(
      canvas: canvas, styles: styles, figure: figure,
      legendWidth: placement == .outside ? legend.size.width : 0)
    let layout = finder.layout(in: frame)
    let marks = MarkDrawing(
      canvas: canvas, theme: theme, figure: figure, layout: layout, textSize: styles.tick.size,
      budget: budget)
    canvas.clipped(to: layout.plot) { marks.drawBackground() }
    if figure.heatMap == nil { drawGrid(layout) }
    let before = canvas.pixels(in: layout.plot)
    canvas.clipped(to: layout.plot) { marks.drawForeground() }
    let place = legend.place(
      in: layout, before: before, canMoveOut: legend.size.width < frame.width * 0.35)
    if place == nil, !legend.isEmpty { return false }
    drawAxes(layout)
    drawLabels(layout, in: frame)
    if let colorBar = ColorBar(figure, theme: theme), let bar = layout.colorBar {
      draw(colorBar, in: bar)
    }
    if let place { legend.draw(at: place) }
    return true
  }

  private func drawGrid(_ layout: AxesLayout) {
    let plot = layout.plot
    // Over coloured regions a grid would be noise.
    guard !figure.coversPlane else { return }
    if figure.categories == nil {
      for tick in layout.xTicks.major {
        canvas.vertical(
          layout.x.position(tick.value), from: plot.y, to: plot.maxY, theme.grid, width: 1)
      }
    }
    for tick in layout.yTicks.major {
      canvas.horizontal(
        layout.y.position(tick.value), from: plot.x, to: plot.maxX, theme.grid, width: 1)
    }
  }

  private func drawAxes(_ layout: AxesLayout) {
    let plot = layout.plot
    if figure.heatMap == nil {
      canvas.horizontal(plot.maxY, from: plot.x - 0.5, to: plot.maxX, theme.axis, width: 1)
      canvas.vertical(plot.x, from: plot.y, to: plot.maxY, theme.axis, width: 1)
      if figure.coversPlane || figure.hasEqualAspect {
        canvas.horizontal(plot.y, from: plot.x, to: plot.maxX, theme.axis, width: 1)
        canvas.vertical(plot.maxX, from: plot.y, to: plot.maxY, theme.axis, width: 1)
      }
    }
    let length = AxesLayout.tickLength
    if figure.categories == nil, figure.heatMap == nil {
      for tick in layout.xTicks.major {
        canvas.vertical(
          layout.x.position(tick.value), from: plot.maxY, to: plot.maxY + length, theme.axis,
          width: 1)
      }
    }
    if figure.heatMap == nil {
      for tick in layout.yTicks.major {
        canvas.horizontal(
          layout.y.position(tick.value), from: plot.x - length, to: plot.x, theme.axis, width: 1)
      }
    }
    for value in layout.xTicks.minor {
      canvas.vertical(
        layout.x.position(value), from: plot.maxY, to: plot.maxY + length / 2, theme.axis,
        width: 0.5)
    }
    for value in layout.yTicks.minor {
      canvas.horizontal(
        layout.y.position(value), from: plot.x - length / 2, to: plot.x, theme.axis, width: 0.5)
    }
  }

  private func drawLabels(_ layout: AxesLayout, in frame: Rectangle) {
    let plot = layout.plot
    let below = plot.maxY + AxesLayout.tickLength + 4
    for tick in layout.xTicks.major {
      let place = Point(x: layout.x.position(tick.value), y: below)
      if layout.slantsLabels {
        canvas.draw(
          tick.label, at: Point(x: place.x + 3, y: place.y), styles.tick, horizontal: .end,
          vertical: .middle, angle: AxesLayout.slant)
      } else {
        for (line, text) in tick.label.split(separator: "\n").enumerated() {
          canvas.draw(
            String(text),
            at: Point(
              x: place.x, y: place.y + Double(line) * styles.tick.size * Canvas.lineHeight),
            styles.tick, horizontal: .middle, vertical: .top)
        }
      }
    }
    for tick in layout.yTicks.major {
      canvas.draw(
        tick.label,
        at: Point(
          x: plot.x - AxesLayout.tickLength - 4, y: layout.y.position(tick.value)),
        styles.tick, horizontal: .end, vertical: .middle)
    }
    canvas.draw(
      layout.yTicks.common, at: Point(x: plot.x, y: plot.y - 6), styles.tick, horizontal: .start)
    let last = frame.maxY - 8
    canvas.draw(
      layout.xTicks.common, at: Point(x: plot.maxX, y: last), styles.tick, horizontal: .end,
      vertical: .bottom)
    drawTitles(layout, in: frame, last: last)
  }

  private func drawTitles(_ layout: AxesLayout, in frame: Rectangle, last: Double) {
    let plot = layout.plot
    let xLabel = canvas.fitted(figure.xLabel, width: frame.width - 16, styles.label)
    let xWidth = canvas.width(of: xLabel, styles.label)
    let below =
      layout.slantsLabels
      ? last
      : plot.maxY + AxesLayout.tickLength + 8
        + Double(layout.labelLines) * styles.tick.size * Canvas.lineHeight
        + styles.label.size * 0.98
    canvas.draw(
      xLabel, at: Point(x: frame.middle(plot.midX, width: xWidth), y: below), styles.label,
      horizontal: .middle, vertical: layout.slantsLabels ? .bottom : .baseline)
    let yLabel = canvas.fitted(figure.yLabel, width: frame.height - 16, styles.label)
    let height = canvas.width(of: yLabel, styles.label)
    let widest = layout.yTicks.major.map { canvas.width(of: $0.label, styles.tick) }.max() ?? 0
    canvas.draw(
      yLabel,
      at: Point(
        x: plot.x - AxesLayout.tickLength - 4 - widest - 7,
        y: min(
          max(plot.midY, frame.y + 8 + height / 2), frame.maxY - 8 - height / 2)),
      styles.label, horizontal: .middle, angle: -Double.pi / 2)
    let title = canvas.fitted(figure.title, width: frame.width - 16, styles.title)
    let width = canvas.width(of: title, styles.title)
    let extra = layout.yTicks.common.isEmpty ? 0 : styles.tick.size * Canvas.lineHeight
    canvas.draw(
      title,
      at: Point(
        x: frame.middle(plot.midX, width: width),
        y: max(frame.y + 10, plot.y - extra - TextStyles.titleHeight + 10)),
      styles.title, horizontal: .middle, vertical: .top)
  }
}

extension Rectangle {
  /// The place nearest to a wish where something of a width, centred there, stays inside.
  fileprivate func middle(_ wish: Double, width: Double) -> Double {
    min(max(wish, x + 8 + width / 2), maxX - 8 - width / 2)
  }
}

extension Figure {
  /// Whether the plane is coloured by a classifier.
  var hasRegions: Bool {
    marks.contains { if case .regions = $0 { true } else { false } }
  }
}
