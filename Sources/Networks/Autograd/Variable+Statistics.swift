import Tensors

// Reductions along several axes, and what is made of them.

extension Variable {
  /// The sums along several axes; ∂L/∂x = ∂L/∂z, repeated along the axes.
  ///
  ///     images.sum(axes: [1, 2])    // [32, 28, 28, 3] becomes [32, 3]
  ///
  /// - Parameters:
  ///   - axes: The axes to sum over, each once; negative axes count from the last.
  ///   - keepDimensions: Whether the axes stay, with size 1.
  /// - Returns: The sums.
  public func sum(axes: [Int], keepDimensions: Bool = false) -> Variable {
    // From the last axis to the first, so that the numbers of the others stay as they are.
    let ordered = Set(axes.map { $0 < 0 ? $0 + rank : $0 }).sorted(by: >)
    return ordered.reduce(self) { $0.sum(axis: $1, keepDimensions: keepDimensions) }
  }

  /// The means along several axes; ∂L/∂x = ∂L/∂z / n, repeated along the axes.
  ///
  /// - Parameters:
  ///   - axes: The axes to average over, each once; negative axes count from the last.
  ///   - keepDimensions: Whether the axes stay, with size 1.
  /// - Returns: The means.
  public func mean(axes: [Int], keepDimensions: Bool = false) -> Variable {
    let total = sum(axes: axes, keepDimensions: keepDimensions)
    return total * (Float(total.count) / Float(count))
  }

  /// The variance of all scalars, Σ (x − mean)² / (n − correction);
  /// ∂L/∂x = ∂L/∂z · 2 (x − mean) / (n − correction).
  ///
  /// - Parameter correction: 0, or 1 for an unbiased estimate.
  /// - Returns: The variance.
  public func variance(correction: Int = 0) -> Variable {
    let x = tensor
    return derived("variance", Tensor(x.variance(correction: correction))) {
      $0 = (x - x.mean()) * (2 * $0.scalar / Float(x.count - correction))
    }
  }

  /// The variances along an axis; ∂L/∂x = ∂L/∂z · 2 (x − mean) / (n − correction).
  ///
  /// - Parameters:
  ///   - axis: The axis to reduce; negative axes count from the last.
  ///   - correction: 0, or 1 for an unbiased estimate.
  ///   - keepDimensions: Whether the axis stays, with size 1.
  /// - Returns: The variances.
  public func variance(
    axis: Int, correction: Int = 0, keepDimensions: Bool = false
  ) -> Variable {
    let x = tensor
    let z = x.variance(axis: axis, correction: correction, keepDimensions: keepDimensions)
    return derived("variance", z) {
      let factor =
        $0.withReducedAxis(axis, of: x.shape, isKept: keepDimensions)
        * (2 / Float(x.shape[axis] - correction))
      $0 = (x - x.mean(axis: axis, keepDimensions: true)) * factor
    }
  }
}

extension Variable {
  /// The standard deviation of all scalars: the square root of the variance.
  public func standardDeviation(correction: Int = 0) -> Variable {
    sqrt(variance(correction: correction))
  }

  /// The standard deviations along an axis: the square roots of the variances.
  ///
  /// - Parameters:
  ///   - axis: The axis to reduce; negative axes count from the last.
  ///   - correction: 0, or 1 as for the variance.
  ///   - keepDimensions: Whether the axis stays, with size 1.
  /// - Returns: The standard deviations.
  public func standardDeviation(
    axis: Int, correction: Int = 0, keepDimensions: Bool = false
  ) -> Variable {
    sqrt(variance(axis: axis, correction: correction, keepDimensions: keepDimensions))
  }

  /// Scores as probabilities along an axis, see ``Tensors/Tensor/softmax(axis:)``;
  /// ∂L/∂x = z (∂L/∂z − Σ z ∂L/∂z).
  public func softmax(axis: Int = -1) -> Variable {
    let z = tensor.softmax(axis: axis)
    if axis == -1 || axis == rank - 1 {
      return derived("softmax", z) { $0 = z.softmaxBackward($0, logarithm: false) }
    }
    return derived("softmax", z) {
      $0 *= z
      $0 -= z * $0.sum(axis: axis, keepDimensions: true)
    }
  }

  /// The logarithm of the softmax; ∂L/∂x = ∂L/∂z − softmax(x) Σ ∂L/∂z.
  public func logSoftmax(axis: Int = -1) -> Variable {
    let z = tensor.logSoftmax(axis: axis)
    if axis == -1 || axis == rank - 1 {
      return derived("logSoftmax", z) { $0 = z.softmaxBackward($0, logarithm: true) }
    }
    return derived("logSoftmax", z) {
      $0 -= exp(z) * $0.sum(axis: axis, keepDimensions: true)
    }
  }

  /// The Euclidean norm √(Σ x²) of all scalars; ∂L/∂x = ∂L/∂z · x / z, 0 where z is.
  public func norm() -> Variable {
    let x = tensor
    let z = Tensor(x.norm())
    return derived("norm", z) { $0 = x * ($0 / (z + (z .== 0))) }
  }

  /// The Euclidean norms along an axis; ∂L/∂x = ∂L/∂z · x / z, 0 where z is.
  ///
  /// - Parameters:
  ///   - axis: The axis to sum the squares over; negative axes count from the last.
  ///   - keepDimensions: Whether the axis stays, with size 1.
  /// - Returns: The norms.
  public func norm(axis: Int, keepDimensions: Bool = false) -> Variable {
    let x = tensor
    let z = x.norm(axis: axis, keepDimensions: keepDimensions)
    return derived("norm", z) {
      let share = $0 / (z + (z .== 0))
      $0 = x * share.withReducedAxis(axis, of: x.shape, isKept: keepDimensions)
    }
  }

  /// log Σ e^x along an axis, without overflow; ∂L/∂x = ∂L/∂z · softmax(x).
  ///
  /// - Parameters:
  ///   - axis: The axis to sum over; negative axes count from the last.
  ///   - keepDimensions: Whether the axis stays, with size 1.
  /// - Returns: One number for each place outside the axis.
  public func logSumExp(axis: Int = -1, keepDimensions: Bool = false) -> Variable {
    let x = tensor
    return derived("logSumExp", x.logSumExp(axis: axis, keepDimensions: keepDimensions)) {
      let outer = $0.withReducedAxis(axis, of: x.shape, isKept: keepDimensions)
      $0 = x.softmax(axis: axis) * outer
    }
  }
}
