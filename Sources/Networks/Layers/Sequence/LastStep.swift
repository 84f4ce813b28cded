import Tensors

/// The last step of a sequence: what it looks like at its real end.
///
/// y = x_T, ∂L/∂x_t = ∂L/∂y where t = T, else 0
///
///     let classifier = Sequential {
///       LSTM(8, 16, returnsSequences: true, seed: 1)
///       LastStep()
///       Linear(16, 4, seed: 2)
///     }
///
/// **Shapes:** `[samples, steps, features]` to `[samples, features]`.
///
/// **Padding:** the last step is that before the padding; a sequence without steps gives zeros.
///
/// **Errors:** ends the program when the input is no batch of sequences, or the lengths are not
/// those of the batch.
public struct LastStep: Layer {
  /// Creates the layer.
  public init() {}

  /// `[samples, features]`.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    try input.checkSequence(features: nil, of: summary)
    return [input[0], input[2]]
  }

  /// y = x_T.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Context) {
    require(input.shape)
    let lengths = phase.requireLengths(samples: input.shape[0], steps: input.shape[1], of: summary)
    var output = Tensor(zeros: [input.shape[0], input.shape[2]])
    copyRows(input.shape, lengths) { sample, step, width in
      for feature in 0..<width {
        output.scalars[sample * width + feature] = input.scalars[step + feature]
      }
    }
    return (output, Context(shape: input.shape, lengths: lengths))
  }

  /// ∂L/∂x_t = ∂L/∂y where t = T, else 0.
  public func backward(_ outputGradient: Tensor, context: Context, needsInputGradient: Bool)
    -> LayerGradients
  {
    guard needsInputGradient else { return LayerGradients(input: nil) }
    let shape = context.shape
    outputGradient.requireGradient(of: [shape[0], shape[2]], summary)
    var gradient = Tensor(zeros: shape)
    copyRows(shape, context.lengths) { sample, step, width in
      for feature in 0..<width {
        gradient.scalars[step + feature] = outputGradient.scalars[sample * width + feature]
      }
    }
    return LayerGradients(input: gradient)
  }

  /// Calls a function with every sample and where the scalars of its last step begin.
  private func copyRows(_ shape: Shape, _ lengths: [Int], _ copy: (Int, Int, Int) -> Void) {
    for (sample, length) in lengths.enumerated() where length > 0 {
      copy(sample, (sample * shape[1] + length - 1) * shape[2], shape[2])
    }
  }

  /// The shape of the input and the length of every sequence.
  public struct Context: Sendable {
    fileprivate let shape: Shape
    fileprivate let lengths: [Int]
  }
}
