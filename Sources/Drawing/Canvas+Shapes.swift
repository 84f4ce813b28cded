import CCairo

extension Canvas {
  func setColor(_ color: PixelColor, opacity: Double = 1) {
    cairo_set_source_rgba(context, color.red, color.green, color.blue, opacity)
  }

  func addRectangle(_ rectangle: Rectangle) {
    cairo_rectangle(context, rectangle.x, rectangle.y, rectangle.width, rectangle.height)
  }

  func fill(_ rectangle: Rectangle, _ color: PixelColor, opacity: Double = 1) {
    setColor(color, opacity: opacity)
    addRectangle(rectangle)
    cairo_fill(context)
    vectors?.addFill(rectangle.path, color, opacity: opacity)
  }

  /// Draws the outline of a rectangle, inside it, with edges on pixels.
  func outline(_ rectangle: Rectangle, _ color: PixelColor, width: Double = 1) {
    setColor(color)
    cairo_set_line_width(context, width)
    let inner = rectangle.aligned.grown(by: -width / 2)
    addRectangle(inner)
    cairo_stroke(context)
    vectors?.addStroke(inner.path, color, width: width)
  }

  /// Fills a rectangle with round corners.
  func fillRounded(
    _ rectangle: Rectangle, radius: Double, _ color: PixelColor, opacity: Double = 1,
    frame: PixelColor? = nil
  ) {
    vectors?.addBox(rectangle, radius: radius, color, opacity: opacity, frame: frame)
    let quarter = Double.pi / 2
    cairo_new_path(context)
    for (x, y, start) in [
      (rectangle.maxX - radius, rectangle.y + radius, -quarter),
      (rectangle.maxX - radius, rectangle.maxY - radius, 0),
      (rectangle.x + radius, rectangle.maxY - radius, quarter),
      (rectangle.x + radius, rectangle.y + radius, 2 * quarter),
    ] {
      cairo_arc(context, x, y, radius, start, start + quarter)
    }
    cairo_close_path(context)
    setColor(color, opacity: opacity)
    guard let frame else { return cairo_fill(context) }
    cairo_fill_preserve(context)
    setColor(frame)
    cairo_set_line_width(context, 1)
    cairo_stroke(context)
  }

  /// Draws a straight line.
  func line(
    from start: Point, to end: Point, _ color: PixelColor, width: Double, dashes: [Double] = []
  ) {
    setColor(color)
    cairo_set_line_width(context, width)
    cairo_set_dash(context, dashes, Int32(dashes.count), 0)
    cairo_move_to(context, start.x, start.y)
    cairo_line_to(context, end.x, end.y)
    cairo_stroke(context)
    cairo_set_dash(context, nil, 0, 0)
    var path = VectorPath()
    path.addLines([start, end])
    vectors?.addStroke(path, color, width: width, dashes: dashes)
  }

  /// Draws a horizontal line whose edges lie between pixels.
  func horizontal(
    _ y: Double, from start: Double, to end: Double, _ color: PixelColor, width: Double
  ) {
    let y = Self.crisp(y, width: width)
    line(from: Point(x: start, y: y), to: Point(x: end, y: y), color, width: width)
  }

  /// Draws a vertical line whose edges lie between pixels.
  func vertical(_ x: Double, from start: Double, to end: Double, _ color: PixelColor, width: Double)
  {
    let x = Self.crisp(x, width: width)
    line(from: Point(x: x, y: start), to: Point(x: x, y: end), color, width: width)
  }

  /// The nearest place for the middle of a line whose edges lie between pixels.
  static func crisp(_ position: Double, width: Double) -> Double {
    ((position - width / 2) * scale).rounded() / scale + width / 2
  }
}
