import Tensors
import Testing

@testable import Metrics

@Suite("ROC and precision-recall curves")
struct CurveTests {
  @Test("The ROC curve is that of scikit-learn, equal scores and all")
  func rocAgrees() {
    let curve = ROCCurve(scores: MetricsReference.scores, labels: MetricsReference.labels)
    #expect(curve.thresholds == [.infinity] + MetricsReference.thresholds)
    #expect(close(curve.falsePositiveRates, MetricsReference.falsePositiveRates))
    #expect(close(curve.truePositiveRates, MetricsReference.truePositiveRates))
    #expect(abs(curve.areaUnderCurve - MetricsReference.areaUnderCurve) < 1e-12)
  }

  @Test("Precision, recall and average precision are those of scikit-learn")
  func precisionRecallAgrees() {
    let curve = PrecisionRecallCurve(
      scores: MetricsReference.scores, labels: MetricsReference.labels)
    #expect(curve.thresholds == MetricsReference.thresholds)
    #expect(close(curve.precisions, MetricsReference.precisions))
    #expect(close(curve.recalls, MetricsReference.recalls))
    #expect(abs(curve.averagePrecision - MetricsReference.averagePrecision) < 1e-12)
  }

  @Test("The area is the chance that a positive scores above a negative, ties counting half")
  func areaIsAChance() {
    var random = RandomGenerator(seed: 5)
    for _ in 0..<50 {
      let labels = [0, 1] + (0..<12).map { _ in random.index(below: 2) }
      let scores = labels.map { _ in Float(random.index(below: 5)) }
      var wins = 0.0
      var pairs = 0.0
      for positive in labels.indices where labels[positive] == 1 {
        for negative in labels.indices where labels[negative] == 0 {
          pairs += 1
          if scores[positive] > scores[negative] { wins += 1 }
          if scores[positive] == scores[negative] { wins += 0.5 }
        }
      }
      let area = ROCCurve(scores: scores, labels: labels).areaUnderCurve
      #expect(abs(area - wins / pairs) < 1e-12)
    }
  }

  @Test("Perfect, reversed and constant scores")
  func extremes() {
    #expect(ROCCurve(scores: [1, 2, 3, 4], labels: [0, 0, 1, 1]).areaUnderCurve == 1)
    #expect(ROCCurve(scores: [4, 3, 2, 1], labels: [0, 0, 1, 1]).areaUnderCurve == 0)
    #expect(ROCCurve(scores: [1, 1, 1, 1], labels: [0, 1, 0, 1]).areaUnderCurve == 0.5)
    #expect(ROCCurve(scores: [1, 2], labels: [1, 1]).areaUnderCurve.isNaN)
    #expect(ROCCurve(scores: [], labels: []).areaUnderCurve.isNaN)
    #expect(PrecisionRecallCurve(scores: [1, 2], labels: [0, 1]).averagePrecision == 1)
    #expect(PrecisionRecallCurve(scores: [1, 2], labels: [0, 0]).averagePrecision.isNaN)
    #expect(PrecisionRecallCurve(scores: [], labels: []).averagePrecision.isNaN)
  }

  @Test("Tensors make the same curves as arrays")
  func tensorsAgree() {
    let fromTensors = ROCCurve(scores: [0.9, 0.8, 0.3], labels: [1, 0, 1])
    #expect(fromTensors.truePositiveRates == [0, 0.5, 0.5, 1])
    #expect(fromTensors.areaUnderCurve == 0.5)
    let scores: Tensor = [0.9, 0.8, 0.3]
    let labels: Tensor = [1, 0, 1]
    #expect(ROCCurve(scores: scores, labels: labels) == fromTensors)
    #expect(
      PrecisionRecallCurve(scores: scores, labels: labels)
        == PrecisionRecallCurve(scores: [0.9, 0.8, 0.3], labels: [1, 0, 1]))
  }

  private func close(_ first: [Double], _ second: [Double]) -> Bool {
    first.count == second.count && zip(first, second).allSatisfy { abs($0 - $1) < 1e-12 }
  }
}
