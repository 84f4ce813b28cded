import Plots

/// A figure as files.
public struct RenderedFigure: Sendable, Equatable {
  /// The bytes of a PNG file, two pixels a point.
  public var png: [UInt8]
  /// The text of an SVG file that shows the same; nil where it would be no smaller than the PNG.
  ///
  /// It needs nothing beside it, holds no script and no style, and its texts are texts.
  public var svg: String?

  /// Makes a figure of files.
  public init(png: [UInt8], svg: String?) {
    self.png = png
    self.svg = svg
  }
}

/// Draws figures as PNG pictures.
///
/// Figures may come from hostile code. What a figure holds is bounded when it is decoded (`FigureLimits`); on top of
/// that, drawing
/// - makes pictures of at most 2,400 × 2,400 points, which is 4,800 × 4,800 pixels or 92 MB while it draws,
/// - leaves out numbers that are not finite, and cuts lines off near the edges of the axes,
/// - draws no more points of a line than its pixels can show, and thins out what would take longer than about a
///   second (`DrawingBudget`),
/// - shortens texts to the room there is, and drops control characters.
public struct FigureRenderer: Sendable {
  /// The colours to draw in.
  public var theme: Theme

  /// Makes a renderer.
  ///
  /// - Parameter theme: The colours: `.light` or `.dark`.
  public init(theme: Theme = .light) { self.theme = theme }

  /// Draws a figure with two pixels a point: one of 640 × 400 points becomes 1,280 × 800 pixels.
  ///
  /// - Parameter figure: What to draw.
  /// - Returns: The bytes of a PNG file.
  /// - Throws: `DrawingError.outOfMemory` when there is no memory for the pixels.
  public func png(_ figure: Figure) throws -> [UInt8] {
    try encoded(canvas(of: figure), figure)
  }

  /// Draws a figure as PNG and, where that is smaller, as SVG.
  ///
  /// Equal figures give equal bytes, on every machine with the same font.
  ///
  /// - Parameter figure: What to draw.
  /// - Returns: The files.
  /// - Throws: `DrawingError.outOfMemory` when there is no memory for the pixels.
  public func files(_ figure: Figure) throws -> RenderedFigure {
    let canvas = try canvas(of: figure, isWrittenDown: true)
    let png = try encoded(canvas, figure)
    let svg = canvas.vectors?.file(of: figure, size: figure.drawnSize, background: theme.background)
    return RenderedFigure(png: png, svg: svg.flatMap { $0.utf8.count < png.count ? $0 : nil })
  }

  private func encoded(_ canvas: Canvas, _ figure: Figure) throws(DrawingError) -> [UInt8] {
    try canvas.encoded(title: figure.title.cleaned(limit: 200), description: figure.altText)
  }

  /// The drawn figure, before it is encoded.
  func canvas(of figure: Figure, isWrittenDown: Bool = false) throws(DrawingError) -> Canvas {
    let size = figure.drawnSize
    let canvas = try Canvas(width: size.width, height: size.height, background: theme.background)
    if isWrittenDown { canvas.vectors = VectorRecording() }
    let frame = Rectangle(x: 0, y: 0, width: size.width, height: size.height)
    FigureDrawing(canvas: canvas, theme: theme).draw(figure, in: frame)
    return canvas
  }
}
