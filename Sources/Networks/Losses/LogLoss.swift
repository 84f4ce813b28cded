import Tensors

/// The logarithmic loss of probabilities: how surprised they are by what came.
///
/// L = mean over samples of −log p_target, ∂L/∂p_target = −1 / (n p_target)
///
/// For one column, the probability of class 1, and for several probabilities that are independent of
/// each other: L = mean of −t log p − (1 − t) log(1 − p).
///
///     let loss = LogLoss()
///     loss([[0.7, 0.2, 0.1]], [0])      // 0.357, for a softmax of three classes
///     loss([0.9, 0.2], [1, 0])          // 0.164, for a sigmoid
///
/// A probability below `clipping` counts as `clipping`, in the value and in the derivative, so that
/// a probability of 0 has a large loss and not an infinite one. Where a network ends in scores,
/// ``SoftmaxCrossEntropy`` and ``BinaryCrossEntropy`` are exact and need no clipping.
///
/// **Shapes:** probabilities `[…, classes]` and targets `[…]` with class numbers; or probabilities
/// and targets alike, a column `[samples, 1]` also with `[samples]`: then targets are 0, 1 or
/// probabilities between. **Units:** nats.
///
/// **Errors:** ends the program when a prediction is not from 0 to 1, or a target is not a class.
///
/// **Source:** lecture 1, zoo of layers: log-loss layer.
public struct LogLoss: Loss {
  /// The least probability that a logarithm is taken of.
  public var clipping: Float

  /// Creates the loss.
  ///
  /// **Errors:** ends the program when the clipping is not above 0.
  ///
  /// - Parameter clipping: The least probability that a logarithm is taken of.
  public init(clipping: Float = 1e-7) {
    ShapeError.positive(clipping, "clipping", of: "LogLoss")?.end()
    self.clipping = clipping
  }

  /// The number of targets.
  public func termCount(of target: Tensor) -> Int { target.count }

  /// Probabilities need the shape of the targets, or one axis more for the classes.
  public func check(prediction: Shape, target: Shape) throws(ShapeError) {
    let hasClasses = prediction.rank == target.rank + 1 && prediction.starts(with: target)
    if hasClasses || prediction.pairs(with: target) { return }
    throw ShapeError(
      operation: "LogLoss", problem: "probabilities and targets do not fit",
      expected: "probabilities [samples, classes] or [samples], and targets [samples]",
      actual: "probabilities \(prediction) and targets \(target)",
      help: "targets are the numbers of the classes, not one-hot rows")
  }

  /// L = mean of −log p_target, ∂L/∂p_target = −1 / (n p_target).
  public func valueAndGradient(_ prediction: Tensor, _ target: Tensor)
    -> (value: Float, gradient: Tensor)
  {
    require(prediction, target)
    ShapeError.probabilities(prediction, for: "LogLoss")?.end()
    if prediction.shape.pairs(with: target.shape) {
      ShapeError.targets(
        target, from: 0, to: 1, onlyEnds: false, for: "LogLoss",
        help: "the prediction is the probability of class 1; for more classes give one column each"
      )?.end()
      return ElementwiseLoss.log.mean(prediction, target, parameter: clipping)
    }
    let classes = prediction.shape[-1]
    ShapeError.classNumbers(target, classes: classes, for: "LogLoss")?.end()
    let terms = Swift.max(target.count, 1)
    var sum = 0.0
    let gradient = unsafe Tensor(filling: prediction.shape) { out in
      sum = unsafe kernelsClassLogLoss(
        clipping, 1 / Float(terms), prediction.scalars, target.scalars, out, target.count, classes)
    }
    return (Float(sum / Double(terms)), gradient)
  }
}
