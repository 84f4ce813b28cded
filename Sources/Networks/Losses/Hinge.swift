import Tensors

/// The hinge loss of a support vector machine: zero for a score that is right by a margin.
///
/// Two classes: L = mean of max(0, m − t z) for targets t of −1 and 1.
///
/// More classes: L = mean over samples of Σ_{c ≠ t} max(0, m + z_c − z_t) for class numbers t.
///
///     let loss = Hinge()
///     loss([2, 0.5], [1, -1])           // 0.75
///     loss([[3, 1, 2.5]], [0])          // 0.5
///
/// The derivative is −t/n, or 1/n for each class within the margin and minus their sum for the
/// target; it is zero at the margin itself.
///
/// **Shapes:** scores and targets alike, a column `[samples, 1]` also with `[samples]`; or scores
/// `[…, classes]` and targets `[…]` with class numbers.
///
/// **Errors:** ends the program when a target is not −1 or 1, or not the number of a class.
///
/// **Source:** lecture 1, zoo of layers: hinge loss layer; J. Weston and C. Watkins, Support Vector
/// Machines for Multi-Class Pattern Recognition, ESANN 1999.
public struct Hinge: Loss {
  /// m, by how much a score must be right.
  public var margin: Float

  /// Creates the loss.
  ///
  /// **Errors:** ends the program when the margin is not above 0.
  ///
  /// - Parameter margin: By how much a score must be right.
  public init(margin: Float = 1) {
    ShapeError.positive(margin, "margin", of: "Hinge")?.end()
    self.margin = margin
  }

  /// The number of targets.
  public func termCount(of target: Tensor) -> Int { target.count }

  /// Scores need the shape of the targets, or one axis more for the classes.
  public func check(prediction: Shape, target: Shape) throws(ShapeError) {
    let hasClasses = prediction.rank == target.rank + 1 && prediction.starts(with: target)
    if hasClasses || prediction.pairs(with: target) { return }
    throw ShapeError(
      operation: "Hinge", problem: "scores and targets do not fit",
      expected: "scores [samples, classes] or [samples], and targets [samples]",
      actual: "scores \(prediction) and targets \(target)",
      help: "targets are −1 and 1 for one score a sample, class numbers for several")
  }

  /// L = mean of max(0, m − t z), or of Σ max(0, m + z_c − z_t).
  public func valueAndGradient(_ prediction: Tensor, _ target: Tensor)
    -> (value: Float, gradient: Tensor)
  {
    require(prediction, target)
    if prediction.shape.pairs(with: target.shape) {
      ShapeError.targets(
        target, from: -1, to: 1, onlyEnds: true, for: "Hinge",
        help: "labels of 0 and 1 become −1 and 1 by 2 * labels - 1"
      )?.end()
      return ElementwiseLoss.hinge.mean(prediction, target, parameter: margin)
    }
    let classes = prediction.shape[-1]
    ShapeError.classNumbers(target, classes: classes, for: "Hinge")?.end()
    let terms = Swift.max(target.count, 1)
    var sum = 0.0
    let gradient = unsafe Tensor(filling: prediction.shape) { out in
      sum = unsafe kernelsClassHingeLoss(
        margin, 1 / Float(terms), prediction.scalars, target.scalars, out, target.count, classes)
    }
    return (Float(sum / Double(terms)), gradient)
  }
}
