import CCairo

/// A picture of finished pixels, 0x??RRGGBB each.
struct PixelImage {
  let width: Int
  let height: Int
  var pixels: [UInt32]

  init(width: Int, height: Int, fill: PixelColor) {
    self.width = width
    self.height = height
    pixels = Array(repeating: fill.bits, count: width * height)
  }
}

extension Canvas {
  /// Copies a picture, pixel by pixel, to a place given in pixels; what lies outside the canvas is left out.
  ///
  /// - Parameters:
  ///   - image: The picture.
  ///   - left: The column of its left edge.
  ///   - top: The row of its upper edge.
  ///   - isWrittenDown: Whether what it shows is among the vectors already.
  func copy(_ image: PixelImage, toColumn left: Int, row top: Int, isWrittenDown: Bool = false) {
    if !isWrittenDown { vectors?.abandon() }
    let columns = max(0, -left)..<max(max(0, -left), min(image.width, width - left))
    let rows = max(0, -top)..<max(max(0, -top), min(image.height, height - top))
    withPixels { pixels in
      image.pixels.withUnsafeBufferPointer { source in
        for row in rows {
          let target = pixels + (top + row) * stride + left
          for column in columns { target[column] = source[row * image.width + column] }
        }
      }
    }
  }
}
