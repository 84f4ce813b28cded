/// A learning rate that changes while a network trains.
///
///     let schedule = CosineDecay(from: 0.1, to: 0.001, steps: 1000).warmedUp(over: 100)
///     for step in 0..<1100 {
///       optimizer.learningRate = schedule.learningRate(at: step)
///       …
///     }
///
/// A schedule is a function of the step alone: a training that was interrupted goes on with the same
/// rates. To change the rate once an epoch, ask with the number of the epoch.
public protocol Schedule: Sendable {
  /// The learning rate of a step.
  ///
  /// - Parameter step: The step, the first one is 0; below that, the first rate holds.
  /// - Returns: η at that step.
  func learningRate(at step: Int) -> Float
}

/// The same learning rate at every step.
///
/// η(t) = η₀
///
///     ConstantRate(0.1).learningRate(at: 500)    // 0.1
public struct ConstantRate: Schedule {
  /// η₀, the rate.
  public var rate: Float

  /// Creates the schedule.
  public init(_ rate: Float) { self.rate = rate }

  /// η(t) = η₀.
  public func learningRate(at step: Int) -> Float { rate }
}
