import Tensors
import Testing

@testable import Metrics

@Suite("Accuracy and confusion matrix")
struct ConfusionMatrixTests {
  private let matrix = ConfusionMatrix(
    predicted: MetricsReference.predicted, actual: MetricsReference.actual)

  @Test("Counts and accuracy are those of scikit-learn")
  func countsAgree() {
    #expect(matrix.counts == MetricsReference.confusion)
    #expect(matrix.count == MetricsReference.actual.count)
    #expect(matrix.accuracy == MetricsReference.accuracy)
    #expect(
      accuracy(predicted: MetricsReference.predicted, actual: MetricsReference.actual)
        == MetricsReference.accuracy)
    #expect(matrix.tensor.shape == [4, 4])
    #expect(matrix.tensor[2, 1] == Float(MetricsReference.confusion[2][1]))
  }

  @Test("Ratios of each class are those of scikit-learn", arguments: 0..<4)
  func ratiosAgree(label: Int) {
    #expect(abs(matrix.precision(of: label) - MetricsReference.precision[label]) < 1e-12)
    #expect(abs(matrix.recall(of: label) - MetricsReference.recall[label]) < 1e-12)
    #expect(abs(matrix.sensitivity(of: label) - MetricsReference.recall[label]) < 1e-12)
    #expect(abs(matrix.specificity(of: label) - MetricsReference.specificity[label]) < 1e-12)
    #expect(abs(matrix.f1Score(of: label) - MetricsReference.f1Score[label]) < 1e-12)
  }

  @Test("Means count every class the same")
  func meansAgree() {
    #expect(abs(matrix.meanF1Score - MetricsReference.meanF1Score) < 1e-12)
    #expect(abs(matrix.meanRecall - MetricsReference.recall.reduce(0, +) / 4) < 1e-12)
    #expect(abs(matrix.meanPrecision - MetricsReference.precision.reduce(0, +) / 4) < 1e-12)
  }

  @Test("The table lines up")
  func tableLinesUp() {
    let matrix = ConfusionMatrix(
      predicted: [0, 0, 1, 1, 1, 1], actual: [0, 0, 0, 1, 1, 1], names: ["benign", "malignant"])
    #expect(
      matrix.description == """
        actual \\ predicted  benign  malignant  recall
        benign                   2          1   0.667
        malignant                0          3   1.000
        precision            1.000      0.750   0.833
        """)
  }

  @Test("Classes come from the argument, the names or the labels")
  func classesAreFound() {
    #expect(ConfusionMatrix(predicted: [0], actual: [1]).classes == 2)
    #expect(ConfusionMatrix(predicted: [0], actual: [1], classes: 5).classes == 5)
    #expect(ConfusionMatrix(predicted: [], actual: [], names: ["a", "b", "c"]).classes == 3)
    #expect(ConfusionMatrix(predicted: [], actual: []).accuracy == 0)
  }

  @Test("Accuracy reads scores and probabilities")
  func accuracyReadsScores() {
    #expect(accuracy(scores: [[1, 2, 0], [3, 1, 0], [0, 0, 1]], actual: [1, 0, 1]) == 2.0 / 3)
    #expect(accuracy(probabilities: [0.2, 0.5, 0.7, 0.4], actual: [0, 1, 1, 1]) == 0.75)
    #expect(accuracy(probabilities: [0.2, 0.5], actual: [0, 1], threshold: 0.6) == 0.5)
    #expect(accuracy(predicted: [], actual: []).isNaN)
  }
}
