import Tensors

/// The sigmoid and the logarithmic loss in one step, for the score of one class against another.
///
/// L = mean of log(1 + e^z) − t z = mean of −t log σ(z) − (1 − t) log(1 − σ(z)), ∂L/∂z = (σ(z) − t) / n
///
/// It takes scores z, not probabilities: large scores neither overflow nor lose digits.
///
///     let loss = BinaryCrossEntropy()
///     let (value, gradient) = loss.valueAndGradient([2, -1], [1, 0])      // 0.22
///
/// An infinite score on the side of its target costs 0; on the other side the loss is infinite.
///
/// **Shapes:** scores and targets alike; a column `[samples, 1]` also fits `[samples]`. Targets are
/// 0 or 1, or probabilities between. **Units:** nats.
///
/// **Errors:** ends the program when a target is not from 0 to 1.
///
/// **Source:** CMSC 389A, lecture 1: logistic regression.
public struct BinaryCrossEntropy: Loss {
  /// Creates the loss.
  public init() {}

  /// The number of targets.
  public func termCount(of target: Tensor) -> Int { target.count }

  /// Every score needs a target.
  public func check(prediction: Shape, target: Shape) throws(ShapeError) {
    try prediction.requirePairs(with: target, for: "BinaryCrossEntropy")
  }

  /// L = mean of log(1 + e^z) − t z, ∂L/∂z = (σ(z) − t) / n.
  public func valueAndGradient(_ prediction: Tensor, _ target: Tensor)
    -> (value: Float, gradient: Tensor)
  {
    require(prediction, target)
    ShapeError.targets(
      target, from: 0, to: 1, onlyEnds: false, for: "BinaryCrossEntropy",
      help: "1 for the class that the score speaks for, 0 for the other, or a probability"
    )?.end()
    return ElementwiseLoss.binaryCrossEntropy.mean(prediction, target)
  }
}
