import Tensors

/// The largest value of a sequence, feature by feature.
///
/// y = max_t x_t, ∂L/∂x_t = ∂L/∂y where x_t is the maximum (the first of several), else 0
///
///     let classifier = Sequential {
///       GRU(8, 16, returnsSequences: true, seed: 1)
///       MaxOverSteps()
///       Linear(16, 4, seed: 2)
///     }
///
/// **Shapes:** `[samples, steps, features]` to `[samples, features]`.
///
/// **Padding:** steps past the end of a sequence do not count; the maximum of nothing is zero.
///
/// **Errors:** ends the program when the input is no batch of sequences, or the lengths are not
/// those of the batch.
public struct MaxOverSteps: Layer {
  /// Creates the layer.
  public init() {}

  /// `[samples, features]`.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    try input.checkSequence(features: nil, of: summary)
    return [input[0], input[2]]
  }

  /// y = max_t x_t.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Context) {
    require(input.shape)
    let lengths = phase.requireLengths(samples: input.shape[0], steps: input.shape[1], of: summary)
    var places = [Int32](repeating: -1, count: input.shape[0] * input.shape[2])
    let output = unsafe Tensor(filling: [input.shape[0], input.shape[2]]) {
      unsafe kernelsStepsMaximum(
        input.scalars, input.shape[0], input.shape[1], input.shape[2], lengths, $0, &places)
    }
    return (output, Context(shape: input.shape, places: places))
  }

  /// ∂L/∂x_t = ∂L/∂y where x_t is the maximum, else 0.
  public func backward(_ outputGradient: Tensor, context: Context, needsInputGradient: Bool)
    -> LayerGradients
  {
    guard needsInputGradient else { return LayerGradients(input: nil) }
    let shape = context.shape
    outputGradient.requireGradient(of: [shape[0], shape[2]], summary)
    let gradient = unsafe Tensor(filling: shape) {
      unsafe kernelsStepsMaximumBackward(
        outputGradient.scalars, shape[0], shape[1], shape[2], context.places, $0)
    }
    return LayerGradients(input: gradient)
  }

  /// The shape of the input, and the step of every maximum.
  public struct Context: Sendable {
    fileprivate let shape: Shape
    fileprivate let places: [Int32]
  }
}
