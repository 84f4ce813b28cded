import Tensors

/// The softmax and the logarithmic loss in one step, for scores of classes.
///
/// L = mean over samples of −Σ_c q_c log p_c, p = softmax(z), ∂L/∂z = (p − q) / n
///
/// q is 1 for the class of the target and 0 for the others; smoothed by ε it is 1 − ε + ε/classes for
/// the target and ε/classes for the others. Together the two steps are exact where the one after the
/// other would overflow or lose all digits.
///
///     let loss = SoftmaxCrossEntropy()
///     let (value, gradient) = loss.valueAndGradient([[2, 1, 0]], [0])     // 0.408
///     let captions = SoftmaxCrossEntropy(ignoreIndex: 0)                  // class 0 is padding
///
/// A class that cannot occur may have the score −∞. With +∞ among the scores, or −∞ for all classes
/// or for the target, the loss is not a finite number, as the formula has none.
///
/// **Shapes:** scores `[…, classes]`, targets `[…]` with class numbers: `[samples]`, or
/// `[samples, steps]` for sequences. **Units:** nats.
///
/// **Errors:** ends the program when a target is not the number of a class.
///
/// **Source:** CMSC 422, lecture 21; label smoothing: C. Szegedy et al., Rethinking the Inception
/// Architecture for Computer Vision, CVPR 2016.
public struct SoftmaxCrossEntropy: Loss {
  /// The target that counts nothing, such as that of padding: its gradient is zero, and the mean
  /// goes over the others.
  public var ignoreIndex: Int?

  /// ε, the part of the target's probability that is spread evenly over all classes.
  public var labelSmoothing: Float

  /// Creates the loss.
  ///
  /// **Errors:** ends the program when the smoothing is not from 0 to 1.
  ///
  /// - Parameters:
  ///   - ignoreIndex: The target that counts nothing; `nil` when all count.
  ///   - labelSmoothing: ε, from 0 to 1.
  public init(ignoreIndex: Int? = nil, labelSmoothing: Float = 0) {
    guard labelSmoothing >= 0, labelSmoothing <= 1 else {
      ShapeError(
        operation: "SoftmaxCrossEntropy", problem: "the label smoothing cannot be used",
        expected: "a number from 0 to 1", actual: "\(labelSmoothing)",
        help: "0.1 is usual, 0 is none"
      ).end()
    }
    self.ignoreIndex = ignoreIndex
    self.labelSmoothing = labelSmoothing
  }

  /// The number of targets that are not ignored.
  public func termCount(of target: Tensor) -> Int {
    guard let ignoreIndex else { return target.count }
    return unsafe kernelsCountClasses(target.scalars, target.count, true, Float(ignoreIndex))
  }

  /// Scores need one more axis than targets.
  public func check(prediction: Shape, target: Shape) throws(ShapeError) {
    guard prediction.rank == target.rank + 1, prediction.rank >= 2, prediction.starts(with: target)
    else {
      throw ShapeError(
        operation: "SoftmaxCrossEntropy", problem: "scores and targets do not fit",
        expected: "scores [samples, classes] and targets [samples]",
        actual: "scores \(prediction) and targets \(target)",
        help: "targets are the numbers of the classes, not one-hot rows")
    }
  }

  /// L = mean of −Σ q log p, ∂L/∂z = (p − q) / n; both are zero when all targets are ignored.
  public func valueAndGradient(_ prediction: Tensor, _ target: Tensor)
    -> (value: Float, gradient: Tensor)
  {
    require(prediction, target)
    let classes = prediction.shape[-1]
    let ignored = ignoreIndex.map(Float.init)
    ShapeError.classNumbers(
      target, classes: classes, ignoring: ignored, for: "SoftmaxCrossEntropy")?.end()
    let terms = Swift.max(termCount(of: target), 1)
    var sum = 0.0
    let gradient = unsafe Tensor(filling: prediction.shape) { out in
      sum = unsafe kernelsSoftmaxCrossEntropy(
        prediction.scalars, target.scalars, out, target.count, classes, labelSmoothing,
        ignored != nil, ignored ?? 0, 1 / Float(terms))
    }
    return (Float(sum / Double(terms)), gradient)
  }
}
