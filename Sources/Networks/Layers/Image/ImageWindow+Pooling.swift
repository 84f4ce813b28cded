import Tensors

extension ImageWindow {
  /// The size and the stride in words.
  var poolingSummary: String { stride == height ? "\(height)" : "\(height), stride \(stride)" }

  /// How the window moves over a batch of images, each window with a pixel of the image in it.
  func poolingGeometry(over input: Shape, of operation: String) throws(ShapeError)
    -> ImageGeometry
  {
    if case .amounts(let top, let bottom, let left, let right) = padding,
      max(top, bottom) >= height || max(left, right) >= width
    {
      throw ShapeError(
        operation: operation, problem: "the padding is as large as the window",
        expected: "a padding below \(min(height, width))",
        actual: "top \(top), bottom \(bottom), left \(left), right \(right)",
        help: "a window with nothing but border in it has no largest number and no mean")
    }
    return try geometry(over: input, outputs: input.rank == 4 ? input[3] : 0, of: operation)
  }

  func checkedPoolingGeometry(over input: Shape, of operation: String) -> ImageGeometry {
    do throws(ShapeError) {
      return try poolingGeometry(over: input, of: operation)
    } catch { error.end() }
  }
}
