extension Canvas {
  /// A copy of the pixels of a part of the canvas.
  func pixels(in rectangle: Rectangle) -> PixelImage {
    let left = min(max(0, Int(rectangle.x * Self.scale)), width)
    let top = min(max(0, Int(rectangle.y * Self.scale)), height)
    let columns = max(0, min(width - left, Int(rectangle.width * Self.scale)))
    let rows = max(0, min(height - top, Int(rectangle.height * Self.scale)))
    var image = PixelImage(width: columns, height: rows, fill: 0)
    withPixels { pixels in
      image.pixels.withUnsafeMutableBufferPointer { target in
        for row in 0..<rows {
          let source = pixels + (top + row) * stride + left
          for column in 0..<columns { target[row * columns + column] = source[column] }
        }
      }
    }
    return image
  }
}

extension PixelImage {
  /// How many pixels differ from an earlier picture of the same part of a canvas.
  ///
  /// - Parameters:
  ///   - earlier: The picture to compare with, of the same size.
  ///   - rectangle: The part to look at, in points of the canvas.
  ///   - origin: What both pictures show, in points of the canvas.
  /// - Returns: The number of pixels.
  func differences(from earlier: PixelImage, in rectangle: Rectangle, origin: Rectangle) -> Int {
    let left = Int((rectangle.x - origin.x) * Canvas.scale)
    let top = Int((rectangle.y - origin.y) * Canvas.scale)
    let columns =
      max(0, left)..<max(max(0, left), min(width, left + Int(rectangle.width * Canvas.scale)))
    let rows =
      max(0, top)..<max(max(0, top), min(height, top + Int(rectangle.height * Canvas.scale)))
    var count = 0
    for row in rows {
      for column in columns {
        let index = row * width + column
        if pixels[index] != earlier.pixels[index] { count += 1 }
      }
    }
    return count
  }
}
