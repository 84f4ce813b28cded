import Tensors

/// The plain recurrent layer: the new state is a squashed sum of the input and the old state.
///
/// h_t = tanh(x_t W_x + h_{t−1} W_h + b)
///
/// Its gradient shrinks or grows with every step, so it learns little over long distances; that is
/// what ``LSTM`` and ``GRU`` are for.
///
///     let layer = RNN(4, 8, returnsSequences: true, seed: 389)
///
/// **Shapes:** `[samples, steps, inputs]` to `[samples, units]`, the last state, or with
/// `returnsSequences` to `[samples, steps, units]`; W_x is `[inputs, units]`, W_h `[units, units]`,
/// b `[units]`.
///
/// **Padding** and **Errors:** as for every ``RecurrentLayer``.
///
/// **Source:** J. Elman, Finding Structure in Time, Cognitive Science 1990.
public struct RNN: RecurrentLayer {
  /// A plain recurrent cell.
  public static let cell = RecurrentCell.rnn

  /// W_x, of shape `[inputs, units]`.
  public var inputWeight: Tensor
  /// W_h, of shape `[units, units]`.
  public var stateWeight: Tensor
  /// b, of shape `[units]`.
  public var bias: Tensor
  /// Whether the output is the state after every step, and not only the last.
  public var returnsSequences: Bool

  /// Creates a layer with weights drawn uniformly between −1/√units and 1/√units, biases 0.
  ///
  /// - Parameters:
  ///   - inputs: The number of features of the input.
  ///   - units: The number of units.
  ///   - returnsSequences: Whether the output is the state after every step.
  ///   - generator: The generator to draw from.
  public init(
    _ inputs: Int, _ units: Int, returnsSequences: Bool = false,
    using generator: inout RandomGenerator
  ) {
    self.init(
      inputWeight: Self.randomWeights(inputs, units: units, using: &generator),
      stateWeight: Self.randomWeights(units, units: units, using: &generator),
      bias: Tensor(zeros: [units]), returnsSequences: returnsSequences)
  }

  /// Creates a layer with weights drawn uniformly between −1/√units and 1/√units, biases 0.
  public init(_ inputs: Int, _ units: Int, returnsSequences: Bool = false, seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    self.init(inputs, units, returnsSequences: returnsSequences, using: &generator)
  }

  /// Creates a layer with given weights.
  public init(
    inputWeight: Tensor, stateWeight: Tensor, bias: Tensor, returnsSequences: Bool = false
  ) {
    Self.requireWeights(inputWeight.shape, stateWeight.shape, bias.shape)
    self.inputWeight = inputWeight
    self.stateWeight = stateWeight
    self.bias = bias
    self.returnsSequences = returnsSequences
  }

  /// h_t = tanh(x_t W_x + h_{t−1} W_h + b), for one step.
  public func step(_ input: Tensor, from state: RecurrentState) -> RecurrentState {
    let (fromInput, fromState) = sums(input, state)
    return RecurrentState(hidden: tanh(fromInput + fromState + bias))
  }
}
