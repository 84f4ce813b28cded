import Tensors

// Targets that no loss can be worked out for end the program: a derivative that is quietly wrong
// would cost a student far more time.

extension ShapeError {
  /// What is wrong with the first target that is not the number of a class; `nil` when all are.
  internal static func classNumbers(
    _ targets: Tensor, classes: Int, ignoring ignored: Float? = nil, for loss: String
  ) -> ShapeError? {
    let index = unsafe kernelsFindUnusableClass(
      targets.scalars, targets.count, classes, ignored != nil, ignored ?? 0)
    guard index >= 0 else { return nil }
    let ignoring = ignored.map { ", or \(text($0)) to ignore" } ?? ""
    return ShapeError(
      operation: loss, problem: "a target is not one of the classes",
      expected: classes == 0
        ? "at least one class" : "whole numbers from 0 to \(classes - 1)\(ignoring)",
      actual: "\(text(targets.scalars[index])) as target \(index)",
      help: "number the classes from 0, and give the network one score for every class")
  }

  /// What is wrong with the first target outside a range, or, where only the ends are allowed,
  /// that is neither of them; `nil` when all are fine.
  internal static func targets(
    _ targets: Tensor, from low: Float, to high: Float, onlyEnds: Bool, for loss: String,
    help: String
  ) -> ShapeError? {
    let index = unsafe kernelsFindUnusableTarget(
      targets.scalars, targets.count, low, high, onlyEnds)
    guard index >= 0 else { return nil }
    return ShapeError(
      operation: loss, problem: "a target is not one of the possible numbers",
      expected: "\(text(low)) \(onlyEnds ? "or" : "to") \(text(high))",
      actual: "\(text(targets.scalars[index])) as target \(index)", help: help)
  }

  /// What is wrong with the first prediction that is not a probability; `nil` when all are, or are
  /// not numbers at all, which the loss itself will show.
  internal static func probabilities(_ predictions: Tensor, for loss: String) -> ShapeError? {
    // A softmax may pass 1 by a rounding error.
    let index = unsafe kernelsFindUnusableTarget(
      predictions.scalars, predictions.count, 0, 1.0001, false)
    guard index >= 0, !predictions.scalars[index].isNaN else { return nil }
    return ShapeError(
      operation: loss, problem: "a prediction is not a probability",
      expected: "numbers from 0 to 1",
      actual: "\(text(predictions.scalars[index])) as prediction \(index)",
      help: "put a Softmax() or Sigmoid() last, or use the cross-entropy that takes scores")
  }

  /// What is wrong with a setting that must be positive; `nil` when it is.
  internal static func positive(_ value: Float, _ name: String, of operation: String)
    -> ShapeError?
  {
    if value > 0 && value < .infinity { return nil }
    return ShapeError(
      operation: operation, problem: "\(name) cannot be used", expected: "a number above 0",
      actual: text(value), help: "look at how \(name) was computed")
  }

  /// A number without the fraction of a whole one.
  private static func text(_ number: Float) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }
}
