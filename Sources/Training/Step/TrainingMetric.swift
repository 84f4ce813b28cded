import Networks
import Tensors

/// Something to measure on the outputs of a network beside its loss, as a mean over the samples.
///
///     let metrics = [TrainingMetric.accuracy]
public struct TrainingMetric: Sendable {
  /// The name in reports and in the ``TrainingHistory``.
  public let name: String
  let tally: @Sendable ([Tensor], Batch) -> Tally

  /// Creates a metric.
  ///
  /// - Parameters:
  ///   - name: The name in reports.
  ///   - measure: What to measure: it gets the outputs of the network for some samples and these
  ///     samples, and gives a sum and the number of things that were added up.
  public init(
    _ name: String, _ measure: @escaping @Sendable ([Tensor], Batch) -> (sum: Double, count: Int)
  ) {
    self.name = name
    tally = { outputs, batch in
      let (sum, count) = measure(outputs, batch)
      return Tally(sum: sum, count: count)
    }
  }

  /// The share of targets whose class has the largest score.
  ///
  /// Targets below zero count as missing, as for losses that ignore them.
  ///
  /// **Shapes:** outputs `[…, classes]`, targets `[…]` with the numbers of classes.
  public static let accuracy = TrainingMetric("accuracy") { outputs, batch in
    guard let scores = outputs.first, let classes = batch.targets.first,
      scores.rank == classes.rank + 1
    else {
      ShapeError(
        operation: "accuracy", problem: "scores and targets do not fit",
        expected: "scores […, classes] and targets […]",
        actual:
          "scores \(outputs.first?.shape ?? []) and targets \(batch.targets.first?.shape ?? [])",
        help: "use .binaryAccuracy() for one output that says yes or no"
      ).end()
    }
    var right = 0
    var count = 0
    for (found, target) in zip(scores.argMax(axis: -1), classes.scalars) where target >= 0 {
      count += 1
      if Float(found) == target { right += 1 }
    }
    return (Double(right), count)
  }

  /// The share of outputs on the right side of a threshold, for targets of 0 and 1.
  ///
  /// **Shapes:** outputs and targets with equally many scalars.
  ///
  /// - Parameter threshold: From which output on the answer is 1: 0.5 for probabilities, 0 for scores
  ///   before the sigmoid.
  /// - Returns: The metric.
  public static func binaryAccuracy(threshold: Float = 0.5) -> TrainingMetric {
    TrainingMetric("accuracy") { outputs, batch in
      guard let scores = outputs.first, let targets = batch.targets.first,
        scores.count == targets.count
      else {
        ShapeError(
          operation: "binaryAccuracy", problem: "outputs and targets do not fit",
          expected: "one output for each target",
          actual:
            "outputs \(outputs.first?.shape ?? []) and targets \(batch.targets.first?.shape ?? [])",
          help: "use .accuracy for an output with a score for each class"
        ).end()
      }
      let right = zip(scores.scalars, targets.scalars).count { ($0 >= threshold) == ($1 >= 0.5) }
      return (Double(right), targets.count)
    }
  }
}

/// A mean that is still being added up.
struct Tally: Sendable, Equatable {
  var sum = 0.0
  var count = 0

  /// The mean; NaN when nothing was added up.
  var mean: Double { sum / Double(count) }

  static func + (lhs: Tally, rhs: Tally) -> Tally {
    Tally(sum: lhs.sum + rhs.sum, count: lhs.count + rhs.count)
  }
}
