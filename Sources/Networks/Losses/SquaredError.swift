import Tensors

/// The squared error: the L2 loss of regression.
///
/// L = mean of (ŷ − y)², ∂L/∂ŷ = 2 (ŷ − y) / n
///
/// The mean goes over all n numbers, so over samples and outputs; there is no factor ½.
///
///     let loss = SquaredError()
///     loss([1, 2], [1, 4])      // 2
///
/// **Shapes:** predictions and targets alike; a column `[samples, 1]` also fits `[samples]`.
/// Nothing else is broadcast: `[n, 1]` minus `[n]` would be `[n, n]`. **Units:** those of y, squared.
///
/// **Source:** lecture 1, zoo of layers: L2-loss layer.
public struct SquaredError: Loss {
  /// Creates the loss.
  public init() {}

  /// The number of targets.
  public func termCount(of target: Tensor) -> Int { target.count }

  /// Every prediction needs a target.
  public func check(prediction: Shape, target: Shape) throws(ShapeError) {
    try prediction.requirePairs(with: target, for: "SquaredError")
  }

  /// L = mean of (ŷ − y)², ∂L/∂ŷ = 2 (ŷ − y) / n.
  public func valueAndGradient(_ prediction: Tensor, _ target: Tensor)
    -> (value: Float, gradient: Tensor)
  {
    require(prediction, target)
    return ElementwiseLoss.squared.mean(prediction, target)
  }
}
