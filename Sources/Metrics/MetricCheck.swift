import Tensors

/// The mistakes that end the program in a metric, with their texts.
internal enum MetricCheck {
  internal static func counts(_ first: Int, _ second: Int, for operation: String) {
    if first == second { return }
    fail(
      ShapeError(
        operation: operation, problem: "predictions and truth differ in number",
        expected: "one prediction for each true label",
        actual: "\(first) predictions, \(second) labels",
        help: "both must come from the same rows, in the same order"))
  }

  internal static func labels(_ labels: [Int], classes: Int, for operation: String) {
    guard let label = labels.first(where: { $0 < 0 || $0 >= classes }) else { return }
    fail(
      ShapeError(
        operation: operation, problem: "a label is not one of the classes",
        expected: "labels from 0 to \(classes - 1), for \(classes) classes", actual: "\(label)",
        help: "number the classes from 0, and name the same classes for prediction and truth"))
  }

  internal static func binary(_ labels: [Int], for operation: String) {
    guard let label = labels.first(where: { $0 != 0 && $0 != 1 }) else { return }
    fail(
      ShapeError(
        operation: operation, problem: "a label is neither 0 nor 1",
        expected: "1 for the positive class, 0 for the negative", actual: "\(label)",
        help: "compare with one class first, as in labels.map { $0 == 3 ? 1 : 0 }"))
  }

  internal static func scores(_ scores: [Float], for operation: String) {
    guard let index = scores.firstIndex(where: \.isNaN) else { return }
    fail(
      ShapeError(
        operation: operation, problem: "a score is not a number",
        expected: "scores that can be put in order", actual: "nan at index \(index)",
        help: "look at the output of the model: training may have diverged"))
  }

  internal static func folds(_ folds: Int, count: Int) {
    if folds >= 2 && folds <= count { return }
    fail(
      ShapeError(
        operation: "KFold", problem: "the number of folds does not fit",
        expected: "from 2 folds to one for each of the \(count) examples",
        actual: "\(folds) folds",
        help: "ten folds are usual, five where training is slow"))
  }

  internal static func share(_ share: Double, for operation: String) {
    if share >= 0 && share <= 1 { return }
    fail(
      ShapeError(
        operation: operation, problem: "the share is not between 0 and 1",
        expected: "a part of the whole, such as 0.2", actual: "\(share)",
        help: "divide a count of examples by their number"))
  }

  internal static func fold(_ position: Int, folds: Int) {
    if position >= 0 && position < folds { return }
    fail(
      ShapeError(
        operation: "KFold", problem: "there is no such split",
        expected: "a position from 0 to \(folds - 1)", actual: "\(position)",
        help: "walk over the splits with `for split in folds`"))
  }

  /// A matrix with a row and a column for each of so many classes must fit in memory.
  internal static func classes(_ classes: Int, for operation: String) {
    if classes >= 0 && classes <= 10_000 { return }
    fail(
      ShapeError(
        operation: operation, problem: "the number of classes is impossible",
        expected: "from 0 to 10000 classes", actual: "\(classes)",
        help: "labels are class numbers from 0, not measurements or identifiers"))
  }

  internal static func scoreMatrix(
    _ scores: Shape, rows: Int, of what: String, for operation: String
  ) {
    if scores.rank == 2 && scores[0] == rows { return }
    fail(
      ShapeError(
        operation: operation, problem: "the scores do not fit the \(what)",
        expected: "a matrix with a row for each of the \(rows) \(what)",
        actual: "shape \(scores)", help: "each row holds one score for each class"))
  }

  internal static func top(_ count: Int, classes: Int) {
    if count >= 1 { return }
    fail(
      ShapeError(
        operation: "accuracy", problem: "the number of guesses is not positive",
        expected: "from 1 guess to one for each of the \(classes) classes", actual: "\(count)",
        help: "top: 1 is the plain accuracy, top: 5 is usual for many classes"))
  }

  internal static func sameShape(_ predicted: Shape, _ actual: Shape, for operation: String) {
    if predicted == actual { return }
    fail(
      ShapeError(
        operation: operation, problem: "predictions and truth differ in shape",
        expected: "one prediction for each true number",
        actual: "predictions \(predicted), truth \(actual)",
        help: "a column [n, 1] and a vector [n] are not the same: use reshaped(to:) or squeezed()"))
  }

  internal static func sentences(_ candidates: Int, _ references: [Int]) {
    if candidates != references.count {
      fail(
        ShapeError(
          operation: "BLEUScore", problem: "candidates and references differ in number",
          expected: "a list of references for each candidate",
          actual: "\(candidates) candidates, \(references.count) lists of references",
          help: "references[i] holds all references of candidates[i]"))
    }
    if let index = references.firstIndex(of: 0) {
      fail(
        ShapeError(
          operation: "BLEUScore", problem: "a candidate has no reference",
          expected: "at least one reference for each candidate",
          actual: "none for candidate \(index)",
          help: "leave out sentences without a reference"))
    }
  }

  internal static func order(_ order: Int) {
    if order >= 1 && order <= 16 { return }
    fail(
      ShapeError(
        operation: "BLEUScore", problem: "the length of the longest n-grams is impossible",
        expected: "from 1 to 16 tokens", actual: "\(order)", help: "4 is usual"))
  }

  internal static func fail(_ error: ShapeError) -> Never {
    fatalError("\n" + error.description)
  }
}
