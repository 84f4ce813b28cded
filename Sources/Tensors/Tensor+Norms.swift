extension Tensor {
  /// The Euclidean norm of all scalars: the length of the vector that they are.
  ///
  /// ‖x‖ = √(Σ x_i²)
  ///
  ///     ([3, 4] as Tensor).norm()    // 5
  ///
  /// Squares that overflow `Float` do not matter. The other norms are `abs(x).sum()` and
  /// `abs(x).max()`.
  public func norm() -> Float {
    let fast = unsafe kernelsDot(storage, storage, count)
    // The kernel squares in single precision, which overflows from 1e19 on, and vanishes from 1e-19
    // down; a double holds the square of every float.
    let isSafe = fast.isFinite && fast > 1e-25
    let squares = isSafe ? fast : storage.reduce(0.0) { $0 + Double($1) * Double($1) }
    return Float(squares.squareRoot())
  }

  /// The Euclidean norms along an axis.
  ///
  ///     let directions = x / x.norm(axis: 1, keepDimensions: true)
  ///
  /// **Shapes:** the axis is removed, or has size 1 when dimensions are kept.
  ///
  /// **Errors:** ends the program when there is no such axis.
  ///
  /// - Parameters:
  ///   - axis: The axis to sum the squares over; negative axes count from the last.
  ///   - keepDimensions: Whether the axis stays, with size 1.
  /// - Returns: The norms.
  public func norm(axis: Int, keepDimensions: Bool = false) -> Tensor {
    let axis = shape.resolve(axis, for: "norm")
    let (outer, size, inner) = shape.split(at: axis)
    let scalars = span
    var storage: [Float] = []
    storage.reserveCapacity(outer * inner)
    for block in 0..<outer {
      for offset in 0..<inner {
        var sum = 0.0
        for index in 0..<size {
          let scalar = Double(scalars[(block * size + index) * inner + offset])
          sum += scalar * scalar
        }
        storage.append(Float(sum.squareRoot()))
      }
    }
    return Tensor(
      unchecked: storage,
      shape: keepDimensions ? shape.replacing(axis: axis, with: 1) : shape.removing(axis: axis))
  }

  /// The sums of all scalars up to each one along an axis.
  ///
  /// y_i = Σ_{j ≤ i} x_j
  ///
  ///     ([1, 2, 3] as Tensor).cumulativeSum()    // [1, 3, 6]
  ///
  /// They are added up in twice the precision.
  ///
  /// **Shapes:** the result has the shape of the tensor.
  ///
  /// **Errors:** ends the program when there is no such axis.
  ///
  /// - Parameter axis: The axis to sum along; negative axes count from the last.
  /// - Returns: The running sums.
  public func cumulativeSum(axis: Int = -1) -> Tensor {
    let axis = shape.resolve(axis, for: "cumulativeSum")
    let (outer, size, inner) = shape.split(at: axis)
    var result = self
    var target = result.mutableSpan
    for block in 0..<outer {
      for offset in 0..<inner {
        var sum = 0.0
        for index in 0..<size {
          let position = (block * size + index) * inner + offset
          sum += Double(target[position])
          target[position] = Float(sum)
        }
      }
    }
    return result
  }
}
