extension Tensor {
  /// The product of two matrices, of a matrix and a vector, or of two vectors.
  ///
  /// (x · y)_ij = Σ_k x_ik y_kj
  ///
  ///     let x: Tensor = [[1, 2], [3, 4]]
  ///     x.matmul([[1, 0], [0, 2]])    // [[1, 4], [3, 8]]
  ///     x.matmul([1, 1])              // [3, 7]
  ///
  /// **Shapes:** `[m, k] · [k, n]` gives `[m, n]`, `[m, k] · [k]` gives `[m]`, `[k] · [k, n]` gives
  /// `[n]`, and `[k] · [k]` the dot product, of shape `[]`. A transposed side is `[k, m]` on the
  /// left, `[n, k]` on the right; a vector has no transpose, so its flag changes nothing.
  ///
  /// **Errors:** ends the program when the inner sizes differ, or a side has no axes or more than
  /// two.
  ///
  /// - Parameters:
  ///   - right: The right side.
  ///   - transposeLeft: Whether to use the transpose of the left side.
  ///   - transposeRight: Whether to use the transpose of the right side.
  /// - Returns: The product.
  public func matmul(
    _ right: Tensor, transposeLeft: Bool = false, transposeRight: Bool = false
  ) -> Tensor {
    let plan = ProductPlan(
      shape, right.shape, transposeLeft: transposeLeft, transposeRight: transposeRight)
    if rank == 1 && right.rank == 1 {
      return Tensor(Float(unsafe kernelsDot(storage, right.storage, plan.inner)))
    }
    let storage = unsafe [Float](filled: plan.rows * plan.columns) { out in
      unsafe plan.run(self.storage, right.storage, out, accumulating: false)
    }
    return Tensor(unchecked: storage, shape: plan.shape)
  }

  /// Adds a product to the tensor in place: z ← z + x · y.
  ///
  /// **Shapes:** as for ``matmul(_:transposeLeft:transposeRight:)``; the tensor has the shape of
  /// the product.
  ///
  /// **Errors:** ends the program when the shapes do not fit.
  ///
  /// - Parameters:
  ///   - left: The left side of the product.
  ///   - right: The right side of the product.
  ///   - transposeLeft: Whether to use the transpose of the left side.
  ///   - transposeRight: Whether to use the transpose of the right side.
  public mutating func addProduct(
    _ left: Tensor, _ right: Tensor, transposeLeft: Bool = false, transposeRight: Bool = false
  ) {
    let plan = ProductPlan(
      left.shape, right.shape, transposeLeft: transposeLeft, transposeRight: transposeRight)
    if shape != plan.shape { ShapeCheck.fail(.assignmentShape("addProduct", shape, plan.shape)) }
    unsafe storage.withUnsafeMutableBufferPointer { out in
      if let out = out.baseAddress {
        unsafe plan.run(left.storage, right.storage, out, accumulating: true)
      }
    }
  }
}

/// The product of two matrices, of a matrix and a vector, or of two vectors.
///
/// The same as ``Tensor/matmul(_:transposeLeft:transposeRight:)``, written as in a formula.
///
///     let y = matmul(x, w) + b
///
/// - Parameters:
///   - left: The left side.
///   - right: The right side.
///   - transposeLeft: Whether to use the transpose of the left side.
///   - transposeRight: Whether to use the transpose of the right side.
/// - Returns: The product.
public func matmul(
  _ left: Tensor, _ right: Tensor, transposeLeft: Bool = false, transposeRight: Bool = false
) -> Tensor {
  left.matmul(right, transposeLeft: transposeLeft, transposeRight: transposeRight)
}

/// The sizes of a product, after its shapes were checked.
private struct ProductPlan {
  let rows: Int
  let columns: Int
  let inner: Int
  let shape: Shape
  private let transposeLeft: Bool
  private let transposeRight: Bool

  init(_ left: Shape, _ right: Shape, transposeLeft: Bool, transposeRight: Bool) {
    if left.rank < 1 || left.rank > 2 || right.rank < 1 || right.rank > 2 {
      ShapeCheck.fail(.matrixRank(left, right))
    }
    // A vector stands for one row on the left and one column on the right.
    self.transposeLeft = transposeLeft && left.rank == 2
    self.transposeRight = transposeRight && right.rank == 2
    let leftSizes = left.rank == 2 ? (left.sizes[0], left.sizes[1]) : (1, left.sizes[0])
    let rightSizes = right.rank == 2 ? (right.sizes[0], right.sizes[1]) : (right.sizes[0], 1)
    rows = self.transposeLeft ? leftSizes.1 : leftSizes.0
    inner = self.transposeLeft ? leftSizes.0 : leftSizes.1
    let rightInner = self.transposeRight ? rightSizes.1 : rightSizes.0
    columns = self.transposeRight ? rightSizes.0 : rightSizes.1
    if inner != rightInner {
      ShapeCheck.fail(.innerSizes(left, right, left: inner, right: rightInner))
    }
    shape =
      switch (left.rank, right.rank) {
      case (2, 2): Shape(rows, columns)
      case (2, _): Shape(rows)
      case (_, 2): Shape(columns)
      default: []
      }
  }

  func run(_ left: Scalars, _ right: Scalars, _ out: MutableScalars, accumulating: Bool) {
    BLAS.prepare()
    unsafe kernelsMatrixProduct(
      transposeLeft, transposeRight, rows, columns, inner, left, right, out, accumulating)
  }
}
