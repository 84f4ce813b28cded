import Tensors

/// The losses that compare number with number, in the order of the header `losses.h`.
internal enum ElementwiseLoss: Int32 {
  case squared, absolute, huber, binaryCrossEntropy, log, hinge

  /// The mean over all numbers, and its derivative by the prediction.
  func mean(_ prediction: Tensor, _ target: Tensor, parameter: Float = 0)
    -> (value: Float, gradient: Tensor)
  {
    let terms = Swift.max(prediction.count, 1)
    var sum = 0.0
    let gradient = unsafe Tensor(filling: prediction.shape) { out in
      sum = unsafe kernelsElementwiseLoss(
        rawValue, parameter, 1 / Float(terms), prediction.scalars, target.scalars, out,
        prediction.count)
    }
    return (Float(sum / Double(terms)), gradient)
  }
}

extension Shape {
  /// Whether the shapes are equal, but for a last axis of size 1 that only one of them has: a column
  /// `[n, 1]` of predictions stands for `[n]`.
  internal func pairs(with other: Shape) -> Bool {
    if self == other { return true }
    let (longer, shorter) = rank > other.rank ? (self, other) : (other, self)
    return longer.rank == shorter.rank + 1 && longer[-1] == 1 && longer.starts(with: shorter)
  }

  /// Whether the first axes are those of a shorter shape.
  internal func starts(with other: Shape) -> Bool {
    guard rank >= other.rank else { return false }
    for axis in 0..<other.rank where self[axis] != other[axis] { return false }
    return true
  }

  /// Throws unless predictions of this shape can be compared with targets number by number.
  internal func requirePairs(with target: Shape, for loss: String) throws(ShapeError) {
    if pairs(with: target) { return }
    throw ShapeError(
      operation: loss, problem: "predictions and targets do not fit",
      expected: "targets \(self), one for every prediction",
      actual: "predictions \(self) and targets \(target)",
      help: "a column [samples, 1] fits targets [samples]; nothing else is broadcast")
  }
}

extension Loss {
  /// Ends the program with a text when predictions and targets do not fit together.
  internal func require(_ prediction: Tensor, _ target: Tensor) {
    do throws(ShapeError) { try check(prediction: prediction.shape, target: target.shape) } catch {
      error.end()
    }
  }
}
