import Tensors

/// Steps that become smaller for parameters that have moved much, so that rare inputs count more.
///
/// s ← s + (∂L/∂w)², w ← w − η ∂L/∂w / (√s + ε)
///
///     var optimizer = AdaGrad(learningRate: 0.01)
///     optimizer.update(&network, with: gradients)
///
/// **Source:** J. Duchi, E. Hazan and Y. Singer, Adaptive Subgradient Methods for Online Learning and
/// Stochastic Optimization, Journal of Machine Learning Research 12, 2011.
public struct AdaGrad: Optimizer {
  /// η, the size of a step.
  public var learningRate: Float
  /// ε, which keeps the divisor from being zero.
  public var epsilon: Float
  /// The pull of weights towards zero.
  public var weightDecay: WeightDecay

  private var state: OptimizerState

  /// Creates the rule.
  ///
  /// - Parameters:
  ///   - learningRate: η, the size of a step.
  ///   - epsilon: ε, which keeps the divisor from being zero.
  ///   - initialSum: What s begins with.
  ///   - weightDecay: The pull of weights towards zero.
  public init(
    learningRate: Float = 0.01, epsilon: Float = 1e-10, initialSum: Float = 0,
    weightDecay: WeightDecay = .none
  ) {
    Hyperparameter.requirePositive("AdaGrad", "epsilon", epsilon)
    Hyperparameter.requireNotNegative("AdaGrad", "initialSum", initialSum)
    Hyperparameter.requireNotNegative("AdaGrad", "weightDecay", weightDecay.strength)
    self.learningRate = learningRate
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    state = OptimizerState("AdaGrad", kinds: ["squareSum"], initialValue: initialSum)
  }

  /// s ← s + (∂L/∂w)², w ← w − η ∂L/∂w / (√s + ε) for every parameter.
  public mutating func update<Model: Parameterized>(
    _ model: inout Model, with gradients: Gradients
  ) {
    let (rate, epsilon) = (learningRate, epsilon)
    unsafe state.update(&model, with: gradients, decay: weightDecay) {
      unsafe kernelsAdaGrad(
        rate, $0.decay, epsilon, $0.gradient, $0.first, $0.weights, $0.count)
    }
  }

  /// The sums of squares.
  public var namedState: [(name: String, value: Tensor)] { state.namedState }

  /// Replaces the sums of squares.
  public mutating func restoreState(
    _ state: [(name: String, value: Tensor)]
  ) throws(ShapeError) {
    try self.state.restore(state)
  }
}
