import Tensors

/// A rule that changes the parameters of a network so that the loss becomes smaller.
///
///     var optimizer = StochasticGradientDescent(learningRate: 0.1)
///     optimizer.update(&network, with: gradients)
public protocol Optimizer: Sendable {
  /// The size of a step.
  var learningRate: Float { get set }

  /// Changes every parameter of a model along its gradient.
  mutating func update<Model: Parameterized>(_ model: inout Model, with gradients: Gradients)
}
