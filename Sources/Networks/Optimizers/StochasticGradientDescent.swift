import Tensors

/// Gradient descent: a step against the gradient.
///
/// w ← w − η ∂L/∂w
public struct StochasticGradientDescent: Optimizer {
  /// η, the size of a step.
  public var learningRate: Float

  /// Creates the rule.
  public init(learningRate: Float) { self.learningRate = learningRate }

  /// w ← w − η ∂L/∂w for every parameter.
  public mutating func update<Model: Parameterized>(
    _ model: inout Model, with gradients: Gradients
  ) {
    var index = 0
    let rate = learningRate
    model.visitTensors(at: .unnamed) { _, role, value in
      guard role.hasGradient else { return }
      let gradient = gradients.entries[index]
      index += 1
      switch role {
      case .statistic(let momentum): value += momentum * (gradient.tensor - value)
      default: value -= rate * gradient.tensor
      }
    }
  }
}
