import Tensors

/// The mean of each channel over the whole image.
///
/// y[c] = mean over i, j of x[i, j, c], ∂L/∂x = ∂L/∂y / (height · width)
///
///     let layer = GlobalAveragePooling()
///     try layer.outputShape(for: [64, 7, 7, 32])    // [64, 32]
///
/// **Shapes:** `[samples, height, width, channels]` to `[samples, channels]`.
///
/// **Errors:** an input that is no batch of images, or images without pixels.
///
/// **Source:** M. Lin, Q. Chen and S. Yan, Network in Network, ICLR 2014.
public struct GlobalAveragePooling: Layer {
  /// Creates the layer.
  public init() {}

  /// `[samples, channels]`.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    guard input.rank == 4 else { throw .notImages(input, summary) }
    guard input[1] > 0, input[2] > 0 else {
      throw ShapeError(
        operation: summary, problem: "the images have no pixels",
        expected: "a height and a width of at least 1",
        actual: "height \(input[1]), width \(input[2]), in \(input)",
        help: "look at how the images were cut")
    }
    return [input[0], input[3]]
  }

  /// y = mean of each channel.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Context) {
    forwardByBlocks(input, phase: phase)
  }

  /// ∂L/∂x = ∂L/∂y / (height · width).
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

extension GlobalAveragePooling: ImageRunEnd {
  /// y = mean of each channel.
  package func forwardBlocks(_ input: ImageBlocks, phase: Phase)
    -> (output: ImageBlocks, context: Context)
  {
    let window = ImageWindow(
      height: input.height, width: input.width, stride: 1, padding: .valid)
    let geometry = window.checkedPoolingGeometry(over: input.shape, of: summary)
    let means = ImageBlocks(averaging: input, over: geometry)
    return (
      ImageBlocks(means, shape: [input.sampleCount, input.channels]), Context(geometry: geometry)
    )
  }

  /// ∂L/∂x = ∂L/∂y / (height · width).
  package func backwardBlocks(
    _ outputGradient: ImageBlocks, context: Context, request: GradientRequest
  ) -> BlocksGradients {
    guard request.needsInputGradient else { return BlocksGradients() }
    return BlocksGradients(
      input: ImageBlocks(sharingOut: outputGradient, over: context.geometry))
  }
}
