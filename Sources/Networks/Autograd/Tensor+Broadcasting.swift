import Tensors

extension Tensor {
  /// Undoes broadcasting: adds up along every axis that the smaller shape has not, or has with
  /// size 1.
  ///
  /// It is the derivative of repeating: each repetition of a number adds its part.
  internal func summed(to target: Shape) -> Tensor {
    if shape == target { return self }
    if target.count == 1 && target.rank <= rank {
      return Tensor(repeating: sum(), shape: target)
    }
    var result = self
    let missing = rank - target.rank
    if missing == 1 {
      result = sum(axis: 0)
    } else if missing > 1 {
      // The axes that the target has not lie in front: one sum over all of them.
      let rest = Array(shape.dimensions.dropFirst(missing))
      let repetitions = shape.dimensions.prefix(missing).reduce(1, *)
      result = result.reshaped(to: Shape([repetitions] + rest)).sum(axis: 0)
    }
    for axis in 0..<target.rank where target[axis] == 1 && result.shape[axis] != 1 {
      result = result.sum(axis: axis, keepDimensions: true)
    }
    return result
  }

  /// Adds a part at a position along an axis, in place.
  internal mutating func add(_ part: Tensor, axis: Int, at start: Int) {
    let inner = shape.dimensions.dropFirst(axis + 1).reduce(1, *)
    let width = part.shape[axis] * inner
    let step = shape[axis] * inner
    if width == 0 { return }
    let values = part.span
    var target = mutableSpan
    var offset = start * inner
    for first in stride(from: 0, to: values.count, by: width) {
      for index in 0..<width { target[offset + index] += values[first + index] }
      offset += step
    }
  }
}
