import Tensors

/// The contrastive loss of pairs: draws embeddings of like things together and pushes others apart.
///
/// With d = ‖a − b‖: L = mean over pairs of ½ d² for like ones (target 1), else of ½ max(0, m − d)²
/// (target 0)
///
/// ∂L/∂a = −∂L/∂b = (a − b)/n for like ones, else −(m − d)(a − b)/(d n) within the margin; two equal
/// embeddings of unlike things have no direction to part in, and the derivative is zero there.
///
///     let pairs: Tensor = [[[0, 0], [3, 4]], [[1, 1], [1, 1.5]]]      // 2 pairs of embeddings of 2 numbers
///     Contrastive(margin: 1)(pairs, [1, 0])                          // 6.3125
///
/// **Shapes:** embeddings `[pairs, 2, features]`, or `[2 · pairs, features]` where rows 2i and
/// 2i + 1 are a pair, as a network gives them for a batch of pairs; targets `[pairs]`.
///
/// **Errors:** ends the program when a target is not 0 or 1.
///
/// **Source:** R. Hadsell, S. Chopra and Y. LeCun, Dimensionality Reduction by Learning an Invariant
/// Mapping, CVPR 2006, where the targets are numbered the other way round.
public struct Contrastive: Loss {
  /// m, the distance from which on unlike things are far enough apart.
  public var margin: Float

  /// Creates the loss.
  ///
  /// **Errors:** ends the program when the margin is not above 0.
  ///
  /// - Parameter margin: The distance from which on unlike things are far enough apart.
  public init(margin: Float = 1) {
    ShapeError.positive(margin, "margin", of: "Contrastive")?.end()
    self.margin = margin
  }

  /// The number of pairs.
  public func termCount(of target: Tensor) -> Int { target.count }

  /// Two embeddings for every target.
  public func check(prediction: Shape, target: Shape) throws(ShapeError) {
    let pairs = target.rank == 1 ? target[0] : -1
    let fits =
      prediction.rank == 3 && prediction[0] == pairs && prediction[1] == 2
      || prediction.rank == 2 && prediction[0] % 2 == 0 && prediction[0] / 2 == pairs
    if fits { return }
    throw ShapeError(
      operation: "Contrastive", problem: "embeddings and targets do not fit",
      expected: "embeddings [pairs, 2, features] or [2 · pairs, features], and targets [pairs]",
      actual: "embeddings \(prediction) and targets \(target)",
      help: "rows 2i and 2i + 1 of a batch are pair i, and target i says whether they are alike")
  }

  /// L = mean of ½ d² for like pairs, else of ½ max(0, m − d)².
  public func valueAndGradient(_ prediction: Tensor, _ target: Tensor)
    -> (value: Float, gradient: Tensor)
  {
    require(prediction, target)
    ShapeError.targets(
      target, from: 0, to: 1, onlyEnds: true, for: "Contrastive",
      help: "1 for two things that are alike, 0 for two that are not"
    )?.end()
    let terms = Swift.max(target.count, 1)
    var sum = 0.0
    let gradient = unsafe Tensor(filling: prediction.shape) { out in
      sum = unsafe kernelsContrastiveLoss(
        margin, 1 / Float(terms), prediction.scalars, target.scalars, out, target.count,
        prediction.shape[-1])
    }
    return (Float(sum / Double(terms)), gradient)
  }
}
