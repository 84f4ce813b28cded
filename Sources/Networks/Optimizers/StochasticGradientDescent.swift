import Tensors

/// Gradient descent: a step against the gradient of each batch.
///
/// w ← w − η ∂L/∂w
///
///     var optimizer = StochasticGradientDescent(learningRate: 0.1)
///     optimizer.update(&network, with: gradients)
///
/// **Source:** H. Robbins and S. Monro, A Stochastic Approximation Method, Annals of Mathematical
/// Statistics 22(3), 1951.
public struct StochasticGradientDescent: Optimizer {
  /// η, the size of a step.
  public var learningRate: Float
  /// The pull of weights towards zero.
  public var weightDecay: WeightDecay

  private var state = OptimizerState("StochasticGradientDescent", kinds: [])

  /// Creates the rule.
  ///
  /// - Parameters:
  ///   - learningRate: η, the size of a step.
  ///   - weightDecay: The pull of weights towards zero.
  public init(learningRate: Float, weightDecay: WeightDecay = .none) {
    Hyperparameter.requireNotNegative(
      "StochasticGradientDescent", "weightDecay", weightDecay.strength)
    self.learningRate = learningRate
    self.weightDecay = weightDecay
  }

  /// w ← w − η ∂L/∂w for every parameter.
  public mutating func update<Model: Parameterized>(
    _ model: inout Model, with gradients: Gradients
  ) {
    let rate = learningRate
    unsafe state.update(&model, with: gradients, decay: weightDecay) {
      unsafe kernelsDescend(rate, $0.decay, $0.gradient, $0.weights, $0.count)
    }
  }
}
