/// A learning rate that falls like 1/t: fast enough to come to rest, slowly enough to get anywhere.
///
/// η(t) = η₀ / (1 + k t)
///
///     let schedule = InverseTimeDecay(from: 0.1, decay: 0.01)
///     schedule.learningRate(at: 100)    // 0.05
///
/// **Source:** H. Robbins and S. Monro, A Stochastic Approximation Method, Annals of Mathematical
/// Statistics 22(3), 1951: Σ η(t) must be infinite and Σ η(t)² finite.
public struct InverseTimeDecay: Schedule {
  /// η₀, the first rate.
  public var initialRate: Float
  /// k: after 1/k steps the rate has halved.
  public var decay: Float

  /// Creates the schedule.
  ///
  /// **Errors:** ends the program when the decay is negative.
  ///
  /// - Parameters:
  ///   - initialRate: η₀, the first rate.
  ///   - decay: k, at least 0: after 1/k steps the rate has halved.
  public init(from initialRate: Float, decay: Float) {
    Hyperparameter.requireNotNegative("InverseTimeDecay", "decay", decay)
    self.initialRate = initialRate
    self.decay = decay
  }

  /// η(t) = η₀ / (1 + k t).
  public func learningRate(at step: Int) -> Float {
    Float(Double(initialRate) / (1 + Double(decay) * Double(max(step, 0))))
  }
}
