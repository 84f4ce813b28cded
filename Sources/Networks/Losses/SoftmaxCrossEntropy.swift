import Tensors

/// The softmax and the logarithmic loss in one step, for scores of classes.
///
/// L = mean over samples of −log p_target, p = softmax(z), ∂L/∂z = (p − onehot(target)) / n
///
/// Together the two are exact where the one after the other would overflow or lose all digits.
///
/// **Shapes:** scores `[…, classes]`, targets `[…]` with class numbers.
public struct SoftmaxCrossEntropy: Loss {
  /// Creates the loss.
  public init() {}

  /// Scores need one more axis than targets.
  public func check(prediction: Shape, target: Shape) throws(ShapeError) {
    guard prediction.rank >= 2, Array(prediction.dimensions.dropLast()) == target.dimensions else {
      throw ShapeError(
        operation: "SoftmaxCrossEntropy", problem: "scores and targets do not fit",
        expected: "scores [samples, classes] and targets [samples]",
        actual: "scores \(prediction) and targets \(target)",
        help: "targets are the numbers of the classes, not one-hot rows")
    }
  }

  /// L = mean of −log p_target, ∂L/∂z = (p − onehot(target)) / n.
  public func valueAndGradient(_ prediction: Tensor, _ target: Tensor)
    -> (value: Float, gradient: Tensor)
  {
    do throws(ShapeError) { try check(prediction: prediction.shape, target: target.shape) } catch {
      error.end()
    }
    let scores = prediction.flattenedRows
    let classes = scores.shape[1]
    let logarithms = scores.logSoftmax()
    var gradient = exp(logarithms)
    var total: Float = 0
    let samples = Swift.max(target.count, 1)
    for row in 0..<target.count {
      let place = row * classes + Int(target.scalars[row])
      total -= logarithms.scalars[place]
      gradient.scalars[place] -= 1
    }
    return (
      total / Float(samples), (gradient / Float(samples)).reshaped(to: prediction.shape)
    )
  }
}
