import Tensors
import Testing

@testable import Metrics

@Suite("Metrics over several classes")
struct ClassAveragingTests {
  private typealias Reference = MetricsReference

  private let matrix = ConfusionMatrix(
    predicted: Reference.predicted, actual: Reference.actual)
  private let scores = Tensor(Reference.manyScores, shape: [30, 5])

  @Test("Averages of precision, recall and F1 are those of scikit-learn")
  func averages() {
    for (averaging, expected) in [
      (ClassAveraging.macro, Reference.macroPrecisionRecallF1),
      (.micro, Reference.microPrecisionRecallF1), (.weighted, Reference.weightedPrecisionRecallF1),
    ] {
      #expect(abs(matrix.precision(averaging: averaging) - expected[0]) < 1e-12)
      #expect(abs(matrix.recall(averaging: averaging) - expected[1]) < 1e-12)
      #expect(abs(matrix.f1Score(averaging: averaging) - expected[2]) < 1e-12)
    }
  }

  @Test("Averages of the specificity are those of scikit-learn")
  func specificity() {
    #expect(abs(matrix.specificity(averaging: .macro) - Reference.macroSpecificity) < 1e-12)
    #expect(abs(matrix.specificity(averaging: .micro) - Reference.microSpecificity) < 1e-12)
    #expect(abs(matrix.specificity(averaging: .weighted) - Reference.weightedSpecificity) < 1e-12)
  }

  @Test("Without examples, or without a class, ratios are 0")
  func zeroDivision() {
    let empty = ConfusionMatrix(predicted: [], actual: [], classes: 2)
    let none = ConfusionMatrix(predicted: [], actual: [])
    for averaging in ClassAveraging.allCases {
      #expect(empty.precision(averaging: averaging) == 0)
      #expect(empty.specificity(averaging: averaging) == 0)
      #expect(none.recall(averaging: averaging) == 0)
      #expect(none.f1Score(averaging: averaging) == 0)
    }
    // One class only: nothing is negative.
    let single = ConfusionMatrix(predicted: [0, 0], actual: [0, 0])
    #expect(single.specificity(of: 0) == 0 && single.recall(of: 0) == 1)
    // A class that does not occur counts in the mean.
    let absent = ConfusionMatrix(predicted: [0], actual: [0], classes: 2)
    #expect(absent.f1Score(averaging: .macro) == 0.5)
    #expect(absent.f1Score(averaging: .weighted) == 1)
    #expect(absent.support(of: 1) == 0)
  }

  @Test("Top-k accuracy is that of scikit-learn")
  func topAccuracy() {
    for (index, expected) in Reference.topAccuracy.enumerated() {
      let value = accuracy(scores: scores, actual: Reference.manyActual, top: index + 1)
      #expect(abs(value - expected) < 1e-12)
    }
    #expect(accuracy(scores: scores, actual: Reference.manyActual, top: 5) == 1)
    #expect(accuracy(scores: scores, actual: Reference.manyActual, top: 9) == 1)
    #expect(accuracy(scores: Tensor(zeros: [0, 3]), actual: [], top: 2).isNaN)
    // Equal scores: the lower class first, as for the plain accuracy.
    let equal: Tensor = [[1, 1, 1]]
    #expect(accuracy(scores: equal, actual: [1], top: 1) == 0)
    #expect(accuracy(scores: equal, actual: [1], top: 2) == 1)
    #expect(accuracy(scores: equal, actual: [0], top: 1) == accuracy(scores: equal, actual: [0]))
  }

  @Test("Mean average precision is that of scikit-learn")
  func meanAveragePrecisionAgrees() {
    let value = meanAveragePrecision(scores: scores, actual: Reference.manyActual)
    #expect(abs(value - Reference.meanAveragePrecision) < 1e-12)
    // The last class does not occur and is left out.
    let tags = Tensor(Reference.tags, shape: [30, 5])
    let tagged = meanAveragePrecision(scores: scores, labels: tags)
    #expect(abs(tagged - Reference.tagsMeanAveragePrecision) < 1e-12)
    #expect(meanAveragePrecision(scores: [[1, 2]], labels: [[0, 0]]).isNaN)
    #expect(meanAveragePrecision(scores: Tensor(zeros: [0, 2]), actual: []).isNaN)
  }

  @Test("Perplexity is e to scikit-learn's log loss")
  func perplexityAgrees() {
    let logits = Tensor(Reference.logits, shape: [12, 6])
    let value = perplexity(logits: logits, targets: Reference.targets)
    #expect(abs(value / Reference.perplexity - 1) < 1e-6)
    #expect(
      perplexity(logits: logits.reshaped(to: [3, 4, 6]), targets: Reference.targets) == value)
    // A model that knows nothing hesitates between all.
    #expect(abs(perplexity(logits: Tensor(zeros: [2, 50]), targets: [3, 49]) - 50) < 1e-4)
    #expect(perplexity(logits: [[100, 0], [0, 100]], targets: [0, 1]) == 1)
    // Ignored targets do not count.
    let padded = perplexity(logits: [[0, 0], [9, 0]], targets: [1, -1], ignoring: -1)
    #expect(abs(padded - 2) < 1e-6)
    #expect(perplexity(logits: [[0, 0]], targets: [-1], ignoring: -1).isNaN)
    #expect(abs(perplexity(meanLoss: 3.2) - 24.532530197109352) < 1e-12)
  }

  @Test("Errors of regression are those of scikit-learn")
  func regression() {
    let truth = Tensor(Reference.truth)
    let guess = Tensor(Reference.guess)
    #expect(
      abs(meanSquaredError(predicted: guess, actual: truth) - Reference.meanSquaredError) < 1e-6)
    #expect(
      abs(rootMeanSquaredError(predicted: guess, actual: truth) - Reference.rootMeanSquaredError)
        < 1e-6)
    #expect(
      abs(meanAbsoluteError(predicted: guess, actual: truth) - Reference.meanAbsoluteError) < 1e-6)
    let determination = coefficientOfDetermination(predicted: guess, actual: truth)
    #expect(abs(determination - Reference.coefficientOfDetermination) < 1e-6)
    let small = coefficientOfDetermination(predicted: [1, 2, 3], actual: [1, 2, 4])
    #expect(abs(small - 0.7857142857142857) < 1e-12)
  }

  @Test("R² without variance is 1 or 0, and needs two numbers")
  func determinationWithoutVariance() {
    #expect(coefficientOfDetermination(predicted: [2, 2], actual: [2, 2]) == 1)
    #expect(coefficientOfDetermination(predicted: [2, 3], actual: [2, 2]) == 0)
    #expect(coefficientOfDetermination(predicted: [.infinity, .nan].tensor, actual: [2, 2]).isNaN)
    #expect(coefficientOfDetermination(predicted: [1], actual: [1]).isNaN)
    #expect(coefficientOfDetermination(predicted: [2.5, 2.5, 2.5], actual: [1, 2.5, 4]) == 0)
    #expect(meanSquaredError(predicted: [], actual: []).isNaN)
    #expect(meanAbsoluteError(predicted: [], actual: []).isNaN)
  }
}

extension [Float] {
  fileprivate var tensor: Tensor { Tensor(self) }
}
