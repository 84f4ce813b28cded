import Tensors

/// The mean of a sequence, feature by feature.
///
/// y = Σ_t x_t / T, ∂L/∂x_t = ∂L/∂y / T
///
///     let classifier = Sequential {
///       GRU(8, 16, returnsSequences: true, seed: 1)
///       MeanOverSteps()
///       Linear(16, 4, seed: 2)
///     }
///
/// **Shapes:** `[samples, steps, features]` to `[samples, features]`.
///
/// **Padding:** steps past the end of a sequence do not count; the mean of nothing is zero.
///
/// **Errors:** ends the program when the input is no batch of sequences, or the lengths are not
/// those of the batch.
public struct MeanOverSteps: Layer {
  /// Creates the layer.
  public init() {}

  /// `[samples, features]`.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    try input.checkSequence(features: nil, of: summary)
    return [input[0], input[2]]
  }

  /// y = Σ_t x_t / T.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Context) {
    require(input.shape)
    let lengths = phase.requireLengths(samples: input.shape[0], steps: input.shape[1], of: summary)
    let output = unsafe Tensor(filling: [input.shape[0], input.shape[2]]) {
      unsafe kernelsStepsMean(
        input.scalars, input.shape[0], input.shape[1], input.shape[2], lengths, $0)
    }
    return (output, Context(shape: input.shape, lengths: lengths))
  }

  /// ∂L/∂x_t = ∂L/∂y / T.
  public func backward(_ outputGradient: Tensor, context: Context, needsInputGradient: Bool)
    -> LayerGradients
  {
    guard needsInputGradient else { return LayerGradients(input: nil) }
    let shape = context.shape
    outputGradient.requireGradient(of: [shape[0], shape[2]], summary)
    let gradient = unsafe Tensor(filling: shape) {
      unsafe kernelsStepsMeanBackward(
        outputGradient.scalars, shape[0], shape[1], shape[2], context.lengths, $0)
    }
    return LayerGradients(input: gradient)
  }

  /// The shape of the input and the length of every sequence.
  public struct Context: Sendable {
    fileprivate let shape: Shape
    fileprivate let lengths: [Int]
  }
}
