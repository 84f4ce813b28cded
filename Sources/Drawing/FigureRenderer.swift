import Plots

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
    try canvas(of: figure).encoded()
  }

  /// The drawn figure, before it is encoded.
  func canvas(of figure: Figure) throws(DrawingError) -> Canvas {
    let size = figure.drawnSize
    let canvas = try Canvas(width: size.width, height: size.height, background: theme.background)
    let frame = Rectangle(x: 0, y: 0, width: size.width, height: size.height)
    FigureDrawing(canvas: canvas, theme: theme).draw(figure, in: frame)
    return canvas
  }
}
