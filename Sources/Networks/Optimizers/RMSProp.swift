import Tensors

/// Steps measured by how large a parameter's gradients have been lately.
///
/// s ← ρ s + (1 − ρ) (∂L/∂w)², w ← w − η ∂L/∂w / (√s + ε)
///
/// With a momentum μ: u = ∂L/∂w / (√s + ε), v ← μ v + u, w ← w − η v.
///
///     var optimizer = RMSProp(learningRate: 0.001)
///     optimizer.update(&network, with: gradients)
///
/// **Source:** T. Tieleman and G. Hinton, Lecture 6.5: RMSProp, Coursera: Neural Networks for Machine
/// Learning, 2012. ε stands outside the root, as in PyTorch.
public struct RMSProp: Optimizer {
  /// η, the size of a step.
  public var learningRate: Float
  /// ρ, the part of the mean square that is left after a step.
  public var smoothing: Float
  /// ε, which keeps the divisor from being zero.
  public var epsilon: Float
  /// μ, the part of the velocity that is left after a step; zero is no velocity.
  public let momentum: Float
  /// The pull of weights towards zero.
  public var weightDecay: WeightDecay

  private var state: OptimizerState

  /// Creates the rule.
  ///
  /// - Parameters:
  ///   - learningRate: η, the size of a step.
  ///   - smoothing: ρ, the part of the mean square that is left after a step.
  ///   - epsilon: ε, which keeps the divisor from being zero.
  ///   - momentum: μ, the part of the velocity that is left after a step.
  ///   - weightDecay: The pull of weights towards zero.
  public init(
    learningRate: Float = 0.01, smoothing: Float = 0.99, epsilon: Float = 1e-8,
    momentum: Float = 0, weightDecay: WeightDecay = .none
  ) {
    Hyperparameter.requireFraction("RMSProp", "smoothing", smoothing)
    Hyperparameter.requirePositive("RMSProp", "epsilon", epsilon)
    Hyperparameter.requireFraction("RMSProp", "momentum", momentum)
    Hyperparameter.requireNotNegative("RMSProp", "weightDecay", weightDecay.strength)
    self.learningRate = learningRate
    self.smoothing = smoothing
    self.epsilon = epsilon
    self.momentum = momentum
    self.weightDecay = weightDecay
    state = OptimizerState(
      "RMSProp", kinds: momentum == 0 ? ["meanSquare"] : ["meanSquare", "velocity"])
  }

  /// s ← ρ s + (1 − ρ) (∂L/∂w)², w ← w − η ∂L/∂w / (√s + ε) for every parameter.
  public mutating func update<Model: Parameterized>(
    _ model: inout Model, with gradients: Gradients
  ) {
    let (rate, epsilon, momentum, smoothing) = (learningRate, epsilon, momentum, smoothing)
    let oneMinusSmoothing = Float(1 - Double(smoothing))
    unsafe state.update(&model, with: gradients, decay: weightDecay) {
      unsafe kernelsRMSProp(
        rate, $0.decay, smoothing, oneMinusSmoothing, epsilon, momentum, $0.gradient, $0.first,
        momentum == 0 ? nil : $0.second, $0.weights, $0.count)
    }
  }

  /// The mean squares, and the velocities if there are any.
  public var namedState: [(name: String, value: Tensor)] { state.namedState }

  /// Replaces the mean squares and velocities.
  public mutating func restoreState(
    _ state: [(name: String, value: Tensor)]
  ) throws(ShapeError) {
    try self.state.restore(state)
  }
}
