import Tensors

/// A recurrent layer whose state comes from elsewhere and goes on elsewhere.
///
/// The states before the first step are inputs, those after the last step are outputs; gradients
/// flow through both. So a picture can begin a caption, and an encoder hand over to a decoder.
///
///     let decoder = Stateful(LSTM(128, 256, returnsSequences: true, seed: 1))
///     let start = tanh(toState(features))                 // [samples, 256]
///     let (outputs, context) = decoder.forward([words, start], phase: .training(seed: step))
///     outputs[0]                                          // [samples, steps, 256]
///
/// **Shapes:** inputs x `[samples, steps, inputs]`, then h `[samples, units]`, then c
/// `[samples, units]` for an ``LSTM``; states that are left out are zero. Outputs: what the layer
/// itself gives, the last h, and the last c for an ``LSTM``.
///
/// **Padding** and **Errors:** as for every ``RecurrentLayer``.
///
/// **Source:** I. Sutskever, O. Vinyals and Q. Le, Sequence to Sequence Learning with Neural
/// Networks, NIPS 2014.
public struct Stateful<Core: RecurrentLayer>: MultiLayer {
  /// The layer.
  public var layer: Core

  /// Creates the layer from one that begins with zeros.
  public init(_ layer: Core) { self.layer = layer }

  /// What the layer is in one line.
  public var summary: String { "Stateful(\(layer.summary))" }

  /// What the layer itself gives, and the last states.
  public var outputCount: Int { 1 + Core.cell.states }

  /// The shapes of the output and the last states.
  public func outputShapes(for inputs: [Shape]) throws(ShapeError) -> [Shape] {
    let states = Core.cell.states
    guard (1...1 + states).contains(inputs.count) else {
      throw ShapeError(
        operation: summary, problem: "the number of inputs does not fit",
        expected: "the sequences and at most \(states == 1 ? "1 state" : "2 states: h and c")",
        actual: "\(inputs.count) inputs", help: "states that are left out are zero")
    }
    let output = try layer.outputShape(for: inputs[0])
    let state: Shape = [inputs[0][0], layer.units]
    for (index, shape) in inputs.enumerated() where index > 0 && shape != state {
      throw ShapeError(
        operation: summary, problem: "a state does not fit",
        expected: "[samples, units], here \(state)", actual: "\(shape) for input \(index)",
        help: "a Linear layer can give what begins a sequence the size of the state")
    }
    return [output] + [Shape](repeating: state, count: states)
  }

  /// h_t = f(x_t, h_{t−1}) for all steps, from the given state.
  public func forward(_ inputs: [Tensor], phase: Phase) -> (outputs: [Tensor], context: Context) {
    do throws(ShapeError) { _ = try outputShapes(for: inputs.map(\.shape)) } catch { error.end() }
    let x = inputs[0]
    let lengths = phase.requireLengths(samples: x.shape[0], steps: x.shape[1], of: summary)
    var states = layer.zeroStates(samples: x.shape[0])
    for (index, state) in inputs.dropFirst().enumerated() { states[index] = state }
    let (output, context) = layer.recurrence.forward(
      x, layer, states: &states, lengths: lengths, returnsSequences: layer.returnsSequences)
    return ([output ?? states[0]] + states, Context(layer: context, inputs: inputs.count))
  }

  /// The chain rule, from the last step to the first, and on into the state before it.
  public func backward(
    _ outputGradients: [Tensor?], context: Context, needsInputGradients: [Bool]
  ) -> MultiLayerGradients {
    let shape = context.layer.inputShape
    let state: Shape = [shape[0], layer.units]
    requireGradients(
      outputGradients,
      of: [layer.returnsSequences ? [shape[0], shape[1], layer.units] : state]
        + [Shape](repeating: state, count: Core.cell.states))
    var states = layer.zeroStates(samples: shape[0])
    for index in states.indices {
      if let gradient = outputGradients[index + 1] { states[index] = gradient }
    }
    if !layer.returnsSequences, let gradient = outputGradients[0] { states[0] += gradient }
    let gradients = layer.recurrence.backward(
      layer.returnsSequences ? outputGradients[0] : nil, context.layer, states: &states,
      needsInputGradient: needsInputGradients.first ?? true)
    let inputs = [gradients.input] + states.map(Optional.some)
    return MultiLayerGradients(
      inputs: Array(inputs.prefix(context.inputs)), parameters: gradients.parameters)
  }

  /// Visits the tensors of the layer, under their own names.
  public mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    layer.visitTensors(at: path, visit)
  }

  /// What the layer remembers.
  public struct Context: Sendable {
    fileprivate let layer: RecurrentContext
    fileprivate let inputs: Int
  }
}
