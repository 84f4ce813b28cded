/// How many positives and negatives have at least each score: what every curve over thresholds is
/// made of.
internal struct RankedScores {
  /// The distinct scores, largest first.
  internal private(set) var thresholds: [Float] = []

  /// For each threshold, the number of positive examples that score at least so much.
  internal private(set) var truePositives: [Int] = []

  /// For each threshold, the number of negative examples that score at least so much.
  internal private(set) var falsePositives: [Int] = []

  internal init(scores: [Float], labels: [Int], for operation: String) {
    MetricCheck.counts(scores.count, labels.count, for: operation)
    MetricCheck.binary(labels, for: operation)
    MetricCheck.scores(scores, for: operation)
    var positives = 0
    var negatives = 0
    for index in scores.indices.sorted(by: { scores[$0] > scores[$1] }) {
      positives += labels[index]
      negatives += 1 - labels[index]
      // Equal scores cannot be told apart by a threshold: they make one step.
      if scores[index] == thresholds.last {
        truePositives[thresholds.count - 1] = positives
        falsePositives[thresholds.count - 1] = negatives
      } else {
        thresholds.append(scores[index])
        truePositives.append(positives)
        falsePositives.append(negatives)
      }
    }
  }

  internal var positives: Int { truePositives.last ?? 0 }

  internal var negatives: Int { falsePositives.last ?? 0 }
}
