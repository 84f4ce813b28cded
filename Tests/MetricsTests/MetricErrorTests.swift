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

  @Test("Labels that are no class numbers")
  func impossibleClasses() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = ConfusionMatrix(predicted: [0], actual: [.max])
    }
    expect(
      result,
      """
      ConfusionMatrix: the number of classes is impossible
        expected: from 0 to 10000 classes
        got:      9223372036854775807
        help:     labels are class numbers from 0, not measurements or identifiers
      """)
  }

  @Test("A split that is not there")
  func strangeFold() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var random = RandomGenerator(seed: 1)
      _ = KFold(count: 5, folds: 2, shuffledWith: &random)[2]
    }
    expect(
      result,
      """
      KFold: there is no such split
        expected: a position from 0 to 1
        got:      2
        help:     walk over the splits with `for split in folds`
      """)
  }

  @Test("Scores that do not fit the labels")
  func scoresDoNotFit() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = accuracy(scores: [[1, 2]], actual: [0, 1], top: 1)
    }
    expect(
      result,
      """
      accuracy: the scores do not fit the labels
        expected: a matrix with a row for each of the 2 labels
        got:      shape [1, 2]
        help:     each row holds one score for each class
      """)
  }

  @Test("Scores that are no matrix")
  func scoresNoMatrix() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = meanAveragePrecision(scores: [1, 2], labels: [0, 1])
    }
    expect(
      result,
      """
      meanAveragePrecision: the scores do not fit the examples
        expected: a matrix with a row for each of the 2 examples
        got:      shape [2]
        help:     each row holds one score for each class
      """)
  }

  @Test("No guess allowed")
  func noGuess() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = accuracy(scores: [[1, 2]], actual: [0], top: 0)
    }
    expect(
      result,
      """
      accuracy: the number of guesses is not positive
        expected: from 1 guess to one for each of the 2 classes
        got:      0
        help:     top: 1 is the plain accuracy, top: 5 is usual for many classes
      """)
  }

  @Test("A column against a vector")
  func differentShapes() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = meanSquaredError(predicted: [[1], [2]], actual: [1, 2])
    }
    expect(
      result,
      """
      meanSquaredError: predictions and truth differ in shape
        expected: one prediction for each true number
        got:      predictions [2, 1], truth [2]
        help:     a column [n, 1] and a vector [n] are not the same: use reshaped(to:) or squeezed()
      """)
  }

  @Test("Candidates without a list of references")
  func missingReferences() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = BLEUScore(candidates: [[1], [2]], references: [[[1]]])
    }
    expect(
      result,
      """
      BLEUScore: candidates and references differ in number
        expected: a list of references for each candidate
        got:      2 candidates, 1 lists of references
        help:     references[i] holds all references of candidates[i]
      """)
  }

  @Test("A candidate with an empty list of references")
  func emptyReferences() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = BLEUScore(candidates: [[1], [2]], references: [[[1]], []])
    }
    expect(
      result,
      """
      BLEUScore: a candidate has no reference
        expected: at least one reference for each candidate
        got:      none for candidate 1
        help:     leave out sentences without a reference
      """)
  }

  @Test("N-grams of no token")
  func noOrder() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = BLEUScore(candidate: [1], references: [[1]], maximumOrder: 0)
    }
    expect(
      result,
      """
      BLEUScore: the length of the longest n-grams is impossible
        expected: from 1 to 16 tokens
        got:      0
        help:     4 is usual
      """)
  }

  @Test("A target that is no class")
  func strangeTarget() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = perplexity(logits: [[1, 2]], targets: [2])
    }
    expect(
      result,
      """
      perplexity: a label is not one of the classes
        expected: labels from 0 to 1, for 2 classes
        got:      2
        help:     number the classes from 0, and name the same classes for prediction and truth
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
