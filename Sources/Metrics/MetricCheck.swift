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

  private static func fail(_ error: ShapeError) -> Never {
    fatalError("\n" + error.description)
  }
}
