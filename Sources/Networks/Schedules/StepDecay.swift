/// A learning rate that is cut at regular steps.
///
/// η(t) = η₀ · factor^⌊t / interval⌋
///
///     let schedule = StepDecay(from: 0.1, factor: 0.5, every: 30)
///     schedule.learningRate(at: 29)    // 0.1
///     schedule.learningRate(at: 30)    // 0.05
public struct StepDecay: Schedule {
  /// η₀, the first rate.
  public var initialRate: Float
  /// What the rate is multiplied by at each cut.
  public var factor: Float
  /// The number of steps between two cuts.
  public let interval: Int

  /// Creates the schedule.
  ///
  /// **Errors:** ends the program when the interval is below 1.
  ///
  /// - Parameters:
  ///   - initialRate: η₀, the first rate.
  ///   - factor: What the rate is multiplied by at each cut.
  ///   - interval: The number of steps between two cuts.
  public init(from initialRate: Float, factor: Float = 0.1, every interval: Int) {
    Hyperparameter.requirePositive("StepDecay", "every", interval)
    self.initialRate = initialRate
    self.factor = factor
    self.interval = interval
  }

  /// η(t) = η₀ · factor^⌊t / interval⌋.
  public func learningRate(at step: Int) -> Float {
    Float(Double(initialRate) * power(Double(factor), step / interval))
  }
}
