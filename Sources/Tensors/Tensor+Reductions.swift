extension Tensor {
  /// The sum of all scalars.
  ///
  /// It is added up in blocks, in an order that depends on nothing but the count, so it is accurate
  /// for millions of scalars and the same on every machine.
  public func sum() -> Float { Float(unsafe kernelsSum(storage, count)) }

  /// The mean of all scalars: NaN when there are none.
  public func mean() -> Float { Float(unsafe kernelsSum(storage, count) / Double(count)) }

  /// The variance of all scalars.
  ///
  /// Σ (x_i − mean)² / (n − correction)
  ///
  /// - Parameter correction: 0 for the variance of these numbers, 1 for an unbiased estimate of the
  ///   variance of what they were drawn from.
  /// - Returns: The variance: NaN when there are no more scalars than the correction.
  public func variance(correction: Int = 0) -> Float {
    let deviations = self - mean()
    let squares = unsafe kernelsDot(deviations.storage, deviations.storage, count)
    return Float(squares / Tensor.degreesOfFreedom(count, correction))
  }

  /// The standard deviation of all scalars: the square root of ``variance(correction:)``.
  ///
  /// - Parameter correction: 0 or 1, as for the variance.
  /// - Returns: The standard deviation.
  public func standardDeviation(correction: Int = 0) -> Float {
    variance(correction: correction).squareRoot()
  }

  /// The largest scalar: NaN when one of them is NaN.
  ///
  /// **Errors:** ends the program when there are no scalars.
  public func max() -> Float { extremum(maximum: true, for: "max") }

  /// The smallest scalar: NaN when one of them is NaN.
  ///
  /// **Errors:** ends the program when there are no scalars.
  public func min() -> Float { extremum(maximum: false, for: "min") }

  private func extremum(maximum: Bool, for operation: StaticString) -> Float {
    if isEmpty { ShapeCheck.fail(.emptyReduction(operation, shape)) }
    var result: Float = 0
    unsafe kernelsExtremumAxis(maximum, storage, &result, 1, count, 1)
    return result
  }
}

// Along an axis, the result has the shape of the tensor without that axis; with `keepDimensions`
// the axis stays with size 1, so that the result broadcasts against the tensor.
extension Tensor {
  /// The sums along an axis.
  ///
  ///     let x: Tensor = [[1, 2], [3, 4]]
  ///     x.sum(axis: 0)    // [4, 6]: over the rows
  ///     x.sum(axis: 1)    // [3, 7]: over the columns
  ///
  /// **Shapes:** the axis is removed, or has size 1 when dimensions are kept.
  ///
  /// **Errors:** ends the program when there is no such axis, as all reductions along an axis.
  ///
  /// - Parameters:
  ///   - axis: The axis to sum over; negative axes count from the last.
  ///   - keepDimensions: Whether the axis stays, with size 1.
  /// - Returns: The sums.
  public func sum(axis: Int, keepDimensions: Bool = false) -> Tensor {
    let axis = shape.resolve(axis, for: "sum")
    return unsafe reduced(axis, keepDimensions) { outer, count, inner, out in
      unsafe kernelsSumAxis(storage, out, outer, count, inner)
    }
  }

  /// The means along an axis.
  ///
  ///     images - images.mean(axis: 0)    // centred
  ///
  /// **Shapes:** the axis is removed, or has size 1 when dimensions are kept.
  ///
  /// - Parameters:
  ///   - axis: The axis to average over.
  ///   - keepDimensions: Whether the axis stays, with size 1.
  /// - Returns: The means.
  public func mean(axis: Int, keepDimensions: Bool = false) -> Tensor {
    let axis = shape.resolve(axis, for: "mean")
    return sum(axis: axis, keepDimensions: keepDimensions) / Float(shape.sizes[axis])
  }

  /// The variances along an axis.
  ///
  /// **Shapes:** the axis is removed, or has size 1 when dimensions are kept.
  ///
  /// - Parameters:
  ///   - axis: The axis to reduce.
  ///   - correction: 0 for the variance of these numbers, 1 for an unbiased estimate.
  ///   - keepDimensions: Whether the axis stays, with size 1.
  /// - Returns: The variances.
  public func variance(
    axis: Int, correction: Int = 0, keepDimensions: Bool = false
  ) -> Tensor {
    let axis = shape.resolve(axis, for: "variance")
    let deviations = self - mean(axis: axis, keepDimensions: true)
    return square(deviations).sum(axis: axis, keepDimensions: keepDimensions)
      / Float(Tensor.degreesOfFreedom(shape.sizes[axis], correction))
  }

  /// What squared deviations are divided by; NaN, not a negative number, when too few are there.
  private static func degreesOfFreedom(_ count: Int, _ correction: Int) -> Double {
    let freedom = Double(count) - Double(correction)
    return freedom > 0 ? freedom : .nan
  }

  /// The standard deviations along an axis: the square roots of the variances.
  ///
  /// **Shapes:** the axis is removed, or has size 1 when dimensions are kept.
  ///
  /// - Parameters:
  ///   - axis: The axis to reduce.
  ///   - correction: 0 or 1, as for the variance.
  ///   - keepDimensions: Whether the axis stays, with size 1.
  /// - Returns: The standard deviations.
  public func standardDeviation(
    axis: Int, correction: Int = 0, keepDimensions: Bool = false
  ) -> Tensor {
    sqrt(variance(axis: axis, correction: correction, keepDimensions: keepDimensions))
  }

  /// The largest scalars along an axis.
  ///
  /// **Shapes:** the axis is removed, or has size 1 when dimensions are kept.
  ///
  /// **Errors:** ends the program when the axis has size 0.
  ///
  /// - Parameters:
  ///   - axis: The axis to compare along.
  ///   - keepDimensions: Whether the axis stays, with size 1.
  /// - Returns: The largest scalars: NaN where one of them is NaN.
  public func max(axis: Int, keepDimensions: Bool = false) -> Tensor {
    extrema(maximum: true, axis, keepDimensions, for: "max")
  }

  /// The smallest scalars along an axis.
  ///
  /// **Shapes:** the axis is removed, or has size 1 when dimensions are kept.
  ///
  /// **Errors:** ends the program when the axis has size 0.
  ///
  /// - Parameters:
  ///   - axis: The axis to compare along.
  ///   - keepDimensions: Whether the axis stays, with size 1.
  /// - Returns: The smallest scalars: NaN where one of them is NaN.
  public func min(axis: Int, keepDimensions: Bool = false) -> Tensor {
    extrema(maximum: false, axis, keepDimensions, for: "min")
  }

  private func extrema(
    maximum: Bool, _ axis: Int, _ keepDimensions: Bool, for operation: StaticString
  ) -> Tensor {
    let axis = shape.resolve(axis, for: operation)
    if shape.sizes[axis] == 0 { ShapeCheck.fail(.emptyReduction(operation, shape)) }
    return unsafe reduced(axis, keepDimensions) { outer, count, inner, out in
      unsafe kernelsExtremumAxis(maximum, storage, out, outer, count, inner)
    }
  }

  private func reduced(
    _ axis: Int, _ keepDimensions: Bool, by kernel: (Int, Int, Int, MutableScalars) -> Void
  ) -> Tensor {
    let (outer, count, inner) = shape.split(at: axis)
    let storage = unsafe [Float](filled: outer * inner) { out in
      unsafe kernel(outer, count, inner, out)
    }
    return Tensor(
      unchecked: storage,
      shape: keepDimensions ? shape.replacing(axis: axis, with: 1) : shape.removing(axis: axis))
  }
}
