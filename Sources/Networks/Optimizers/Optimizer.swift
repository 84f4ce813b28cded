import Tensors

/// A rule that changes the parameters of a network so that the loss becomes smaller.
///
///     var optimizer = Adam(learningRate: 0.001)
///     for step in 0..<1000 {
///       let (loss, gradients) = network.valueAndGradients(
///         SoftmaxCrossEntropy(), input: x, target: y, phase: .training(seed: step))
///       optimizer.update(&network, with: gradients)
///     }
///
/// Most rules remember something of the steps before. What they remember belongs to one network:
/// another one needs an optimizer of its own.
public protocol Optimizer: Sendable {
  /// The size of a step.
  var learningRate: Float { get set }

  /// Changes every parameter of a model along its gradient, and moves running averages towards the
  /// values of the batch.
  ///
  /// **Errors:** ends the program when the gradients do not fit the model, or when the model is not
  /// the one of the first update; the text names the parameter.
  mutating func update<Model: Parameterized>(_ model: inout Model, with gradients: Gradients)

  /// What the rule remembers, by names such as `2.weight.velocity`; with ``restoreState(_:)`` a
  /// training that was interrupted goes on as if it had not been.
  var namedState: [(name: String, value: Tensor)] { get }

  /// Replaces what the rule remembers by what ``namedState`` gave.
  ///
  /// Whether it fits the model shows at the next update.
  ///
  /// - Throws: `ShapeError` when the state is that of another rule.
  mutating func restoreState(_ state: [(name: String, value: Tensor)]) throws(ShapeError)
}

extension Optimizer {
  /// Nothing: a rule without memory.
  public var namedState: [(name: String, value: Tensor)] { [] }

  /// Takes nothing but the empty state of a rule without memory.
  public mutating func restoreState(
    _ state: [(name: String, value: Tensor)]
  ) throws(ShapeError) {
    if let first = state.first {
      throw .strangeState("\(Self.self)", first.name, expected: "no state: the rule has no memory")
    }
  }
}
