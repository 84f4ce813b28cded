import Tensors

/// Adam with weight decay apart from the gradient.
///
/// w ← (1 − η λ) w − η m̂ / (√v̂ + ε), with m̂ and v̂ as in ``Adam``
///
/// In Adam a decay that is added to the gradient is divided by √v̂ like all of it, so that parameters
/// with large gradients hardly shrink. Here all of them shrink alike.
///
///     var optimizer = AdamW(learningRate: 0.001, weightDecay: 0.01)
///     optimizer.update(&network, with: gradients)
///
/// Biases and scales do not shrink unless the decay is given as ``WeightDecay/all(_:)``, as PyTorch
/// has it.
///
/// **Source:** I. Loshchilov and F. Hutter, Decoupled Weight Decay Regularization, ICLR 2019.
public struct AdamW: Optimizer {
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

  private var state = OptimizerState("AdamW", kinds: ["firstMoment", "secondMoment"])

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
    weightDecay: WeightDecay = 0.01
  ) {
    Hyperparameter.requireFraction("AdamW", "beta1", beta1)
    Hyperparameter.requireFraction("AdamW", "beta2", beta2)
    Hyperparameter.requirePositive("AdamW", "epsilon", epsilon)
    Hyperparameter.requireNotNegative("AdamW", "weightDecay", weightDecay.strength)
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }

  /// w ← (1 − η λ) w − η m̂ / (√v̂ + ε) for every parameter.
  public mutating func update<Model: Parameterized>(
    _ model: inout Model, with gradients: Gradients
  ) {
    var rule = AdamRule(
      rate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, isDecoupled: true)
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
