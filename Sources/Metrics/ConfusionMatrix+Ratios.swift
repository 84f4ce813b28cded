/// How one number is made of those of all classes.
public enum ClassAveraging: Sendable, Hashable, CaseIterable {
  /// The mean over the classes, each counting the same: a rare class matters as much as a common
  /// one.
  case macro

  /// The ratio of the counts summed over the classes: each example counts the same.
  ///
  /// With one class an example, precision, recall and F1 are then all the accuracy.
  case micro

  /// The mean over the classes, each weighted by how many examples are of it.
  case weighted
}

extension ConfusionMatrix {
  /// The share of predictions that are right.
  public var accuracy: Double {
    (0..<classes).reduce(Ratio(0, 0)) { $0 + Ratio(counts[$1][$1], support(of: $1)) }.value
  }

  /// How many examples are of a class.
  public func support(of label: Int) -> Int {
    MetricCheck.labels([label], classes: classes, for: "ConfusionMatrix")
    return counts[label].reduce(0, +)
  }

  /// Of the examples predicted to be of a class, the share that are: TP / (TP + FP).
  public func precision(of label: Int) -> Double { precisionRatio(label).value }

  /// Of the examples of a class, the share found: TP / (TP + FN).
  public func recall(of label: Int) -> Double { recallRatio(label).value }

  /// The share of the sick that a test finds: another name for ``recall(of:)``.
  public func sensitivity(of label: Int) -> Double { recall(of: label) }

  /// Of the examples not of a class, the share not taken for it: TN / (TN + FP).
  public func specificity(of label: Int) -> Double { specificityRatio(label).value }

  /// The harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN).
  public func f1Score(of label: Int) -> Double { f1Ratio(label).value }

  /// The precision over all classes.
  ///
  ///     matrix.precision(averaging: .macro)
  public func precision(averaging: ClassAveraging) -> Double {
    average(averaging, precisionRatio)
  }

  /// The recall over all classes.
  ///
  /// Weighted, it is the accuracy; the macro average is also called balanced accuracy.
  public func recall(averaging: ClassAveraging) -> Double { average(averaging, recallRatio) }

  /// The specificity over all classes.
  public func specificity(averaging: ClassAveraging) -> Double {
    average(averaging, specificityRatio)
  }

  /// The F1 score over all classes.
  ///
  /// The macro average is the mean of the classes' F1 scores, not the harmonic mean of the mean
  /// precision and recall.
  ///
  /// **Source:** J. Opitz and S. Burst, Macro F1 and Macro F1, arXiv 1911.03347, for why the two
  /// differ.
  public func f1Score(averaging: ClassAveraging) -> Double { average(averaging, f1Ratio) }

  /// The mean precision of the classes, each counting the same.
  public var meanPrecision: Double { precision(averaging: .macro) }

  /// The mean recall of the classes, each counting the same: the balanced accuracy.
  public var meanRecall: Double { recall(averaging: .macro) }

  /// The mean F1 score of the classes, each counting the same.
  public var meanF1Score: Double { f1Score(averaging: .macro) }
}

extension ConfusionMatrix {
  private func precisionRatio(_ label: Int) -> Ratio {
    let right = truePositives(label)
    return Ratio(right, right + falsePositives(label))
  }

  private func recallRatio(_ label: Int) -> Ratio {
    Ratio(truePositives(label), support(of: label))
  }

  private func specificityRatio(_ label: Int) -> Ratio {
    let negatives = count - support(of: label)
    return Ratio(negatives - falsePositives(label), negatives)
  }

  private func f1Ratio(_ label: Int) -> Ratio {
    let found = 2 * truePositives(label)
    return Ratio(found, support(of: label) + counts.reduce(0) { $0 + $1[label] })
  }

  private func truePositives(_ label: Int) -> Int {
    self[actual: label, predicted: label]
  }

  private func falsePositives(_ label: Int) -> Int {
    counts.reduce(0) { $0 + $1[label] } - truePositives(label)
  }

  private func average(_ averaging: ClassAveraging, _ ratio: (Int) -> Ratio) -> Double {
    let labels = 0..<classes
    switch averaging {
    case .macro: return labels.reduce(0) { $0 + ratio($1).value } / Double(max(classes, 1))
    case .micro: return labels.reduce(Ratio(0, 0)) { $0 + ratio($1) }.value
    case .weighted:
      let sum = labels.reduce(0) { $0 + Double(support(of: $1)) * ratio($1).value }
      return sum / Double(max(count, 1))
    }
  }
}

/// A part of a whole: 0 of nothing.
private struct Ratio {
  let part: Int
  let whole: Int

  init(_ part: Int, _ whole: Int) {
    self.part = part
    self.whole = whole
  }

  var value: Double { whole == 0 ? 0 : Double(part) / Double(whole) }

  static func + (left: Ratio, right: Ratio) -> Ratio {
    Ratio(left.part + right.part, left.whole + right.whole)
  }
}
