import Plots

@testable import Drawing

/// A figure with the pixels it became.
struct DrawnFigure {
  let canvas: Canvas
  let layout: AxesLayout
  let theme: Theme

  init(_ figure: Figure, theme: Theme = .light) throws {
    self.theme = theme
    canvas = try FigureRenderer(theme: theme).canvas(of: figure)
    let frame = Rectangle(
      x: 0, y: 0, width: Double(canvas.width) / Canvas.scale,
      height: Double(canvas.height) / Canvas.scale)
    let styles = TextStyles(theme: theme, width: frame.width)
    layout = AxesLayoutFinder(canvas: canvas, styles: styles, figure: figure, legendWidth: 0)
      .layout(in: frame)
  }

  /// The colour at a place of the data, some points away.
  func color(_ x: Double, _ y: Double, dx: Double = 0, dy: Double = 0) -> PixelColor {
    color(at: Point(x: layout.x.position(x) + dx, y: layout.y.position(y) + dy))
  }

  /// The colour at a place of the figure.
  func color(at point: Point) -> PixelColor {
    let (column, row) = (Int(point.x * Canvas.scale), Int(point.y * Canvas.scale))
    let stride = canvas.stride
    return canvas.withPixels { PixelColor(bits: $0[row * stride + column] & 0xFFFFFF) }
  }

  /// How many pixels have a colour.
  func count(_ color: PixelColor) -> Int {
    let (width, height, stride) = (canvas.width, canvas.height, canvas.stride)
    return canvas.withPixels { pixels in
      (0..<height).reduce(0) { sum, row in
        sum + (0..<width).count { pixels[row * stride + $0] & 0xFFFFFF == color.bits }
      }
    }
  }
}

extension DrawnFigure {
  /// How many pixels nearly have a colour in a square around a place of the data.
  func inked(_ ink: PixelColor, near x: Double, _ y: Double, within reach: Double) -> Int {
    let middle = Point(x: layout.x.position(x), y: layout.y.position(y))
    let square = Rectangle(
      x: middle.x - reach, y: middle.y - reach, width: 2 * reach, height: 2 * reach)
    return canvas.pixels(in: square).pixels.count { bits in
      PixelColor(bits: bits & 0xFFFFFF).contrast(with: ink) < 1.3
    }
  }
}
