import Tensors

/// Gradient descent with momentum: steps in one direction add up, steps to and fro cancel.
///
/// v ← μ v + ∂L/∂w, w ← w − η v
///
///     var optimizer = Momentum(learningRate: 0.01)
///     optimizer.update(&network, with: gradients)
///
/// The formula is PyTorch's. Lectures often write v ← μ v − η ∂L/∂w, w ← w + v: as long as η stays the
/// same, both walk the same way; when η changes, here the step changes at once, there with the next
/// gradients.
///
/// **Source:** B. Polyak, Some Methods of Speeding Up the Convergence of Iteration Methods, USSR
/// Computational Mathematics and Mathematical Physics 4(5), 1964.
public struct Momentum: Optimizer {
  /// η, the size of a step.
  public var learningRate: Float
  /// μ, the part of the velocity that is left after a step.
  public var momentum: Float
  /// The pull of weights towards zero.
  public var weightDecay: WeightDecay

  private var state = OptimizerState("Momentum", kinds: ["velocity"])

  /// Creates the rule.
  ///
  /// - Parameters:
  ///   - learningRate: η, the size of a step.
  ///   - momentum: μ, the part of the velocity that is left after a step.
  ///   - weightDecay: The pull of weights towards zero.
  public init(learningRate: Float, momentum: Float = 0.9, weightDecay: WeightDecay = .none) {
    Hyperparameter.requireFraction("Momentum", "momentum", momentum)
    Hyperparameter.requireNotNegative("Momentum", "weightDecay", weightDecay.strength)
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
  }

  /// v ← μ v + ∂L/∂w, w ← w − η v for every parameter.
  public mutating func update<Model: Parameterized>(
    _ model: inout Model, with gradients: Gradients
  ) {
    let (rate, momentum) = (learningRate, momentum)
    unsafe state.update(&model, with: gradients, decay: weightDecay) {
      unsafe kernelsMomentum(
        rate, $0.decay, momentum, false, $0.gradient, $0.first, $0.weights, $0.count)
    }
  }

  /// The velocities.
  public var namedState: [(name: String, value: Tensor)] { state.namedState }

  /// Replaces the velocities.
  public mutating func restoreState(
    _ state: [(name: String, value: Tensor)]
  ) throws(ShapeError) {
    try self.state.restore(state)
  }
}
