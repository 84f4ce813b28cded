import Tensors

/// Huber's loss: squared for small errors, absolute for large ones.
///
/// With d = ŷ − y: L = mean of ½ d² where |d| ≤ δ, else of δ (|d| − ½ δ)
///
/// ∂L/∂ŷ = d/n where |d| ≤ δ, else δ sign(d)/n
///
///     let loss = Huber(delta: 1)
///     loss([0.5, 3], [0, 0])      // 1.3125
///
/// **Shapes:** predictions and targets alike; a column `[samples, 1]` also fits `[samples]`. The
/// mean goes over all numbers. **Units:** δ is in those of y.
///
/// **Errors:** ends the program when δ is not above 0.
///
/// **Source:** P. J. Huber, Robust Estimation of a Location Parameter, Annals of Mathematical
/// Statistics 1964.
public struct Huber: Loss {
  /// δ, the error from which on the loss grows no faster.
  public var delta: Float

  /// Creates the loss.
  ///
  /// - Parameter delta: δ, the error from which on the loss grows no faster.
  public init(delta: Float = 1) {
    ShapeError.positive(delta, "delta", of: "Huber")?.end()
    self.delta = delta
  }

  /// The number of targets.
  public func termCount(of target: Tensor) -> Int { target.count }

  /// Every prediction needs a target.
  public func check(prediction: Shape, target: Shape) throws(ShapeError) {
    try prediction.requirePairs(with: target, for: "Huber")
  }

  /// L = mean of ½ d², or of δ (|d| − ½ δ) beyond δ.
  public func valueAndGradient(_ prediction: Tensor, _ target: Tensor)
    -> (value: Float, gradient: Tensor)
  {
    require(prediction, target)
    return ElementwiseLoss.huber.mean(prediction, target, parameter: delta)
  }
}
