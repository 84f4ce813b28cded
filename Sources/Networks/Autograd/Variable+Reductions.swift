import Tensors

// Reductions, recorded. Their derivatives repeat ∂L/∂z along what was reduced.

extension Variable {
  /// The sum of all scalars; ∂L/∂x = ∂L/∂z for every scalar.
  public func sum() -> Variable {
    let shape = shape
    return derived("sum", Tensor(tensor.sum())) {
      $0 = Tensor(repeating: $0.scalar, shape: shape)
    }
  }

  /// The mean of all scalars; ∂L/∂x = ∂L/∂z / n for every scalar.
  public func mean() -> Variable {
    let shape = shape
    return derived("mean", Tensor(tensor.mean())) {
      $0 = Tensor(repeating: $0.scalar / Float(shape.count), shape: shape)
    }
  }

  /// The sums along an axis; ∂L/∂x = ∂L/∂z, repeated along the axis.
  ///
  /// - Parameters:
  ///   - axis: The axis to sum over; negative axes count from the last.
  ///   - keepDimensions: Whether the axis stays, with size 1.
  /// - Returns: The sums.
  public func sum(axis: Int, keepDimensions: Bool = false) -> Variable {
    let shape = shape
    return derived("sum", tensor.sum(axis: axis, keepDimensions: keepDimensions)) {
      $0 = $0.repeated(along: axis, of: shape, isKept: keepDimensions)
    }
  }

  /// The means along an axis; ∂L/∂x = ∂L/∂z / n, repeated along the axis.
  ///
  /// - Parameters:
  ///   - axis: The axis to average over; negative axes count from the last.
  ///   - keepDimensions: Whether the axis stays, with size 1.
  /// - Returns: The means.
  public func mean(axis: Int, keepDimensions: Bool = false) -> Variable {
    let shape = shape
    return derived("mean", tensor.mean(axis: axis, keepDimensions: keepDimensions)) {
      $0 /= Float(shape[axis])
      $0 = $0.repeated(along: axis, of: shape, isKept: keepDimensions)
    }
  }
}

extension Tensor {
  /// What a reduction along an axis of a tensor of some shape gave, repeated along that axis.
  internal func repeated(along axis: Int, of shape: Shape, isKept: Bool) -> Tensor {
    withReducedAxis(axis, of: shape, isKept: isKept).broadcast(to: shape)
  }

  /// What a reduction along an axis of a tensor of some shape gave, with that axis of size 1.
  internal func withReducedAxis(_ axis: Int, of shape: Shape, isKept: Bool) -> Tensor {
    isKept ? self : expandingAxis(at: axis < 0 ? axis + shape.rank : axis)
  }
}
