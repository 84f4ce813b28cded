/// A learning rate that shrinks by the same factor at every step.
///
/// η(t) = η₀ · factorᵗ
///
///     let schedule = ExponentialDecay(from: 0.1, factor: 0.99)
///     schedule.learningRate(at: 100)    // 0.0366
public struct ExponentialDecay: Schedule {
  /// η₀, the first rate.
  public var initialRate: Float
  /// What the rate is multiplied by after each step.
  public var factor: Float

  /// Creates the schedule.
  ///
  /// - Parameters:
  ///   - initialRate: η₀, the first rate.
  ///   - factor: What the rate is multiplied by after each step.
  public init(from initialRate: Float, factor: Float) {
    self.initialRate = initialRate
    self.factor = factor
  }

  /// η(t) = η₀ · factorᵗ.
  public func learningRate(at step: Int) -> Float {
    Float(Double(initialRate) * power(Double(factor), step))
  }
}
