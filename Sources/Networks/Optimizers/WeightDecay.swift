/// A pull of parameters towards zero, which keeps a network smooth.
///
/// In all rules but ``AdamW`` it is the derivative of a penalty on large weights, added to the
/// gradient: L′ = L + λ/2 Σ w², ∂L′/∂w = ∂L/∂w + λ w. ``AdamW`` shrinks weights apart from the
/// gradient.
///
///     Adam(learningRate: 0.001, weightDecay: 0.01)              // weights only
///     Adam(learningRate: 0.001, weightDecay: .all(0.01))        // as in PyTorch
///
/// **Source:** A. Krogh and J. Hertz, A Simple Weight Decay Can Improve Generalization, NIPS 1991.
public struct WeightDecay: Sendable, Equatable, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral
{
  /// λ, the strength; zero is none.
  public var strength: Float
  /// Whether biases and scales are pulled too, not only weights.
  public var includesAll: Bool

  /// No pull.
  public static let none = WeightDecay(strength: 0, includesAll: false)

  /// A pull of weights: of what multiplies inputs.
  public static func weights(_ strength: Float) -> WeightDecay {
    WeightDecay(strength: strength, includesAll: false)
  }

  /// A pull of all parameters, biases too.
  public static func all(_ strength: Float) -> WeightDecay {
    WeightDecay(strength: strength, includesAll: true)
  }

  private init(strength: Float, includesAll: Bool) {
    self.strength = strength
    self.includesAll = includesAll
  }

  /// A pull of weights, from its strength.
  public init(floatLiteral value: Float) { self = .weights(value) }

  /// A pull of weights, from its strength.
  public init(integerLiteral value: Int) { self = .weights(Float(value)) }

  /// λ for a tensor with a role.
  internal func strength(for role: TensorRole) -> Float {
    includesAll || role == .weight ? strength : 0
  }
}
