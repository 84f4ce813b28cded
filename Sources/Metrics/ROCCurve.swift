public import Tensors

/// The receiver operating characteristic: what a classifier of two classes gains and pays at every
/// threshold.
///
/// Point `i` predicts class 1 for every score of at least `thresholds[i]`. The first threshold is
/// infinite and predicts nothing; then there is one for each distinct score, from the largest to
/// the smallest.
///
///     let curve = ROCCurve(scores: [0.9, 0.8, 0.3], labels: [1, 0, 1])
///     curve.truePositiveRates      // [0, 0.5, 0.5, 1]
///     curve.areaUnderCurve         // 0.5
///
/// **Source:** T. Fawcett, An Introduction to ROC Analysis, Pattern Recognition Letters 27(8),
/// 2006.
public struct ROCCurve: Sendable, Equatable {
  /// The thresholds, from infinity down.
  public let thresholds: [Float]

  /// For each threshold, the share of class 0 that is taken for class 1: 1 − specificity.
  public let falsePositiveRates: [Double]

  /// For each threshold, the share of class 1 that is found: the sensitivity.
  public let truePositiveRates: [Double]

  /// Computes the curve of scores against the truth.
  ///
  /// **Errors:** ends the program when scores and labels differ in number, a label is neither 0 nor
  /// 1, or a score is NaN.
  ///
  /// - Parameters:
  ///   - scores: One score for each example, larger where class 1 is likelier.
  ///   - labels: The true class of each example, 0 or 1. Rates of a class that does not occur are
  ///     NaN.
  public init(scores: [Float], labels: [Int]) {
    let ranked = RankedScores(scores: scores, labels: labels, for: "ROCCurve")
    thresholds = [.infinity] + ranked.thresholds
    falsePositiveRates = ([0] + ranked.falsePositives).map {
      Double($0) / Double(ranked.negatives)
    }
    truePositiveRates = ([0] + ranked.truePositives).map { Double($0) / Double(ranked.positives) }
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

  /// The area under the curve, by the trapezoid rule: the chance that a random example of class 1
  /// scores higher than one of class 0, equal scores counting half.
  ///
  /// It is 1 for a perfect order, about 0.5 for guessing, NaN when a class does not occur.
  public var areaUnderCurve: Double {
    // Where a class does not occur, its rates are no numbers and do not end at 1.
    guard falsePositiveRates.last == 1 && truePositiveRates.last == 1 else { return .nan }
    return zip(falsePositiveRates.indices.dropFirst(), falsePositiveRates.indices).reduce(0) {
      area, step in
      let width = falsePositiveRates[step.0] - falsePositiveRates[step.1]
      return area + width * (truePositiveRates[step.0] + truePositiveRates[step.1]) / 2
    }
  }
}

/// Labels from a tensor; what is no whole number becomes -1, which no check lets through.
internal func wholeNumbers(_ labels: Tensor) -> [Int] {
  labels.scalars.map { Int(exactly: $0) ?? -1 }
}
