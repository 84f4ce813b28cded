import Tensors

/// A recurrent layer with two gates: one to reset the state, one to choose between it and a new one.
///
/// r_t = σ(x_t W_r + h_{t−1} U_r + b_r), z_t = σ(x_t W_z + h_{t−1} U_z + b_z),
/// n_t = tanh(x_t W_n + b_n + r_t ∘ (h_{t−1} U_n + b_m)), h_t = (1 − z_t) ∘ n_t + z_t ∘ h_{t−1}
///
/// The reset gate works on the product h U_n and not on h: so all products of a step are one, as in
/// PyTorch. The gates stand side by side in the weights: reset, update, candidate; the biases are
/// b_r, b_z, b_n, b_m.
///
///     let layer = GRU(64, 128, returnsSequences: true, seed: 389)
///
/// **Shapes:** `[samples, steps, inputs]` to `[samples, units]`, the last state, or with
/// `returnsSequences` to `[samples, steps, units]`; W is `[inputs, 3 · units]`, U
/// `[units, 3 · units]`, b `[4 · units]`.
///
/// **Padding** and **Errors:** as for every ``RecurrentLayer``.
///
/// **Source:** K. Cho et al., Learning Phrase Representations using RNN Encoder–Decoder for
/// Statistical Machine Translation, EMNLP 2014; the reset after the product: version 1 of the
/// paper, and cuDNN.
public struct GRU: RecurrentLayer {
  /// A gated recurrent unit.
  public static let cell = RecurrentCell.gru

  /// W, of shape `[inputs, 3 · units]`: reset, update, candidate.
  public var inputWeight: Tensor
  /// U, of shape `[units, 3 · units]`: reset, update, candidate.
  public var stateWeight: Tensor
  /// b, of shape `[4 · units]`: reset, update, candidate, and what the reset gate multiplies.
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
      bias: Tensor(zeros: [4 * units]), returnsSequences: returnsSequences)
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

  /// h_t = (1 − z_t) ∘ n_t + z_t ∘ h_{t−1}, for one step.
  public func step(_ input: Tensor, from state: RecurrentState) -> RecurrentState {
    let (fromInput, fromState) = sums(input, state)
    func sum(_ index: Int) -> Tensor { gate(index, of: fromInput) + gate(index, of: fromState) }
    func bias(_ index: Int) -> Tensor { gate(index, of: self.bias) }
    let reset = sigmoid(sum(0) + bias(0))
    let update = sigmoid(sum(1) + bias(1))
    let remembered = gate(2, of: fromState) + bias(3)
    let candidate = tanh(gate(2, of: fromInput) + bias(2) + reset * remembered)
    return RecurrentState(hidden: (1 - update) * candidate + update * state.hidden)
  }
}
