import Tensors
import Testing

@testable import Metrics

@Suite("Texts of mistakes in metrics")
struct MetricErrorTests {
  @Test("Predictions and labels of different number")
  func differentCounts() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = accuracy(predicted: [0, 1], actual: [1])
    }
    expect(
      result,
      """
      accuracy: predictions and truth differ in number
        expected: one prediction for each true label
        got:      2 predictions, 1 labels
        help:     both must come from the same rows, in the same order
      """)
  }

  @Test("A label outside the classes")
  func strangeLabel() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = ConfusionMatrix(predicted: [0, 3], actual: [0, 1], classes: 3)
    }
    expect(
      result,
      """
      ConfusionMatrix: a label is not one of the classes
        expected: labels from 0 to 2, for 3 classes
        got:      3
        help:     number the classes from 0, and name the same classes for prediction and truth
      """)
  }

  @Test("A label that is neither 0 nor 1")
  func labelNotBinary() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = ROCCurve(scores: [0.1, 0.2], labels: [0, 2])
    }
    expect(
      result,
      """
      ROCCurve: a label is neither 0 nor 1
        expected: 1 for the positive class, 0 for the negative
        got:      2
        help:     compare with one class first, as in labels.map { $0 == 3 ? 1 : 0 }
      """)
  }

  @Test("A score that is not a number")
  func scoreNotANumber() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = PrecisionRecallCurve(scores: [0.1, .nan], labels: [0, 1])
    }
    expect(
      result,
      """
      PrecisionRecallCurve: a score is not a number
        expected: scores that can be put in order
        got:      nan at index 1
        help:     look at the output of the model: training may have diverged
      """)
  }

  @Test("More folds than examples")
  func tooManyFolds() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var random = RandomGenerator(seed: 1)
      _ = KFold(count: 5, folds: 6, shuffledWith: &random)
    }
    expect(
      result,
      """
      KFold: the number of folds does not fit
        expected: from 2 folds to one for each of the 5 examples
        got:      6 folds
        help:     ten folds are usual, five where training is slow
      """)
  }

  @Test("A share above 1")
  func shareTooLarge() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var random = RandomGenerator(seed: 1)
      _ = IndexSplit(count: 5, testShare: 20, shuffledWith: &random)
    }
    expect(
      result,
      """
      IndexSplit: the share is not between 0 and 1
        expected: a part of the whole, such as 0.2
        got:      20.0
        help:     divide a count of examples by their number
      """)
  }

  private func expect(
    _ result: ExitTest.Result?, _ text: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let errors = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(errors.contains(text), sourceLocation: sourceLocation)
  }
}
