import Tensors

/// Two recurrent layers that read a sequence from both ends.
///
/// y_t = [h→_t, h←_t]: the state of one layer that read up to t, beside that of another that read
/// from the end back to t
///
///     let tagger = Sequential {
///       Bidirectional(
///         LSTM(64, 32, returnsSequences: true, seed: 1),
///         LSTM(64, 32, returnsSequences: true, seed: 2))
///       Linear(64, 12, seed: 3)
///     }
///
/// **Shapes:** `[samples, steps, inputs]` to `[samples, steps, units→ + units←]`, or to
/// `[samples, units→ + units←]`, the last state of either, when the layers return no sequences.
///
/// **Padding:** the layer that reads backwards begins at the real end of every sequence.
///
/// **Errors:** as for every ``RecurrentLayer``; ends the program when the two layers have different
/// inputs, or only one returns sequences.
///
/// **Source:** M. Schuster and K. Paliwal, Bidirectional Recurrent Neural Networks, IEEE
/// Transactions on Signal Processing 1997.
public struct Bidirectional<Core: RecurrentLayer>: Layer {
  /// The layer that reads from the start.
  public var forwards: Core
  /// The layer that reads from the end.
  public var backwards: Core

  /// Creates the layer from one for either direction.
  public init(_ forwards: Core, _ backwards: Core) {
    let agree =
      forwards.inputs == backwards.inputs
      && forwards.returnsSequences == backwards.returnsSequences
    if !agree {
      ShapeError(
        operation: "Bidirectional", problem: "the two layers do not fit together",
        expected: "the same inputs, and sequences from both or from none",
        actual: "\(forwards.summary) and \(backwards.summary)",
        help: "create both with the same sizes and different seeds"
      ).end()
    }
    self.forwards = forwards
    self.backwards = backwards
  }

  /// What the layer is in one line.
  public var summary: String { "Bidirectional(\(forwards.summary), \(backwards.summary))" }

  /// The shape of the output of both layers side by side.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    try forwards.outputShape(for: input).replacingLast(with: forwards.units + backwards.units)
  }

  /// y_t = [h→_t, h←_t].
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Context) {
    require(input.shape)
    let lengths = phase.requireLengths(
      samples: input.shape[0], steps: input.shape[1], of: summary)
    let (ahead, first) = forwards.forward(input, phase: phase)
    let (back, second) = backwards.forward(input.reversedSteps(lengths), phase: phase)
    let aligned = forwards.returnsSequences ? back.reversedSteps(lengths) : back
    return (
      Tensor(concatenating: [ahead, aligned], axis: -1),
      Context(forwards: first, backwards: second, lengths: lengths)
    )
  }

  /// The gradients of both layers; those by the input are added.
  public func backward(_ outputGradient: Tensor, context: Context, needsInputGradient: Bool)
    -> LayerGradients
  {
    let sizes = outputGradient.shape
    if sizes.rank < 2 || sizes[-1] != forwards.units + backwards.units {
      outputGradient.requireGradient(
        of: [context.lengths.count, forwards.units + backwards.units], summary)
    }
    let ahead = outputGradient.slice(axis: -1, ..<forwards.units)
    let back = outputGradient.slice(axis: -1, forwards.units...)
    let first = forwards.backward(
      ahead, context: context.forwards, needsInputGradient: needsInputGradient)
    let second = backwards.backward(
      forwards.returnsSequences ? back.reversedSteps(context.lengths) : back,
      context: context.backwards, needsInputGradient: needsInputGradient)
    var result = first
    result.parameters.append(second.parameters)
    if let one = first.input, let other = second.input {
      result.input = one + other.reversedSteps(context.lengths)
    }
    return result
  }

  /// Visits the tensors of both layers, at `forwards` and `backwards`.
  public mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    forwards.visitTensors(at: path.appending("forwards"), visit)
    backwards.visitTensors(at: path.appending("backwards"), visit)
  }

  /// What the two layers remember.
  public struct Context: Sendable {
    fileprivate let forwards: RecurrentContext
    fileprivate let backwards: RecurrentContext
    fileprivate let lengths: [Int]
  }
}

extension Tensor {
  /// Every sequence of `[samples, steps, features]` backwards, its padding at the end and zero.
  internal func reversedSteps(_ lengths: [Int]) -> Tensor {
    unsafe Tensor(filling: shape) {
      unsafe kernelsStepsReverse(scalars, shape[0], shape[1], shape[2], lengths, $0)
    }
  }
}
