public import Tensors

/// Precision against recall at every threshold, for a rare class where the ROC curve flatters.
///
/// Point `i` predicts class 1 for every score of at least `thresholds[i]`; the thresholds are the
/// distinct scores, from the largest to the smallest.
///
/// **Source:** J. Davis and M. Goadrich, The Relationship Between Precision-Recall and ROC Curves,
/// ICML 2006.
public struct PrecisionRecallCurve: Sendable, Equatable {
  /// The thresholds, largest first.
  public let thresholds: [Float]

  /// For each threshold, the share of predictions of class 1 that are right.
  public let precisions: [Double]

  /// For each threshold, the share of class 1 that is found.
  public let recalls: [Double]

  /// Computes the curve of scores against the truth.
  ///
  /// **Errors:** ends the program when scores and labels differ in number, a label is neither 0 nor
  /// 1, or a score is NaN.
  ///
  /// - Parameters:
  ///   - scores: One score for each example, larger where class 1 is likelier.
  ///   - labels: The true class of each example, 0 or 1. Recalls are NaN when class 1 does not
  ///     occur.
  public init(scores: [Float], labels: [Int]) {
    let ranked = RankedScores(scores: scores, labels: labels, for: "PrecisionRecallCurve")
    thresholds = ranked.thresholds
    precisions = zip(ranked.truePositives, ranked.falsePositives).map {
      Double($0) / Double($0 + $1)
    }
    recalls = ranked.truePositives.map { Double($0) / Double(ranked.positives) }
  }

  /// Computes the curve of scores against the truth, both as tensors.
  ///
  /// **Errors:** as for ``init(scores:labels:)``.
  ///
  /// - Parameters:
  ///   - scores: One score for each example.
  ///   - labels: The true class of each example, 0 or 1.
  public init(scores: Tensor, labels: Tensor) {
    self.init(scores: scores.scalars, labels: wholeNumbers(labels))
  }

  /// The mean of the precisions, each weighted by the recall that it adds: Σ (R_i − R_{i−1}) · P_i.
  ///
  /// It is NaN when class 1 does not occur.
  public var averagePrecision: Double {
    guard recalls.last == 1 else { return .nan }
    var previous = 0.0
    var sum = 0.0
    for (precision, recall) in zip(precisions, recalls) {
      sum += (recall - previous) * precision
      previous = recall
    }
    return sum
  }
}
