public import Tensors

/// The mean average precision, mAP: the mean over the classes of the average precision with which
/// each class's scores rank its examples first.
///
///     meanAveragePrecision(scores: model(images), labels: tags)
///
/// An example may be of several classes or of none. A class that no example is of has no average
/// precision and is left out; scikit-learn's `average_precision_score(average="macro")` counts it
/// as 0.
///
/// **Shapes:** both `[examples, classes]`.
///
/// **Errors:** ends the program when the shapes differ or are no matrices, a label is neither 0 nor
/// 1, or a score is NaN.
///
/// **Source:** as for ``PrecisionRecallCurve/averagePrecision``, without interpolation. Contests of
/// object detection interpolate, so their numbers are a little larger.
///
/// - Parameters:
///   - scores: A score of each example for each class.
///   - labels: 1 where an example is of a class, else 0.
/// - Returns: A number between 0 and 1; NaN when no class occurs.
public func meanAveragePrecision(scores: Tensor, labels: Tensor) -> Double {
  MetricCheck.sameShape(scores.shape, labels.shape, for: "meanAveragePrecision")
  MetricCheck.scoreMatrix(
    scores.shape, rows: labels.shape.dimensions.first ?? 0, of: "examples",
    for: "meanAveragePrecision")
  let columns = 0..<scores.shape[1]
  let values = columns.compactMap { label in
    let curve = PrecisionRecallCurve(
      scores: scores[column: label].scalars, labels: wholeNumbers(labels[column: label]))
    return curve.averagePrecision.isNaN ? nil : curve.averagePrecision
  }
  return values.reduce(0, +) / Double(values.count)
}

/// The mean average precision where every example is of one class.
///
///     meanAveragePrecision(scores: model(images), actual: labels)
///
/// **Shapes:** scores `[examples, classes]`.
///
/// **Errors:** ends the program when scores and labels do not fit together, a label is not one of
/// the classes, or a score is NaN.
///
/// - Parameters:
///   - scores: A score of each example for each class.
///   - actual: The true class of each example.
/// - Returns: A number between 0 and 1; NaN when there are no examples.
public func meanAveragePrecision(scores: Tensor, actual: [Int]) -> Double {
  MetricCheck.scoreMatrix(
    scores.shape, rows: actual.count, of: "labels", for: "meanAveragePrecision")
  MetricCheck.labels(actual, classes: scores.shape[1], for: "meanAveragePrecision")
  return meanAveragePrecision(
    scores: scores, labels: Tensor(oneHot: actual, classes: scores.shape[1]))
}
