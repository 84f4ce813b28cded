import Tensors

/// A layer that reads a sequence step by step and remembers what it read in a state.
///
/// h_t = f(x_t, h_{t−1}), with the same weights at every step; ``RNN``, ``LSTM`` and ``GRU`` differ
/// in f.
///
/// **Shapes:** `[samples, steps, inputs]` to `[samples, steps, units]`, the state after every step,
/// or to `[samples, units]`, the state after the last one.
///
/// **Padding:** when the phase has lengths, a sequence keeps its state past its end: its last state
/// is that at its real end. Its outputs in the padding are zero, and so are all gradients there.
///
/// **Errors:** ends the program when the input is no batch of sequences with the right number of
/// features, or the lengths are not those of the batch.
public protocol RecurrentLayer: Layer where Context == RecurrentContext {
  /// What the layer computes at every step.
  static var cell: RecurrentCell { get }
  /// W, of shape `[inputs, gates · units]`: what the input adds to every gate.
  var inputWeight: Tensor { get set }
  /// U, of shape `[units, gates · units]`: what the state adds to every gate.
  var stateWeight: Tensor { get set }
  /// b, gate after gate.
  var bias: Tensor { get set }
  /// Whether the output is the state after every step, and not only the last.
  var returnsSequences: Bool { get set }

  /// One step, for generating a sequence: x_t and the state before give the state after.
  ///
  ///     var state = layer.initialState(samples: 1)
  ///     for token in tokens { state = layer.step(embedding(token), from: state) }
  ///
  /// **Shapes:** x_t is `[samples, inputs]`, h is `[samples, units]`.
  func step(_ input: Tensor, from state: RecurrentState) -> RecurrentState
}

/// The state of a recurrent layer between two steps.
public struct RecurrentState: Sendable, Equatable {
  /// h, of shape `[samples, units]`.
  public var hidden: Tensor
  /// c of an LSTM, of shape `[samples, units]`.
  public var cell: Tensor?

  /// Creates a state.
  public init(hidden: Tensor, cell: Tensor? = nil) {
    self.hidden = hidden
    self.cell = cell
  }

  /// The states of some samples, in that order: the survivors of a beam search.
  public subscript(rows rows: [Int]) -> RecurrentState {
    RecurrentState(hidden: hidden[rows: rows], cell: cell.map { $0[rows: rows] })
  }
}

extension RecurrentLayer {
  /// The number of features of the input.
  public var inputs: Int { inputWeight.shape[0] }

  /// The number of units: the features of the output.
  public var units: Int { stateWeight.shape[0] }

  /// What the layer is in one line, such as `LSTM(64 → 128)`.
  public var summary: String {
    "\(Self.self)(\(inputs) → \(units)\(returnsSequences ? ", sequences" : ""))"
  }

  /// `[samples, steps, units]`, or `[samples, units]` for the last state only.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    try input.checkSequence(features: inputs, of: summary)
    return returnsSequences ? [input[0], input[1], units] : [input[0], units]
  }

  /// h_t = f(x_t, h_{t−1}) for all steps, from a state of zeros.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Context) {
    require(input.shape)
    Self.requireWeights(inputWeight.shape, stateWeight.shape, bias.shape)
    var states = zeroStates(samples: input.shape[0])
    let lengths = phase.requireLengths(
      samples: input.shape[0], steps: input.shape[1], of: summary)
    let (output, context) = recurrence.forward(
      input, self, states: &states, lengths: lengths, returnsSequences: returnsSequences)
    return (output ?? states[0], context)
  }

  /// The chain rule, from the last step to the first.
  public func backward(_ outputGradient: Tensor, context: Context, needsInputGradient: Bool)
    -> LayerGradients
  {
    let shape = context.inputShape
    outputGradient.requireGradient(
      of: returnsSequences ? [shape[0], shape[1], units] : [shape[0], units], summary)
    var states = zeroStates(samples: shape[0])
    if !returnsSequences { states[0] = outputGradient }
    return recurrence.backward(
      returnsSequences ? outputGradient : nil, context, states: &states,
      needsInputGradient: needsInputGradient)
  }

  /// Visits `inputWeight`, `stateWeight` and `bias`.
  public mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("inputWeight"), .weight, &inputWeight)
    visit(path.appending("stateWeight"), .weight, &stateWeight)
    visit(path.appending("bias"), .bias, &bias)
  }

  /// The state before the first step: zeros.
  public func initialState(samples: Int) -> RecurrentState {
    let zeros = Tensor(zeros: [samples, units])
    return RecurrentState(hidden: zeros, cell: Self.cell.states == 2 ? zeros : nil)
  }

  internal var recurrence: Recurrence {
    Recurrence(cell: Self.cell, inputs: inputs, units: units)
  }

  internal func zeroStates(samples: Int) -> [Tensor] {
    [Tensor](repeating: Tensor(zeros: [samples, units]), count: Self.cell.states)
  }

  /// Ends the program with a text when weights do not fit together, or there are none.
  ///
  /// It keeps the kernels, which trust the sizes, from reading past the end.
  internal static func requireWeights(_ input: Shape, _ state: Shape, _ bias: Shape) {
    let units = state.rank == 2 ? state[0] : 0
    let gates = cell.gates
    let fits =
      units > 0 && input.rank == 2 && input[0] > 0 && input[1] == gates * units
      && state[1] == gates * units && bias == [cell.biases * units]
    if fits { return }
    let columns = gates == 1 ? "units" : "\(gates) · units"
    let biases = cell.biases == 1 ? "units" : "\(cell.biases) · units"
    ShapeError(
      operation: "\(Self.self)", problem: "the weights do not fit together",
      expected: "weights [inputs, \(columns)] and [units, \(columns)], biases [\(biases)]",
      actual: "\(input), \(state) and \(bias)",
      help: "a layer has at least one input and one unit"
    ).end()
  }

  /// The weighted sums of all gates, x W and h U apart, each `[samples, gates · units]`.
  internal func sums(_ input: Tensor, _ state: RecurrentState) -> (input: Tensor, state: Tensor) {
    (input.matmul(inputWeight), state.hidden.matmul(stateWeight))
  }

  /// One gate of the sums of all.
  internal func gate(_ index: Int, of sums: Tensor) -> Tensor {
    sums.slice(axis: -1, index * units..<(index + 1) * units)
  }

  /// Weights between −1/√units and 1/√units, as PyTorch draws them.
  internal static func randomWeights(
    _ rows: Int, units: Int, using generator: inout RandomGenerator
  ) -> Tensor {
    let bound = 1 / Float(Swift.max(units, 1)).squareRoot()
    return Tensor(
      randomUniform: [rows, cell.gates * units], in: -bound..<bound, using: &generator)
  }
}
