import Tensors

/// A recurrent layer with a memory cell, whose gates choose what to forget, to store and to show.
///
/// f_t = σ(x_t W_f + h_{t−1} U_f + b_f), i_t = σ(x_t W_i + h_{t−1} U_i + b_i),
/// o_t = σ(x_t W_o + h_{t−1} U_o + b_o), c̃_t = tanh(x_t W_c + h_{t−1} U_c + b_c),
/// c_t = f_t ∘ c_{t−1} + i_t ∘ c̃_t, h_t = o_t ∘ tanh c_t
///
/// The gates stand side by side in the weights, in the order of the lecture: forget, input, output,
/// candidate.
///
///     let classifier = Sequential {
///       Embedding(10_000, 64, seed: 1)
///       LSTM(64, 128, seed: 2)
///       Linear(128, 4, seed: 3)
///     }
///
/// **Shapes:** `[samples, steps, inputs]` to `[samples, units]`, the last state, or with
/// `returnsSequences` to `[samples, steps, units]`; W is `[inputs, 4 · units]`, U
/// `[units, 4 · units]`, b `[4 · units]`.
///
/// **Padding** and **Errors:** as for every ``RecurrentLayer``.
///
/// **Source:** S. Hochreiter and J. Schmidhuber, Long Short-Term Memory, Neural Computation 1997;
/// the forget gate: F. Gers, J. Schmidhuber and F. Cummins, Learning to Forget, 2000.
public struct LSTM: RecurrentLayer {
  /// Long short-term memory.
  public static let cell = RecurrentCell.lstm

  /// W, of shape `[inputs, 4 · units]`: forget, input, output, candidate.
  public var inputWeight: Tensor
  /// U, of shape `[units, 4 · units]`: forget, input, output, candidate.
  public var stateWeight: Tensor
  /// b, of shape `[4 · units]`: forget, input, output, candidate.
  public var bias: Tensor
  /// Whether the output is the state after every step, and not only the last.
  public var returnsSequences: Bool

  /// Creates a layer with weights drawn uniformly between −1/√units and 1/√units.
  ///
  /// A forget gate that starts open, with a bias of 1, keeps what it has until it has learnt what
  /// to forget (R. Jozefowicz et al., An Empirical Exploration of Recurrent Network Architectures,
  /// 2015).
  ///
  /// - Parameters:
  ///   - inputs: The number of features of the input.
  ///   - units: The number of units.
  ///   - returnsSequences: Whether the output is the state after every step.
  ///   - forgetBias: The bias of all forget gates; the other biases are 0.
  ///   - generator: The generator to draw from.
  public init(
    _ inputs: Int, _ units: Int, returnsSequences: Bool = false, forgetBias: Float = 1,
    using generator: inout RandomGenerator
  ) {
    var bias = Tensor(zeros: [4 * units])
    for unit in 0..<units { bias.scalars[unit] = forgetBias }
    self.init(
      inputWeight: Self.randomWeights(inputs, units: units, using: &generator),
      stateWeight: Self.randomWeights(units, units: units, using: &generator), bias: bias,
      returnsSequences: returnsSequences)
  }

  /// Creates a layer with weights drawn uniformly between −1/√units and 1/√units.
  public init(
    _ inputs: Int, _ units: Int, returnsSequences: Bool = false, forgetBias: Float = 1,
    seed: UInt64
  ) {
    var generator = RandomGenerator(seed: seed)
    self.init(
      inputs, units, returnsSequences: returnsSequences, forgetBias: forgetBias, using: &generator)
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

  /// c_t = f_t ∘ c_{t−1} + i_t ∘ c̃_t, h_t = o_t ∘ tanh c_t, for one step.
  public func step(_ input: Tensor, from state: RecurrentState) -> RecurrentState {
    let (fromInput, fromState) = sums(input, state)
    let z = fromInput + fromState + bias
    let forget = sigmoid(gate(0, of: z))
    let store = sigmoid(gate(1, of: z))
    let show = sigmoid(gate(2, of: z))
    let candidate = tanh(gate(3, of: z))
    let kept = state.cell.map { forget * $0 } ?? Tensor(zeros: forget.shape)
    let cell = kept + store * candidate
    return RecurrentState(hidden: show * tanh(cell), cell: cell)
  }
}
