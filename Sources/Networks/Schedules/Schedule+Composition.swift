extension Schedule {
  /// The schedule after steps on which the rate rises evenly from near zero to the schedule's first.
  ///
  /// η(t) = η₀ (t + 1) / (n + 1) for t < n, then the schedule from its first step on
  ///
  ///     let schedule = CosineDecay(from: 0.001, steps: 10_000).warmedUp(over: 500)
  ///
  /// The first steps of Adam rest on few gradients, and large layers may not survive large ones.
  ///
  /// **Source:** P. Goyal et al., Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour, 2017.
  ///
  /// **Errors:** ends the program when there are fewer than 1 steps.
  ///
  /// - Parameter steps: n, the number of steps before the schedule begins.
  /// - Returns: A schedule that is n steps longer.
  public func warmedUp(over steps: Int) -> WarmUp { WarmUp(over: steps, then: self) }

  /// The schedule for some steps, then another one from its first step on.
  ///
  ///     let schedule = ConstantRate(0.1).followed(by: CosineDecay(from: 0.1, steps: 900), after: 100)
  ///
  /// **Errors:** ends the program when the number of steps is below 1.
  ///
  /// - Parameters:
  ///   - next: The schedule that follows.
  ///   - steps: The number of steps before it does.
  /// - Returns: Both as one schedule.
  public func followed(by next: some Schedule, after steps: Int) -> ScheduleSequence {
    ScheduleSequence(self, next, after: steps)
  }
}

/// A schedule with a slow start; see ``Schedule/warmedUp(over:)``.
///
/// η(t) = η₀ (t + 1) / (n + 1) for t < n
public struct WarmUp: Schedule {
  /// n, the number of steps before the schedule begins.
  public let steps: Int
  /// What follows.
  public var schedule: any Schedule

  /// Creates the schedule.
  public init(over steps: Int, then schedule: some Schedule) {
    Hyperparameter.requirePositive("WarmUp", "over", steps)
    self.steps = steps
    self.schedule = schedule
  }

  /// η(t) = η₀ (t + 1) / (n + 1) for t < n, then the schedule.
  public func learningRate(at step: Int) -> Float {
    if step >= steps { return schedule.learningRate(at: step - steps) }
    let part = Double(max(step, 0) + 1) / (Double(steps) + 1)
    return Float(Double(schedule.learningRate(at: 0)) * part)
  }
}

/// One schedule after another; see ``Schedule/followed(by:after:)``.
public struct ScheduleSequence: Schedule {
  /// What comes first.
  public var first: any Schedule
  /// What follows.
  public var next: any Schedule
  /// The number of steps of the first.
  public let steps: Int

  /// Creates the schedule.
  public init(_ first: some Schedule, _ next: some Schedule, after steps: Int) {
    Hyperparameter.requirePositive("ScheduleSequence", "after", steps)
    self.first = first
    self.next = next
    self.steps = steps
  }

  /// The rate of the schedule whose turn it is.
  public func learningRate(at step: Int) -> Float {
    step < steps ? first.learningRate(at: step) : next.learningRate(at: step - steps)
  }
}
