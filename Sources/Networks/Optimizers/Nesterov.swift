import Tensors

/// Momentum that looks ahead: the step already counts the velocity that it is about to have.
///
/// v ← μ v + ∂L/∂w, w ← w − η (∂L/∂w + μ v)
///
///     var optimizer = Nesterov(learningRate: 0.01)
///     optimizer.update(&network, with: gradients)
///
/// The formula is PyTorch's. Nesterov's own takes the gradient at the point ahead, w − η μ v; here the
/// parameters are that point, so that the gradient is taken where they are.
///
/// **Source:** Y. Nesterov, A Method of Solving a Convex Programming Problem with Convergence Rate
/// O(1/k²), Soviet Mathematics Doklady 27(2), 1983; I. Sutskever, J. Martens, G. Dahl and G. Hinton,
/// On the Importance of Initialization and Momentum in Deep Learning, ICML 2013.
public struct Nesterov: Optimizer {
  /// η, the size of a step.
  public var learningRate: Float
  /// μ, the part of the velocity that is left after a step.
  public var momentum: Float
  /// The pull of weights towards zero.
  public var weightDecay: WeightDecay

  private var state = OptimizerState("Nesterov", kinds: ["velocity"])

  /// Creates the rule.
  ///
  /// - Parameters:
  ///   - learningRate: η, the size of a step.
  ///   - momentum: μ, the part of the velocity that is left after a step.
  ///   - weightDecay: The pull of weights towards zero.
  public init(learningRate: Float, momentum: Float = 0.9, weightDecay: WeightDecay = .none) {
    Hyperparameter.requireFraction("Nesterov", "momentum", momentum)
    Hyperparameter.requireNotNegative("Nesterov", "weightDecay", weightDecay.strength)
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
  }

  /// v ← μ v + ∂L/∂w, w ← w − η (∂L/∂w + μ v) for every parameter.
  public mutating func update<Model: Parameterized>(
    _ model: inout Model, with gradients: Gradients
  ) {
    let (rate, momentum) = (learningRate, momentum)
    unsafe state.update(&model, with: gradients, decay: weightDecay) {
      unsafe kernelsMomentum(
        rate, $0.decay, momentum, true, $0.gradient, $0.first, $0.weights, $0.count)
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
