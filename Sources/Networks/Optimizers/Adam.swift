import Tensors

/// Momentum and a measure for the size of gradients together: a good first choice.
///
/// m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², with g = ∂L/∂w
///
/// w ← w − η m̂ / (√v̂ + ε), with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ) at step t
///
/// m and v begin with zero; m̂ and v̂ make up for that.
///
///     var optimizer = Adam(learningRate: 0.001)
///     optimizer.update(&network, with: gradients)
///
/// Weight decay is added to the gradient here; ``AdamW`` keeps it apart.
///
/// **Source:** D. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015.
public struct Adam: Optimizer {
  /// η, the size of a step.
  public var learningRate: Float
  /// β₁, the part of the mean gradient that is left after a step.
  public var beta1: Float
  /// β₂, the part of the mean square that is left after a step.
  public var beta2: Float
  /// ε, which keeps the divisor from being zero.
  public var epsilon: Float
  /// The pull of weights towards zero.
  public var weightDecay: WeightDecay

  private var state = OptimizerState("Adam", kinds: ["firstMoment", "secondMoment"])

  /// Creates the rule.
  ///
  /// - Parameters:
  ///   - learningRate: η, the size of a step.
  ///   - beta1: β₁, the part of the mean gradient that is left after a step.
  ///   - beta2: β₂, the part of the mean square that is left after a step.
  ///   - epsilon: ε, which keeps the divisor from being zero.
  ///   - weightDecay: The pull of weights towards zero.
  public init(
    learningRate: Float = 0.001, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8,
    weightDecay: WeightDecay = .none
  ) {
    Hyperparameter.requireFraction("Adam", "beta1", beta1)
    Hyperparameter.requireFraction("Adam", "beta2", beta2)
    Hyperparameter.requirePositive("Adam", "epsilon", epsilon)
    Hyperparameter.requireNotNegative("Adam", "weightDecay", weightDecay.strength)
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }

  /// w ← w − η m̂ / (√v̂ + ε) for every parameter.
  public mutating func update<Model: Parameterized>(
    _ model: inout Model, with gradients: Gradients
  ) {
    var rule = AdamRule(rate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon)
    unsafe state.update(&model, with: gradients, decay: weightDecay) { unsafe rule.change($0) }
  }

  /// The moments and the counts of steps.
  public var namedState: [(name: String, value: Tensor)] { state.namedState }

  /// Replaces the moments and the counts of steps.
  public mutating func restoreState(
    _ state: [(name: String, value: Tensor)]
  ) throws(ShapeError) {
    try self.state.restore(state)
  }
}

/// The step that ``Adam`` and ``AdamW`` share.
internal struct AdamRule {
  private let rate: Float
  private let beta1: Float
  private let beta2: Float
  private let epsilon: Float
  private let isDecoupled: Bool
  // The corrections hold for one step number, which nearly all parameters share.
  private var step = 0
  private var correctedRate: Float = 0
  private var correction: Float = 0

  init(rate: Float, beta1: Float, beta2: Float, epsilon: Float, isDecoupled: Bool = false) {
    self.rate = rate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.isDecoupled = isDecoupled
  }

  mutating func change(_ stretch: ParameterStretch) {
    if unsafe stretch.step != step {
      unsafe step = stretch.step
      correctedRate = Float(Double(rate) / (1 - power(Double(beta1), step)))
      correction = Float(1 / (1 - power(Double(beta2), step)).squareRoot())
    }
    let decay = unsafe stretch.decay
    unsafe kernelsAdam(
      correctedRate, isDecoupled ? 0 : decay, isDecoupled ? 1 - rate * decay : 1,
      Float(1 - Double(beta1)), beta2, Float(1 - Double(beta2)), correction, epsilon,
      stretch.gradient, stretch.first, stretch.second, stretch.weights, stretch.count)
  }
}

/// A whole power by repeated squaring.
internal func power(_ base: Double, _ exponent: Int) -> Double {
  var result = 1.0
  var square = base
  var rest = exponent
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}
