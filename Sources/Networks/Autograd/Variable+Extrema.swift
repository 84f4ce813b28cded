import Tensors

// Maxima, minima and choices, recorded. The derivative goes to what was chosen; numbers that tie
// share it equally.

extension Variable {
  /// The larger of each pair of scalars, with broadcasting; ∂L/∂z goes to the larger, half to each
  /// of equals.
  public func maximum(_ other: Variable) -> Variable {
    Variable.chosen("maximum", self, other, tensor.maximum(other.tensor)) { $0 .> $1 }
  }

  /// The smaller of each pair of scalars, with broadcasting; ∂L/∂z goes to the smaller, half to
  /// each of equals.
  public func minimum(_ other: Variable) -> Variable {
    Variable.chosen("minimum", self, other, tensor.minimum(other.tensor)) { $0 .< $1 }
  }

  /// The larger of each scalar and that of a constant, with broadcasting.
  public func maximum(_ other: Tensor) -> Variable { maximum(Variable(other)) }

  /// The smaller of each scalar and that of a constant, with broadcasting.
  public func minimum(_ other: Tensor) -> Variable { minimum(Variable(other)) }

  /// The larger of each scalar and a bound; ∂L/∂x = ∂L/∂z where x is above the bound, else 0.
  public func maximum(_ bound: Float) -> Variable {
    let values = tensor
    return derived("maximum", values.maximum(bound)) { $0 *= values .> bound }
  }

  /// The smaller of each scalar and a bound; ∂L/∂x = ∂L/∂z where x is below the bound, else 0.
  public func minimum(_ bound: Float) -> Variable {
    let values = tensor
    return derived("minimum", values.minimum(bound)) { $0 *= values .< bound }
  }

  /// Each scalar moved into a range; ∂L/∂x = ∂L/∂z inside the range, else 0.
  public func clamped(to range: ClosedRange<Float>) -> Variable {
    let values = tensor
    return derived("clamped", values.clamped(to: range)) {
      $0 *= values .>= range.lowerBound
      $0 *= values .<= range.upperBound
    }
  }

  /// The largest scalar; ∂L/∂z goes to it.
  ///
  /// **Errors:** ends the program when there are no scalars.
  public func max() -> Variable { extremum("max", Tensor(tensor.max())) }

  /// The smallest scalar; ∂L/∂z goes to it.
  ///
  /// **Errors:** ends the program when there are no scalars.
  public func min() -> Variable { extremum("min", Tensor(tensor.min())) }

  /// The largest scalars along an axis; ∂L/∂z goes to each of them.
  ///
  /// - Parameters:
  ///   - axis: The axis to compare along; negative axes count from the last.
  ///   - keepDimensions: Whether the axis stays, with size 1.
  /// - Returns: The largest scalars.
  public func max(axis: Int, keepDimensions: Bool = false) -> Variable {
    extremum("max", tensor.max(axis: axis, keepDimensions: keepDimensions), axis, keepDimensions)
  }

  /// The smallest scalars along an axis; ∂L/∂z goes to each of them.
  ///
  /// - Parameters:
  ///   - axis: The axis to compare along; negative axes count from the last.
  ///   - keepDimensions: Whether the axis stays, with size 1.
  /// - Returns: The smallest scalars.
  public func min(axis: Int, keepDimensions: Bool = false) -> Variable {
    extremum("min", tensor.min(axis: axis, keepDimensions: keepDimensions), axis, keepDimensions)
  }

  private func extremum(_ operation: StaticString, _ z: Tensor) -> Variable {
    let x = tensor
    return derived(operation, z) {
      let chosen = x .== z.scalar
      $0 = chosen * ($0.scalar / chosen.sum())
    }
  }

  private func extremum(
    _ operation: StaticString, _ z: Tensor, _ axis: Int, _ isKept: Bool
  ) -> Variable {
    let x = tensor
    return derived(operation, z) {
      let chosen = x .== z.withReducedAxis(axis, of: x.shape, isKept: isKept)
      let share = $0.withReducedAxis(axis, of: x.shape, isKept: isKept)
      $0 = chosen * (share / chosen.sum(axis: axis, keepDimensions: true))
    }
  }

  private static func chosen(
    _ operation: StaticString, _ x: Variable, _ y: Variable, _ z: Tensor,
    _ isBetter: @escaping (Tensor, Tensor) -> Tensor
  ) -> Variable {
    let (i, j, a, b) = (x.index, y.index, x.tensor, y.tensor)
    return recorded(operation, z, on: tape(x, y, for: operation)) { gradient, adjoints in
      let share = isBetter(a, b) + 0.5 * (a .== b)
      if Adjoints.isWanted(i) { adjoints.add(gradient * share, to: i, shape: a.shape) }
      if Adjoints.isWanted(j) { adjoints.add(gradient * (1 - share), to: j, shape: b.shape) }
    }
  }
}

/// Takes each scalar from one of two variables: from x where the mask is not 0, else from y.
///
///     select(x.tensor .> 0, x, 0.1 * x)    // a leaky rectifier
///
/// The derivative goes to what was taken; what was not taken may be infinite or NaN. Where its slope
/// is infinite too, choose before the function: `log(select(x.tensor .> 0, x, Variable(1)))`.
///
/// **Shapes:** the three broadcast against each other.
///
/// - Parameters:
///   - mask: Where to take x.
///   - x: The one.
///   - y: The other.
/// - Returns: The scalars that were taken.
public func select(_ mask: Tensor, _ x: Variable, _ y: Variable) -> Variable {
  let (i, j, xShape, yShape) = (x.index, y.index, x.shape, y.shape)
  // A sum of zeros has the shape of all three.
  let zeros = Tensor(zeros: mask.shape) + Tensor(zeros: xShape) + Tensor(zeros: yShape)
  let value = y.tensor.broadcast(to: zeros.shape).replacing(where: mask, with: x.tensor)
  return .recorded("select", value, on: Variable.tape(x, y, for: "select")) { gradient, adjoints in
    if Adjoints.isWanted(i) {
      adjoints.add(zeros.replacing(where: mask, with: gradient), to: i, shape: xShape)
    }
    if Adjoints.isWanted(j) {
      adjoints.add(gradient.replacing(where: mask, with: 0), to: j, shape: yShape)
    }
  }
}

extension Variable {
  /// The variable with the scalars of a constant where a condition holds; the derivative stops
  /// there.
  ///
  ///     scores.replacing(where: mask .== 0, with: Tensor(-Float.infinity)).softmax()
  ///
  /// **Errors:** ends the program when the condition or the constant cannot be broadcast to the
  /// shape of the variable.
  ///
  /// - Parameters:
  ///   - condition: Not 0 where a scalar is to be replaced.
  ///   - other: What takes its place.
  /// - Returns: The variable with some scalars replaced.
  public func replacing(where condition: Tensor, with other: Tensor) -> Variable {
    derived("replacing", tensor.replacing(where: condition, with: other)) {
      $0 = $0.replacing(where: condition, with: 0)
    }
  }

  /// The variable with a number where a condition holds; the derivative stops there.
  public func replacing(where condition: Tensor, with number: Float) -> Variable {
    replacing(where: condition, with: Tensor(number))
  }
}
