import Tensors

/// The absolute error: the L1 loss, which outliers pull less than ``SquaredError``.
///
/// L = mean of |ŷ − y|, ∂L/∂ŷ = sign(ŷ − y) / n, and 0 where the two are equal
///
///     let loss = AbsoluteError()
///     loss([1, 2], [1, 4])      // 1
///
/// **Shapes:** predictions and targets alike; a column `[samples, 1]` also fits `[samples]`. The
/// mean goes over all numbers. **Units:** those of y.
///
/// **Source:** P. J. Huber, Robust Statistics, Wiley 1981.
public struct AbsoluteError: Loss {
  /// Creates the loss.
  public init() {}

  /// The number of targets.
  public func termCount(of target: Tensor) -> Int { target.count }

  /// Every prediction needs a target.
  public func check(prediction: Shape, target: Shape) throws(ShapeError) {
    try prediction.requirePairs(with: target, for: "AbsoluteError")
  }

  /// L = mean of |ŷ − y|, ∂L/∂ŷ = sign(ŷ − y) / n.
  public func valueAndGradient(_ prediction: Tensor, _ target: Tensor)
    -> (value: Float, gradient: Tensor)
  {
    require(prediction, target)
    return ElementwiseLoss.absolute.mean(prediction, target)
  }
}
