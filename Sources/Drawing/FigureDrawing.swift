import Plots

/// Draws a figure into a part of a canvas.
struct FigureDrawing {
  let canvas: Canvas
  let theme: Theme
  var budget = DrawingBudget(share: 1)

  /// Draws the figure, whatever its kind, into the frame.
  func draw(_ figure: Figure, in frame: Rectangle) {
    let styles = TextStyles(theme: theme, width: frame.width)
    if !figure.panels.isEmpty {
      drawGrid(figure, in: drawTitle(figure.title, over: frame, middle: frame.midX, styles))
    } else if let images = figure.images {
      let room = drawTitle(figure.title, over: frame, middle: frame.midX, styles)
      draw(images, in: room.inset(left: 8, top: 4, right: 8, bottom: 8), styles)
    } else {
      AxesDrawing(canvas: canvas, theme: theme, styles: styles, figure: figure, budget: budget)
        .draw(in: frame)
    }
  }

  /// Draws the title and returns what is left below it.
  private func drawTitle(
    _ title: String, over frame: Rectangle, middle: Double, _ styles: TextStyles
  ) -> Rectangle {
    let text = canvas.fitted(title, width: frame.width - 16, styles.title)
    guard !text.isEmpty else { return frame.inset(top: 4) }
    canvas.draw(
      text, at: Point(x: middle, y: frame.y + 10), styles.title, horizontal: .middle,
      vertical: .top)
    return frame.inset(top: TextStyles.titleHeight)
  }

  private func drawGrid(_ figure: Figure, in room: Rectangle) {
    let grid = figure.panelGrid
    let (scaleX, scaleY) = (
      room.width / max(1, grid.widths.reduce(0, +)),
      room.height / max(1, grid.heights.reduce(0, +))
    )
    let part = FigureDrawing(
      canvas: canvas, theme: theme, budget: budget.divided(by: figure.panels.count))
    var y = room.y
    for (row, height) in grid.heights.enumerated() {
      var x = room.x
      for (column, width) in grid.widths.enumerated() {
        let index = row * figure.panelColumns + column
        if index < figure.panels.count {
          part.draw(
            figure.panels[index],
            in: Rectangle(x: x, y: y, width: width * scaleX, height: height * scaleY))
        }
        x += width * scaleX
      }
      y += height * scaleY
    }
  }
}

/// The sizes of the texts of a figure.
struct TextStyles {
  /// The room of a title, in points.
  static let titleHeight = 32.0

  let title: TextStyle
  let label: TextStyle
  let tick: TextStyle
  let legend: TextStyle

  init(theme: Theme, width: Double) {
    let factor = width < 360 ? 0.9 : 1
    title = TextStyle(size: 13.5 * factor, color: theme.foreground, isBold: true)
    label = TextStyle(size: 11.5 * factor, color: theme.foreground)
    tick = TextStyle(size: 10.5 * factor, color: theme.secondary)
    legend = TextStyle(size: 10.5 * factor, color: theme.foreground)
  }
}

extension Figure {
  /// The pictures that take the place of axes.
  var images: Images? {
    for case .images(let images) in marks { return images }
    return nil
  }

  /// The heat map, which decides where the ticks are.
  var heatMap: HeatMap? {
    for case .heatMap(let map) in marks { return map }
    return nil
  }
}
