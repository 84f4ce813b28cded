import Tensors

/// A window that moves over an image: what convolution and pooling have in common.
///
/// Along one axis, with the kernel's size k, dilation d, stride s and the border p on both sides
/// together, the output has ⌊(size + p − (k − 1) d − 1) / s⌋ + 1 places.
package struct ImageWindow: Sendable, Equatable {
  package var height: Int
  package var width: Int
  package var stride: Int
  package var padding: ImagePadding
  package var dilation = 1

  /// The places of the window along one axis.
  private struct Axis {
    let name: String
    let size: Int
    let kernel: Int
    let before: Int
    let places: Int
  }

  /// How the window moves over a batch of images.
  ///
  /// - Throws: `ShapeError` when it does not fit in, or is no window at all.
  package func geometry(over input: Shape, outputs: Int, of operation: String) throws(ShapeError)
    -> ImageGeometry
  {
    try validate(operation)
    guard input.rank == 4 else { throw .notImages(input, operation) }
    var amounts = (top: 0, bottom: 0, left: 0, right: 0)
    if case .amounts(let top, let bottom, let left, let right) = padding {
      amounts = (top, bottom, left, right)
    }
    let rows = try axis(
      "height", input[1], height, amounts.top, amounts.bottom, input, operation)
    let columns = try axis(
      "width", input[2], width, amounts.left, amounts.right, input, operation)
    return ImageGeometry(
      input: input, output: [input[0], rows.places, columns.places, outputs], window: self,
      top: rows.before, left: columns.before)
  }

  private func axis(
    _ name: String, _ size: Int, _ kernel: Int, _ before: Int, _ after: Int, _ input: Shape,
    _ operation: String
  ) throws(ShapeError) -> Axis {
    let extent = (kernel - 1) * dilation + 1
    if padding == .same, size > 0 {
      let places = (size + stride - 1) / stride
      let border = max((places - 1) * stride + extent - size, 0)
      return Axis(name: name, size: size, kernel: kernel, before: border / 2, places: places)
    }
    let room = size + before + after - extent
    guard room >= 0, size > 0 else {
      let reach = dilation == 1 ? "\(kernel)" : "\(extent), \(kernel) with dilation \(dilation)"
      throw ShapeError(
        operation: operation, problem: "the kernel is larger than the padded image",
        expected:
          "a \(name) of at least \(max(extent - before - after, 1)), for a kernel \(name) of \(reach)",
        actual: "\(name) \(size) with a padding of \(before) and \(after), in \(input)",
        help: "take a smaller kernel, padding: .same, or fewer layers that shrink the image")
    }
    return Axis(
      name: name, size: size, kernel: kernel, before: before, places: room / stride + 1)
  }

  /// Numbers beyond this are mistakes, and products of smaller ones do not overflow.
  private static let limit = 1 << 30

  private func validate(_ operation: String) throws(ShapeError) {
    func check(_ name: String, _ value: Int, from least: Int, _ help: String) throws(ShapeError) {
      guard value < least || value > ImageWindow.limit else { return }
      throw ShapeError(
        operation: operation, problem: "the \(name) is not possible",
        expected: "a \(name) from \(least) to \(ImageWindow.limit)", actual: "\(value)", help: help)
    }
    try check("kernel height", height, from: 1, "a kernel covers at least one pixel")
    try check("kernel width", width, from: 1, "a kernel covers at least one pixel")
    try check("stride", stride, from: 1, "stride: 1 moves the kernel pixel by pixel")
    try check("dilation", dilation, from: 1, "dilation: 1 is a kernel without gaps")
    if case .amounts(let top, let bottom, let left, let right) = padding {
      for value in [top, bottom, left, right] {
        try check("padding", value, from: 0, "padding adds pixels; .valid adds none")
      }
    }
  }
}

/// A window over images of a certain shape: the numbers that the kernels work with.
package struct ImageGeometry: Sendable {
  package let input: Shape
  package let output: Shape
  /// In the order of the header's `IMAGE_…`.
  package let numbers: [Int]

  init(input: Shape, output: Shape, window: ImageWindow, top: Int, left: Int) {
    self.input = input
    self.output = output
    numbers = [
      (input[0] + 15) / 16, input[1], input[2], input[3], output[1], output[2], output[3],
      window.height, window.width, window.stride, window.stride, top, left, window.dilation,
      window.dilation,
    ]
  }

  /// Numbers for the kernels' lists of taps.
  func scratch(of window: ImageWindow) -> [Int] {
    [Int](repeating: 0, count: 2 * window.height + 6 * window.width)
  }
}

extension ShapeError {
  /// The input is no batch of images.
  static func notImages(_ input: Shape, _ operation: String) -> ShapeError {
    ShapeError(
      operation: operation, problem: "the input is no batch of images",
      expected: "[samples, height, width, channels]", actual: "\(input)",
      help: input.rank == 3
        ? "grey images have one channel: reshape to [\(input[0]), \(input[1]), \(input[2]), 1]"
        : "put a Reshape([height, width, channels]) before the layer")
  }
}
