public import Tensors

/// The share of predictions that are right.
///
///     accuracy(predicted: [0, 1, 1, 2], actual: [0, 1, 2, 2])    // 0.75
///
/// **Errors:** ends the program when predictions and labels differ in number.
///
/// - Parameters:
///   - predicted: The predicted class of each example.
///   - actual: The true class of each example.
/// - Returns: A number between 0 and 1; NaN when there are no examples.
public func accuracy(predicted: [Int], actual: [Int]) -> Double {
  MetricCheck.counts(predicted.count, actual.count, for: "accuracy")
  let right = zip(predicted, actual).count { $0 == $1 }
  return Double(right) / Double(actual.count)
}

/// The share of examples whose largest score is that of the true class.
///
///     accuracy(scores: model(images), actual: labels)
///
/// **Shapes:** scores `[examples, classes]`: logits or probabilities.
///
/// **Errors:** ends the program when scores and labels differ in number.
///
/// - Parameters:
///   - scores: One row of scores for each example.
///   - actual: The true class of each example.
/// - Returns: A number between 0 and 1; NaN when there are no examples.
public func accuracy(scores: Tensor, actual: [Int]) -> Double {
  accuracy(predicted: scores.argMax(axis: 1), actual: actual)
}

/// The share of examples whose true class is among those with the largest scores.
///
///     accuracy(scores: model(images), actual: labels, top: 5)
///
/// Of equal scores those of the lower classes come first, as in `argMax`.
///
/// **Shapes:** scores `[examples, classes]`: logits or probabilities.
///
/// **Errors:** ends the program when scores and labels do not fit together, a label is not one of
/// the classes, a score is NaN, or `top` is not positive.
///
/// - Parameters:
///   - scores: One row of scores for each example.
///   - actual: The true class of each example.
///   - top: How many guesses are allowed; as many as there are classes make every example right.
/// - Returns: A number between 0 and 1; NaN when there are no examples.
public func accuracy(scores: Tensor, actual: [Int], top: Int) -> Double {
  MetricCheck.scoreMatrix(scores.shape, rows: actual.count, of: "labels", for: "accuracy")
  let classes = scores.shape[1]
  MetricCheck.labels(actual, classes: classes, for: "accuracy")
  MetricCheck.scores(scores.scalars, for: "accuracy")
  MetricCheck.top(top, classes: classes)
  let right = actual.indices.count { row in
    let score = scores[row, actual[row]]
    let ahead = (0..<classes).count { label in
      scores[row, label] > score || (scores[row, label] == score && label < actual[row])
    }
    return ahead < top
  }
  return Double(right) / Double(actual.count)
}

/// The share of examples on the right side of a threshold, for two classes.
///
///     accuracy(probabilities: sigmoid(matmul(x, w)), actual: y)
///
/// **Errors:** ends the program when the two differ in number.
///
/// - Parameters:
///   - probabilities: The predicted probability of class 1 for each example.
///   - actual: The true class of each example, 0 or 1.
///   - threshold: The probability from which on class 1 is predicted.
/// - Returns: A number between 0 and 1; NaN when there are no examples.
public func accuracy(
  probabilities: Tensor, actual: Tensor, threshold: Float = 0.5
) -> Double {
  accuracy(
    predicted: probabilities.scalars.map { $0 >= threshold ? 1 : 0 },
    actual: actual.scalars.map { $0 >= 0.5 ? 1 : 0 })
}
