import Tensors

/// Keeps the largest number under a window that moves over the image, channel by channel.
///
/// y[i, j, c] = max over k, l of x[i s + k − p, j s + l − p, c]
///
/// ∂L/∂x: each ∂L/∂y goes to the pixel that was largest; of several equal ones to the first, row by row.
/// Where windows overlap, a pixel adds up what it gets. Pixels outside of the image do not count.
///
///     let layer = MaxPooling(size: 2)
///     try layer.outputShape(for: [64, 28, 28, 6])    // [64, 14, 14, 6]
///
/// **Shapes:** `[samples, height, width, channels]` to `[samples, height′, width′, channels]` with
/// height′ = ⌊(height + padding − size) / stride⌋ + 1.
///
/// **Errors:** a window larger than the padded image, a stride below 1, a padding as large as the
/// window.
///
/// **Source:** M. Ranzato, F. Huang, Y. Boureau and Y. LeCun, Unsupervised Learning of Invariant
/// Feature Hierarchies, CVPR 2007.
public struct MaxPooling: Layer {
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

  /// What the layer is in one line, such as `MaxPooling(2)` or `MaxPooling(3, stride 2)`.
  public var summary: String { "MaxPooling(\(window.poolingSummary))" }

  /// `[samples, height′, width′, channels]`.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    try window.poolingGeometry(over: input, of: summary).output
  }

  /// y = max of the window.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Context) {
    forwardByBlocks(input, phase: phase)
  }

  /// ∂L/∂x = ∂L/∂y at the first largest pixel of each window.
  public func backward(_ outputGradient: Tensor, context: Context, needsInputGradient: Bool)
    -> LayerGradients
  {
    backwardByBlocks(outputGradient, context: context, needsInputGradient: needsInputGradient)
  }

  /// What `backward` needs: x and y, which say where the largest pixels are.
  public struct Context: Sendable {
    let input: ImageBlocks
    let output: ImageBlocks
    let geometry: ImageGeometry
  }
}

extension MaxPooling: ImageLayer {
  package var masksInputGradient: Bool { true }

  /// y = max of the window.
  package func forwardBlocks(_ input: ImageBlocks, phase: Phase)
    -> (output: ImageBlocks, context: Context)
  {
    let geometry = window.checkedPoolingGeometry(over: input.shape, of: summary)
    let output = unsafe ImageBlocks(filling: geometry.output) { out in
      unsafe input.read { unsafe kernelsMaxPoolingForward(geometry.numbers, $0, out) }
    }
    return (output, Context(input: input, output: output, geometry: geometry))
  }

  /// ∂L/∂x = ∂L/∂y at the first largest pixel of each window.
  package func backwardBlocks(
    _ outputGradient: ImageBlocks, context: Context, request: GradientRequest
  ) -> BlocksGradients {
    guard request.needsInputGradient else { return BlocksGradients() }
    let gradient = unsafe ImageBlocks(filling: context.input.shape) { dx in
      unsafe context.input.read { x in
        unsafe context.output.read { y in
          unsafe outputGradient.read { dy in
            unsafe kernelsMaxPoolingBackward(
              context.geometry.numbers, request.masksInputGradient, x, y, dy, dx)
          }
        }
      }
    }
    return BlocksGradients(input: gradient)
  }
}
