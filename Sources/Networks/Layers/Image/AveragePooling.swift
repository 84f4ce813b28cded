import Tensors

/// The mean of the numbers under a window that moves over the image, channel by channel.
///
/// y[i, j, c] = mean over k, l of x[i s + k − p, j s + l − p, c], ∂L/∂x = Σ_windows ∂L/∂y / count
///
/// Pixels outside of the image do not count, neither in the sum nor in the number, as in TensorFlow
/// (PyTorch: `count_include_pad=False`).
///
///     let layer = AveragePooling(size: 2)
///     try layer.outputShape(for: [64, 28, 28, 6])    // [64, 14, 14, 6]
///
/// **Shapes:** `[samples, height, width, channels]` to `[samples, height′, width′, channels]` with
/// height′ = ⌊(height + padding − size) / stride⌋ + 1.
///
/// **Errors:** a window larger than the padded image, a stride below 1, a padding as large as the
/// window.
///
/// **Source:** Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, Gradient-Based Learning Applied to
/// Document Recognition, Proceedings of the IEEE 86(11), 1998.
public struct AveragePooling: Layer {
  let window: ImageWindow

  /// Creates a layer with a square window.
  ///
  /// - Parameters:
  ///   - size: The height and width of the window.
  ///   - stride: The number of pixels from one window to the next; `nil` is the size.
  ///   - padding: The border around the image.
  public init(size: Int, stride: Int? = nil, padding: ImagePadding = .valid) {
    window = ImageWindow(height: size, width: size, stride: stride ?? size, padding: padding)
  }

  /// What the layer is in one line, such as `AveragePooling(2)`.
  public var summary: String { "AveragePooling(\(window.poolingSummary))" }

  /// `[samples, height′, width′, channels]`.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    try window.poolingGeometry(over: input, of: summary).output
  }

  /// y = mean of the window.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Context) {
    forwardByBlocks(input, phase: phase)
  }

  /// ∂L/∂x = Σ_windows ∂L/∂y / count.
  public func backward(_ outputGradient: Tensor, context: Context, needsInputGradient: Bool)
    -> LayerGradients
  {
    backwardByBlocks(outputGradient, context: context, needsInputGradient: needsInputGradient)
  }

  /// What `backward` needs: the shapes.
  public struct Context: Sendable {
    let geometry: ImageGeometry
  }
}

extension AveragePooling: ImageLayer {
  /// y = mean of the window.
  package func forwardBlocks(_ input: ImageBlocks, phase: Phase)
    -> (output: ImageBlocks, context: Context)
  {
    let geometry = window.checkedPoolingGeometry(over: input.shape, of: summary)
    return (ImageBlocks(averaging: input, over: geometry), Context(geometry: geometry))
  }

  /// ∂L/∂x = Σ_windows ∂L/∂y / count.
  package func backwardBlocks(
    _ outputGradient: ImageBlocks, context: Context, request: GradientRequest
  ) -> BlocksGradients {
    guard request.needsInputGradient else { return BlocksGradients() }
    return BlocksGradients(
      input: ImageBlocks(sharingOut: outputGradient, over: context.geometry))
  }
}

extension ImageBlocks {
  /// The means of the windows.
  init(averaging input: ImageBlocks, over geometry: ImageGeometry) {
    unsafe self.init(filling: geometry.output) { out in
      unsafe input.read { unsafe kernelsAveragePoolingForward(geometry.numbers, $0, out) }
    }
  }

  /// The derivatives of the means of the windows.
  init(sharingOut gradient: ImageBlocks, over geometry: ImageGeometry) {
    unsafe self.init(filling: geometry.input) { dx in
      unsafe gradient.read { unsafe kernelsAveragePoolingBackward(geometry.numbers, $0, dx) }
    }
  }
}
