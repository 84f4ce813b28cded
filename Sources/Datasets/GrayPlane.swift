/// Numbers on a grid of pixels, for what has to be done to a picture before it is a tensor.
struct GrayPlane: Equatable {
  let height: Int
  let width: Int
  /// The rows from top to bottom: `height * width` numbers.
  var values: [Float]

  /// Part of the plane.
  func cropped(rows: Range<Int>, columns: Range<Int>) -> GrayPlane {
    GrayPlane(
      height: rows.count, width: columns.count,
      values: rows.flatMap {
        values[$0 * width + columns.lowerBound..<$0 * width + columns.upperBound]
      })
  }

  /// The plane in another size, with antialiasing.
  ///
  /// Every new pixel is a weighted mean of the old ones around it; the weights fall in a straight line to zero at the
  /// distance of one new pixel, or of one old pixel where those are larger. It is what Pillow calls BILINEAR.
  func resized(height newHeight: Int, width newWidth: Int) -> GrayPlane {
    let columns = Self.weights(from: width, to: newWidth)
    let rows = Self.weights(from: height, to: newHeight)
    var wide = [Float](repeating: 0, count: height * newWidth)
    for row in 0..<height {
      for (column, (start, weights)) in columns.enumerated() {
        var sum: Float = 0
        for (offset, weight) in weights.enumerated() {
          sum += weight * values[row * width + start + offset]
        }
        wide[row * newWidth + column] = sum
      }
    }
    var result = [Float](repeating: 0, count: newHeight * newWidth)
    for (row, (start, weights)) in rows.enumerated() {
      for (offset, weight) in weights.enumerated() {
        for column in 0..<newWidth {
          result[row * newWidth + column] += weight * wide[(start + offset) * newWidth + column]
        }
      }
    }
    return GrayPlane(height: newHeight, width: newWidth, values: result)
  }

  /// For every new place the first old one and the weights of those from there on, which add up to 1.
  private static func weights(from old: Int, to new: Int) -> [(start: Int, weights: [Float])] {
    let scale = Double(old) / Double(new)
    let reach = max(scale, 1)
    return (0..<new).map { place in
      let center = (Double(place) + 0.5) * scale
      let start = max(0, Int((center - reach).rounded(.down)))
      let end = min(old, Int((center + reach).rounded(.up)))
      let weights = (start..<end).map { max(0, 1 - abs(Double($0) + 0.5 - center) / reach) }
      let sum = weights.reduce(0, +)
      return (start, weights.map { Float($0 / sum) })
    }
  }
}
