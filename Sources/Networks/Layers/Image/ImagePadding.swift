/// The border around an image before a window moves over it.
///
///     Convolution(kernel: (5, 5), inputs: 1, outputs: 4, padding: .same, seed: 389)
public enum ImagePadding: Sendable, Equatable {
  /// No border: the window stays inside the image.
  case valid
  /// As much border as gives an output of ⌈size / stride⌉. Where the border is odd, the larger half is
  /// at the bottom and on the right, as in TensorFlow.
  case same
  /// Rows above and below, columns on the left and on the right.
  case amounts(top: Int, bottom: Int, left: Int, right: Int)

  /// The same border on all four sides, as the number `padding` of PyTorch.
  public static func amount(_ amount: Int) -> ImagePadding {
    .amounts(top: amount, bottom: amount, left: amount, right: amount)
  }
}
