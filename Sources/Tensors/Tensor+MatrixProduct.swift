extension Tensor {
  /// The product of two matrices, of a matrix and a vector, of two vectors, or of many matrices.
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
  /// More axes in front count matrices, each of which is multiplied for itself:
  /// `[b, m, k] · [b, k, n]` gives `[b, m, n]`. They broadcast as for `+`: `[b, m, k] · [k, n]`
  /// multiplies all by the same matrix. A transposed side exchanges its last two axes.
  ///
  /// **Errors:** ends the program when the inner sizes differ, when axes in front do not fit
  /// together, or when a side is a single number.
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
    let storage = unsafe [Float](filled: plan.shape.count) { out in
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

/// The product of two matrices, of a matrix and a vector, of two vectors, or of many matrices.
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
