public import Tensors

/// How often each class was taken for each class.
///
///     let matrix = ConfusionMatrix(predicted: [0, 1, 1, 1], actual: [0, 0, 1, 1])
///     matrix[actual: 0, predicted: 1]    // 1
///     matrix.precision(of: 1)            // 2/3
///     print(matrix)                      // a table
///
/// A ratio whose denominator is zero, such as the precision of a class that was never predicted, is
/// 0.
public struct ConfusionMatrix: Sendable, Equatable {
  /// The number of classes.
  public let classes: Int

  /// What the classes are called in the table.
  public let names: [String]

  /// The counts: one row for each actual class, one column for each predicted class.
  public let counts: [[Int]]

  /// Counts predictions against the truth.
  ///
  /// **Errors:** ends the program when predictions and labels differ in number, or a label is not
  /// one of the classes.
  ///
  /// - Parameters:
  /// - predicted: The predicted class of each example. - actual: The true class of each example. -
  /// classes: The number of classes; without it, as many as there are names, or as the labels need.
  /// - names: What the classes are called; their numbers when empty.
  public init(predicted: [Int], actual: [Int], classes: Int? = nil, names: [String] = []) {
    MetricCheck.counts(predicted.count, actual.count, for: "ConfusionMatrix")
    let needed = max(predicted.max() ?? -1, actual.max() ?? -1) + 1
    let size = classes ?? (names.isEmpty ? needed : names.count)
    MetricCheck.labels(predicted, classes: size, for: "ConfusionMatrix")
    MetricCheck.labels(actual, classes: size, for: "ConfusionMatrix")
    var counts = [[Int]](repeating: [Int](repeating: 0, count: size), count: size)
    for (prediction, truth) in zip(predicted, actual) { counts[truth][prediction] += 1 }
    self.classes = size
    self.counts = counts
    self.names = (0..<size).map { $0 < names.count ? names[$0] : String($0) }
  }

  /// How many examples of one class were predicted to be of another, or of the same.
  ///
  /// **Errors:** ends the program when there is no such class.
  public subscript(actual actual: Int, predicted predicted: Int) -> Int {
    MetricCheck.labels([actual, predicted], classes: classes, for: "ConfusionMatrix")
    return counts[actual][predicted]
  }

  /// The counts as a matrix, for a heat map.
  ///
  /// **Shapes:** `[classes, classes]`, a row for each actual class.
  public var tensor: Tensor {
    Tensor(counts.flatMap { $0.map(Float.init) }, shape: [classes, classes])
  }

  /// The number of examples.
  public var count: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }
}

extension ConfusionMatrix {
  /// The share of predictions that are right.
  public var accuracy: Double {
    ratio((0..<classes).reduce(0) { $0 + counts[$1][$1] }, count)
  }

  /// Of the examples predicted to be of a class, the share that are: TP / (TP + FP).
  public func precision(of label: Int) -> Double {
    ratio(truePositives(label), truePositives(label) + falsePositives(label))
  }

  /// Of the examples of a class, the share found: TP / (TP + FN).
  public func recall(of label: Int) -> Double {
    ratio(truePositives(label), truePositives(label) + falseNegatives(label))
  }

  /// The share of the sick that a test finds: another name for ``recall(of:)``.
  public func sensitivity(of label: Int) -> Double { recall(of: label) }

  /// Of the examples not of a class, the share not taken for it: TN / (TN + FP).
  public func specificity(of label: Int) -> Double {
    let negatives = count - truePositives(label) - falseNegatives(label)
    return ratio(negatives - falsePositives(label), negatives)
  }

  /// The harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN).
  public func f1Score(of label: Int) -> Double {
    let found = 2 * truePositives(label)
    return ratio(found, found + falsePositives(label) + falseNegatives(label))
  }

  /// The mean precision of the classes, each counting the same.
  public var meanPrecision: Double { mean(precision) }

  /// The mean recall of the classes, each counting the same: the balanced accuracy.
  public var meanRecall: Double { mean(recall) }

  /// The mean F1 score of the classes, each counting the same.
  public var meanF1Score: Double { mean(f1Score) }

  private func truePositives(_ label: Int) -> Int {
    self[actual: label, predicted: label]
  }

  private func falseNegatives(_ label: Int) -> Int {
    counts[label].reduce(0, +) - truePositives(label)
  }

  private func falsePositives(_ label: Int) -> Int {
    counts.reduce(0) { $0 + $1[label] } - truePositives(label)
  }

  private func ratio(_ part: Int, _ whole: Int) -> Double {
    whole == 0 ? 0 : Double(part) / Double(whole)
  }

  private func mean(_ metric: (Int) -> Double) -> Double {
    (0..<classes).reduce(0) { $0 + metric($1) } / Double(classes)
  }
}
