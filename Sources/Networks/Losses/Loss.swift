import Tensors

/// How wrong predictions are, as one number, with its derivative.
///
/// A loss is a mean over its terms, so that it does not depend on the size of the batch.
public protocol Loss: Sendable {
  /// The number of terms that the mean goes over: the samples, or what of them counts.
  ///
  /// It weighs the parts of a batch that is worked on in parts.
  func termCount(of target: Tensor) -> Int

  /// Checks that predictions and targets of some shapes fit together.
  ///
  /// - Throws: `ShapeError` when they do not.
  func check(prediction: Shape, target: Shape) throws(ShapeError)

  /// The loss and its derivative by the prediction.
  ///
  /// - Parameters:
  ///   - prediction: The output of a network.
  ///   - target: What it should have been.
  /// - Returns: L, and ∂L/∂prediction of the shape of the prediction.
  func valueAndGradient(_ prediction: Tensor, _ target: Tensor) -> (value: Float, gradient: Tensor)
}

extension Loss {
  /// The loss.
  public func callAsFunction(_ prediction: Tensor, _ target: Tensor) -> Float {
    valueAndGradient(prediction, target).value
  }

  /// The number of samples.
  public func termCount(of target: Tensor) -> Int { target.rank == 0 ? 1 : target.shape[0] }
}
