import Networks
import Tensors

/// What a sweep over step sizes found; see ``Trainer/findLearningRate(on:from:through:steps:)``.
///
///     plot(sweep.learningRates, sweep.losses)
///     optimizer.learningRate = sweep.suggestion
public struct LearningRateSweep: Sendable, Equatable, CustomStringConvertible {
  /// The step sizes that were tried, rising by the same factor each time.
  public var learningRates: [Float]
  /// The loss at each of them, smoothed over the steps before.
  public var losses: [Double]
  /// Where the loss falls fastest: a step size to begin with.
  public var suggestion: Float

  /// The suggestion and the range that was tried.
  public var description: String {
    let range = "\(learningRates.first ?? 0) to \(learningRates.last ?? 0)"
    return "learning rate \(suggestion), of \(learningRates.count) from \(range)"
  }

  init(learningRates: [Float], losses: [Double]) {
    self.learningRates = learningRates
    self.losses = losses
    // The slope over the logarithm of the rate; up to the lowest loss, behind which training diverges.
    let lowest = losses.indices.min { losses[$0] < losses[$1] } ?? 0
    let inner = losses.indices.dropFirst().dropLast().filter { $0 <= lowest }
    let steepest = inner.min { losses[$0 + 1] - losses[$0 - 1] < losses[$1 + 1] - losses[$1 - 1] }
    suggestion = learningRates[steepest ?? lowest]
  }
}

extension Trainer {
  /// Finds a step size: trains a copy of the network for some steps, with a larger step size at each.
  ///
  /// η_i = η_min (η_max / η_min)^(i / (n − 1)); the losses are smoothed as a running average with the
  /// weight 0.9. The sweep ends when the loss is four times the lowest, or no longer finite. The
  /// suggestion is the step size at which the loss falls fastest.
  ///
  ///     let sweep = try trainer.findLearningRate(on: samples)
  ///     trainer.optimizer.learningRate = sweep.suggestion
  ///
  /// **Source:** L. N. Smith, Cyclical Learning Rates for Training Neural Networks, WACV 2017.
  ///
  /// **Errors:** ends the program when the range is not positive and rising, or has fewer than three
  /// steps.
  ///
  /// - Parameters:
  ///   - samples: What to train on.
  ///   - first: η_min, the step size of the first step.
  ///   - last: η_max, the step size of the last.
  ///   - steps: n, the number of steps.
  /// - Returns: The step sizes, the losses, and a suggestion.
  /// - Throws: `ShapeError` when the samples do not fit the network, ``TrainingError`` when there are
  ///   none or the loss is not finite from the start.
  public func findLearningRate(
    on samples: any SampleSource, from first: Float = 1e-6, through last: Float = 1,
    steps: Int = 100
  ) throws -> LearningRateSweep {
    guard first > 0, last > first, last.isFinite, steps >= 3 else {
      fatalError(
        "\(steps) steps from \(first) to \(last) are no sweep: take 3 or more, rising from above 0")
    }
    var copy = self
    copy.position = TrainingPosition()
    copy.schedule = ExponentialSweep(first: first, last: last, steps: steps)
    copy.earlyStopping = nil
    copy.checkpoints = nil
    var rates: [Float] = []
    var losses: [Double] = []
    var average = 0.0
    do {
      try copy.train(on: samples, epochs: .max) { event in
        guard case .step(let report) = event else { return }
        average = 0.9 * average + 0.1 * report.loss
        rates.append(report.learningRate)
        // A running average begins at zero: divided by the weights so far, it is a mean.
        losses.append(average / (1 - Self.power(0.9, rates.count)))
        let lowest = losses.min() ?? 0
        if rates.count == steps || losses[losses.count - 1] > 4 * lowest { throw SweepEnd() }
      }
    } catch is SweepEnd {
      return LearningRateSweep(learningRates: rates, losses: losses)
    } catch let error as TrainingError {
      // A sweep may well end where the loss is no longer finite.
      if losses.count < 3 { throw error }
    }
    return LearningRateSweep(learningRates: rates, losses: losses)
  }

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}

/// Ends a sweep.
private struct SweepEnd: Error {}

/// A rate that rises by the same factor at every step.
private struct ExponentialSweep: Schedule {
  let first: Float
  let last: Float
  let steps: Int

  func learningRate(at step: Int) -> Float {
    if step == 0 { return first }
    let logarithms = log(Tensor([first, last])).scalars
    let part = Float(min(step, steps - 1)) / Float(steps - 1)
    return exp(Tensor(logarithms[0] + part * (logarithms[1] - logarithms[0]))).scalar
  }
}
