/// A learning rate that rises to a peak and falls far below where it began, in half waves of the
/// cosine.
///
/// η rises from peak / 25 to peak over the first 30 % of the steps, and falls to peak / 250,000 at the
/// last.
///
///     let schedule = OneCycle(peak: 0.1, steps: 1000)
///     schedule.learningRate(at: 299)    // 0.1
///
/// **Source:** L. Smith and N. Topin, Super-Convergence: Very Fast Training of Neural Networks Using
/// Large Learning Rates, 2018; the numbers are PyTorch's.
public struct OneCycle: Schedule {
  /// The greatest rate.
  public var peak: Float
  /// The number of steps of the cycle.
  public let steps: Int
  /// The part of the steps on which the rate rises.
  public let risingPart: Float

  /// Creates the schedule.
  ///
  /// **Errors:** ends the program when there are fewer than 1 steps, or when the rising part is not
  /// between 0 and 1.
  ///
  /// - Parameters:
  ///   - peak: The greatest rate.
  ///   - steps: The number of steps of the cycle.
  ///   - risingPart: The part of the steps on which the rate rises.
  public init(peak: Float, steps: Int, risingPart: Float = 0.3) {
    Hyperparameter.requirePositive("OneCycle", "steps", steps)
    Hyperparameter.requireFraction("OneCycle", "risingPart", risingPart)
    self.peak = peak
    self.steps = steps
    self.risingPart = risingPart
  }

  /// Up to the peak and down again.
  public func learningRate(at step: Int) -> Float {
    let top = max(Double(risingPart) * Double(steps) - 1, 0)
    let last = Double(steps - 1)
    let time = Double(step)
    if time < top { return halfWave(from: peak / 25, to: peak, at: time / top) }
    return halfWave(
      from: peak, to: peak / 25 / 10_000, at: last > top ? (time - top) / (last - top) : 1)
  }
}
