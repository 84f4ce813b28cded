import Plots

extension VectorRecording {
  /// The fonts of a page that has no DejaVu Sans: its relatives first, which have nearly its widths.
  private static let fonts =
    "DejaVu Sans, Bitstream Vera Sans, Verdana, Geneva, Tahoma, sans-serif"

  /// The picture as the text of an SVG file.
  ///
  /// - Parameters:
  ///   - figure: What was drawn; its words become the description of the picture.
  ///   - size: The size of the picture, in points.
  ///   - background: What is behind everything.
  /// - Returns: The text, or nil where something was left to pixels.
  func file(of figure: Figure, size: Figure.Size, background: PixelColor) -> String? {
    guard !isAbandoned else { return nil }
    let (width, height) = (VectorPath.text(size.width), VectorPath.text(size.height))
    let description = figure.altText
    let name = figure.title.cleaned(limit: 200)
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"\(width)\" "
      + "height=\"\(height)\" viewBox=\"0 0 \(width) \(height)\" font-family=\"\(Self.fonts)\" "
      + "stroke-linejoin=\"round\">"
      + (name.isEmpty ? "" : "<title>\(name.markupEscaped)</title>")
      + "<desc>\(description.markupEscaped)</desc>"
      + "<path fill=\"\(background.hexadecimal)\" d=\"M0 0h\(width)v\(height)H0z\"/>"
      + String(decoding: elements, as: UTF8.self) + "</svg>"
  }
}
