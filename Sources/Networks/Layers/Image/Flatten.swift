import Tensors

/// Puts all numbers of a sample into one row.
///
/// y[n] = x[n, 0, 0, 0], x[n, 0, 0, 1], …: in row-major order, the channels of a pixel side by side.
///
///     Sequential {
///       Convolution(kernel: (5, 5), inputs: 1, outputs: 4, seed: 1)
///       Flatten()
///       Linear(24 * 24 * 4, 10, seed: 2)
///     }
///
/// **Shapes:** `[samples, …]` to `[samples, features]`.
public struct Flatten: Layer {
  /// Creates the layer.
  public init() {}

  /// There is nothing to train.
  public var isTrainable: Bool { false }

  /// `[samples, features]`.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    guard input.rank >= 1 else {
      throw ShapeError(
        operation: summary, problem: "there is no axis of samples",
        expected: "[samples, …]", actual: "\(input)",
        help: "a batch of one sample has the shape [1, …]")
    }
    return [input[0], input.dimensions.dropFirst().reduce(1, *)]
  }

  /// y = the scalars of x, row by row.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Shape) {
    do throws(ShapeError) {
      return (input.reshaped(to: try outputShape(for: input.shape)), input.shape)
    } catch { error.end() }
  }

  /// ∂L/∂x = ∂L/∂y, with the shape of x.
  public func backward(_ outputGradient: Tensor, context shape: Shape, needsInputGradient: Bool)
    -> LayerGradients
  {
    LayerGradients(input: needsInputGradient ? outputGradient.reshaped(to: shape) : nil)
  }
}

extension Flatten: ImageRunEnd {
  package var startsRun: Bool { false }

  /// The same scalars: a block is in the order of rows already.
  package func forwardBlocks(_ input: ImageBlocks, phase: Phase)
    -> (output: ImageBlocks, context: Shape)
  {
    (ImageBlocks(input, shape: [input.sampleCount, input.scalarsPerSample]), input.shape)
  }

  /// ∂L/∂x = ∂L/∂y, with the shape of x.
  package func backwardBlocks(
    _ outputGradient: ImageBlocks, context shape: Shape, request: GradientRequest
  ) -> BlocksGradients {
    BlocksGradients(input: ImageBlocks(outputGradient, shape: shape))
  }
}
