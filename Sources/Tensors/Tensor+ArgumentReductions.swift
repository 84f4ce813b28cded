extension Tensor {
  /// The position of the largest scalar in row-major order: the first of equals, the first NaN if
  /// there is one.
  ///
  /// **Errors:** ends the program when there are no scalars.
  public func argMax() -> Int {
    if isEmpty { ShapeCheck.fail(.emptyReduction("argMax", shape)) }
    return position(from: 0, count: count, stride: 1, sign: 1)
  }

  /// The position of the smallest scalar in row-major order: the first of equals, the first NaN if
  /// there is one.
  ///
  /// **Errors:** ends the program when there are no scalars.
  public func argMin() -> Int {
    if isEmpty { ShapeCheck.fail(.emptyReduction("argMin", shape)) }
    return position(from: 0, count: count, stride: 1, sign: -1)
  }

  /// The positions of the largest scalars along an axis.
  ///
  ///     logits.argMax(axis: 1)    // the predicted class of every row
  ///
  /// **Errors:** ends the program when there is no such axis, or it has size 0.
  ///
  /// - Parameter axis: The axis to compare along; negative axes count from the last.
  /// - Returns: One position for each place outside the axis, in row-major order.
  public func argMax(axis: Int) -> [Int] {
    positions(axis, sign: 1, for: "argMax")
  }

  /// The positions of the smallest scalars along an axis.
  ///
  /// **Errors:** ends the program when there is no such axis, or it has size 0.
  ///
  /// - Parameter axis: The axis to compare along; negative axes count from the last.
  /// - Returns: One position for each place outside the axis, in row-major order.
  public func argMin(axis: Int) -> [Int] {
    positions(axis, sign: -1, for: "argMin")
  }

  private func positions(_ axis: Int, sign: Float, for operation: StaticString) -> [Int] {
    let axis = shape.resolve(axis, for: operation)
    let (outer, count, inner) = shape.split(at: axis)
    if count == 0 { ShapeCheck.fail(.emptyReduction(operation, shape)) }
    var positions: [Int] = []
    positions.reserveCapacity(outer * inner)
    for block in 0..<outer {
      for offset in 0..<inner {
        positions.append(
          position(from: block * count * inner + offset, count: count, stride: inner, sign: sign))
      }
    }
    return positions
  }

  private func position(from start: Int, count: Int, stride: Int, sign: Float) -> Int {
    let scalars = span
    var best = sign * scalars[start]
    var position = 0
    var index = start
    for candidate in 1..<Swift.max(count, 1) {
      if best.isNaN { break }
      index += stride
      let scalar = sign * scalars[index]
      if scalar > best || scalar.isNaN {
        best = scalar
        position = candidate
      }
    }
    return position
  }
}
