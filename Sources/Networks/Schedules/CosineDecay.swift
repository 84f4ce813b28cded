/// A learning rate that falls along half a wave of the cosine: slowly, fast, slowly.
///
/// η(t) = η₁ + (η₀ − η₁) (1 + cos(π t / T)) / 2, and η₁ from step T on
///
///     let schedule = CosineDecay(from: 0.1, steps: 1000)
///     schedule.learningRate(at: 500)    // 0.05
///
/// **Source:** I. Loshchilov and F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR
/// 2017.
public struct CosineDecay: Schedule {
  /// η₀, the first rate.
  public var initialRate: Float
  /// η₁, the last rate.
  public var finalRate: Float
  /// T, the number of steps on the way.
  public let steps: Int

  /// Creates the schedule.
  ///
  /// **Errors:** ends the program when there are fewer than 1 steps.
  ///
  /// - Parameters:
  ///   - initialRate: η₀, the first rate.
  ///   - finalRate: η₁, the last rate.
  ///   - steps: T, the number of steps on the way.
  public init(from initialRate: Float, to finalRate: Float = 0, steps: Int) {
    Hyperparameter.requirePositive("CosineDecay", "steps", steps)
    self.initialRate = initialRate
    self.finalRate = finalRate
    self.steps = steps
  }

  /// η(t) = η₁ + (η₀ − η₁) (1 + cos(π t / T)) / 2.
  public func learningRate(at step: Int) -> Float {
    halfWave(from: initialRate, to: finalRate, at: Double(step) / Double(steps))
  }
}

/// A cosine decay that begins anew after every period; the periods may become longer.
///
/// η(t) = η₁ + (η₀ − η₁) (1 + cos(π s / T)) / 2, s being the steps since the period of T steps began
///
///     let schedule = CosineRestarts(from: 0.1, period: 100, growth: 2)    // 100, 200, 400, … steps
///     schedule.learningRate(at: 100)                                      // 0.1
///
/// **Source:** I. Loshchilov and F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR
/// 2017.
public struct CosineRestarts: Schedule {
  /// η₀, the first rate of each period.
  public var initialRate: Float
  /// η₁, what each period falls towards.
  public var finalRate: Float
  /// The number of steps in the first period.
  public let period: Int
  /// How many times longer each period is than the one before.
  public let growth: Int

  /// Creates the schedule.
  ///
  /// **Errors:** ends the program when the period or its growth is below 1.
  ///
  /// - Parameters:
  ///   - initialRate: η₀, the first rate of each period.
  ///   - finalRate: η₁, what each period falls towards.
  ///   - period: The number of steps in the first period.
  ///   - growth: How many times longer each period is than the one before.
  public init(from initialRate: Float, to finalRate: Float = 0, period: Int, growth: Int = 1) {
    Hyperparameter.requirePositive("CosineRestarts", "period", period)
    Hyperparameter.requirePositive("CosineRestarts", "growth", growth)
    self.initialRate = initialRate
    self.finalRate = finalRate
    self.period = period
    self.growth = growth
  }

  /// η(t) = η₁ + (η₀ − η₁) (1 + cos(π s / T)) / 2.
  public func learningRate(at step: Int) -> Float {
    var length = period
    var position = max(step, 0)
    if growth == 1 { position %= length }
    while position >= length {
      position -= length
      // A period that overflows is longer than any training.
      let (longer, overflow) = length.multipliedReportingOverflow(by: growth)
      length = overflow ? .max : longer
    }
    return halfWave(from: initialRate, to: finalRate, at: Double(position) / Double(length))
  }
}

/// From one rate to another along half a wave of the cosine.
///
/// - Parameters:
///   - start: The rate at 0 and before.
///   - end: The rate at 1 and after.
///   - position: Where.
/// - Returns: The rate there.
internal func halfWave(from start: Float, to end: Float, at position: Double) -> Float {
  let position = min(max(position, 0), 1)
  let part = (1 + cosine(Double.pi * position)) / 2
  return Float(Double(end) + (Double(start) - Double(end)) * part)
}

/// The cosine of the C library.
@_extern(c, "cos")
private func cosine(_ angle: Double) -> Double
