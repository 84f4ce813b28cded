// Comparisons are pointwise and answer in numbers, 1 for true and 0 for false, so that their mean
// is a share and their product a mask. `==` compares whole tensors. The operators are those of
// Swift's SIMD vectors.

extension Tensor {
  /// 1 where x > y, else 0, with broadcasting.
  ///
  ///     let x: Tensor = [-1, 0, 2]
  ///     x .> 0              // [0, 0, 1]
  ///     (x .> 0).mean()     // 0.333…: the share of positive numbers
  public static func .> (x: Tensor, y: Tensor) -> Tensor {
    elementwise(.less, y, x, name: ".>")
  }

  /// 1 where x ≥ y, else 0, with broadcasting.
  public static func .>= (x: Tensor, y: Tensor) -> Tensor {
    elementwise(.lessOrEqual, y, x, name: ".>=")
  }

  /// 1 where x < y, else 0, with broadcasting.
  public static func .< (x: Tensor, y: Tensor) -> Tensor {
    elementwise(.less, x, y, name: ".<")
  }

  /// 1 where x ≤ y, else 0, with broadcasting.
  public static func .<= (x: Tensor, y: Tensor) -> Tensor {
    elementwise(.lessOrEqual, x, y, name: ".<=")
  }

  /// 1 where x = y, else 0, with broadcasting.
  public static func .== (x: Tensor, y: Tensor) -> Tensor {
    elementwise(.equal, x, y, name: ".==")
  }

  /// 1 where x ≠ y, else 0, with broadcasting.
  public static func .!= (x: Tensor, y: Tensor) -> Tensor {
    elementwise(.notEqual, x, y, name: ".!=")
  }

  /// 1 where x > y, else 0.
  public static func .> (x: Tensor, y: Float) -> Tensor { elementwise(.less, y, x) }

  /// 1 where x ≥ y, else 0.
  public static func .>= (x: Tensor, y: Float) -> Tensor { elementwise(.lessOrEqual, y, x) }

  /// 1 where x < y, else 0.
  public static func .< (x: Tensor, y: Float) -> Tensor { elementwise(.less, x, y) }

  /// 1 where x ≤ y, else 0.
  public static func .<= (x: Tensor, y: Float) -> Tensor { elementwise(.lessOrEqual, x, y) }

  /// 1 where x = y, else 0.
  public static func .== (x: Tensor, y: Float) -> Tensor { elementwise(.equal, x, y) }

  /// 1 where x ≠ y, else 0.
  public static func .!= (x: Tensor, y: Float) -> Tensor { elementwise(.notEqual, x, y) }
}

extension Tensor {
  /// Whether two tensors have one shape and the same scalars.
  ///
  /// NaN is equal to nothing, not even to itself, as for `Float`.
  public static func == (x: Tensor, y: Tensor) -> Bool {
    guard x.shape == y.shape else { return false }
    // Not the equality of arrays: two that share their memory would be equal in spite of a NaN.
    let (left, right) = (x.span, y.span)
    for index in left.indices where left[index] != right[index] { return false }
    return true
  }

  /// Whether every scalar is a finite number: neither NaN nor infinite.
  public var isFinite: Bool {
    // A NaN or an infinity times zero is NaN, and so is any sum with it; everything else sums to
    // zero.
    (self * 0).sum() == 0
  }

  /// Whether two tensors have one shape and nearly the same scalars.
  ///
  /// |x − y| ≤ tolerance · (1 + max(|x|, |y|)), so the tolerance is absolute for small numbers and
  /// relative for large ones. Equal infinities are close; NaN is close to nothing.
  ///
  /// - Parameters:
  ///   - other: The tensor to compare with.
  ///   - tolerance: The largest difference, relative to 1 plus the larger magnitude.
  /// - Returns: Whether all scalars are that close.
  public func isClose(to other: Tensor, tolerance: Float = 1e-5) -> Bool {
    guard shape == other.shape else { return false }
    let left = span
    let right = other.span
    for index in left.indices where left[index] != right[index] {
      let difference = Swift.abs(left[index] - right[index])
      let magnitude = Swift.max(Swift.abs(left[index]), Swift.abs(right[index]))
      if !(difference <= tolerance * (1 + magnitude)) || magnitude.isInfinite { return false }
    }
    return true
  }
}
