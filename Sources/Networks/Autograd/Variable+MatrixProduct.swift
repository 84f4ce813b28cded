import Tensors

extension Variable {
  /// The product of two matrices, of a matrix and a vector, of two vectors, or of many matrices.
  ///
  /// Z = X Y, ∂L/∂X = ∂L/∂Z Yᵀ, ∂L/∂Y = Xᵀ ∂L/∂Z
  ///
  ///     let y = x.matmul(weight) + bias
  ///
  /// **Shapes:** those of ``Tensors/Tensor/matmul(_:transposeLeft:transposeRight:)``.
  ///
  /// **Errors:** ends the program when the inner sizes differ.
  ///
  /// - Parameters:
  ///   - right: The right side.
  ///   - transposeLeft: Whether to use the transpose of the left side.
  ///   - transposeRight: Whether to use the transpose of the right side.
  /// - Returns: The product.
  public func matmul(
    _ right: Variable, transposeLeft: Bool = false, transposeRight: Bool = false
  ) -> Variable {
    let (i, j, x, y) = (index, right.index, tensor, right.tensor)
    let product = x.matmul(y, transposeLeft: transposeLeft, transposeRight: transposeRight)
    let tape = Variable.tape(self, right, for: "matmul")
    if x.rank == 2 && y.rank == 2 {
      return .recorded("matmul", product, on: tape) { gradient, adjoints in
        adjoints.addProductGradients(
          gradient, x, y, transposeLeft: transposeLeft, transposeRight: transposeRight, to: i, j)
      }
    }
    return .recorded("matmul", product, on: tape) { gradient, adjoints in
      adjoints.addBatchedProductGradients(
        gradient, x, y, transposeLeft: transposeLeft, transposeRight: transposeRight, to: i, j)
    }
  }

  /// The product with a constant on the right.
  public func matmul(
    _ right: Tensor, transposeLeft: Bool = false, transposeRight: Bool = false
  ) -> Variable {
    matmul(Variable(right), transposeLeft: transposeLeft, transposeRight: transposeRight)
  }
}

/// The product of two matrices, of a matrix and a vector, of two vectors, or of many matrices.
///
/// - Parameters:
///   - left: The left side.
///   - right: The right side.
///   - transposeLeft: Whether to use the transpose of the left side.
///   - transposeRight: Whether to use the transpose of the right side.
/// - Returns: The product.
public func matmul(
  _ left: Variable, _ right: Variable, transposeLeft: Bool = false, transposeRight: Bool = false
) -> Variable {
  left.matmul(right, transposeLeft: transposeLeft, transposeRight: transposeRight)
}

/// The product with a constant on the left.
public func matmul(
  _ left: Tensor, _ right: Variable, transposeLeft: Bool = false, transposeRight: Bool = false
) -> Variable {
  Variable(left).matmul(right, transposeLeft: transposeLeft, transposeRight: transposeRight)
}

/// The product with a constant on the right.
public func matmul(
  _ left: Variable, _ right: Tensor, transposeLeft: Bool = false, transposeRight: Bool = false
) -> Variable {
  left.matmul(right, transposeLeft: transposeLeft, transposeRight: transposeRight)
}

extension Adjoints {
  /// ∂L/∂X = ∂L/∂Z op(Y)ᵀ and ∂L/∂Y = op(X)ᵀ ∂L/∂Z, each transposed where its side was.
  fileprivate mutating func addProductGradients(
    _ gradient: Tensor, _ x: Tensor, _ y: Tensor, transposeLeft: Bool, transposeRight: Bool,
    to i: Int, _ j: Int
  ) {
    if transposeLeft {
      addProduct(y, gradient, transposeLeft: transposeRight, transposeRight: true, to: i)
    } else {
      addProduct(gradient, y, transposeLeft: false, transposeRight: !transposeRight, to: i)
    }
    if transposeRight {
      addProduct(gradient, x, transposeLeft: true, transposeRight: transposeLeft, to: j)
    } else {
      addProduct(x, gradient, transposeLeft: !transposeLeft, transposeRight: false, to: j)
    }
  }

  /// The same where a side is a vector, a row on the left and a column on the right, or where there
  /// are several products, whose derivatives by a side that they share add up.
  fileprivate mutating func addBatchedProductGradients(
    _ gradient: Tensor, _ x: Tensor, _ y: Tensor, transposeLeft: Bool, transposeRight: Bool,
    to i: Int, _ j: Int
  ) {
    let left = x.rank == 1 ? x.reshaped(to: [1, x.count]) : x
    let right = y.rank == 1 ? y.reshaped(to: [y.count, 1]) : y
    let transposeLeft = transposeLeft && x.rank > 1
    let transposeRight = transposeRight && y.rank > 1
    var outer = gradient
    if y.rank == 1 { outer = outer.expandingAxis(at: -1) }
    if x.rank == 1 { outer = outer.expandingAxis(at: -2) }
    if Adjoints.isWanted(i) {
      let result =
        transposeLeft
        ? right.matmul(outer, transposeLeft: transposeRight, transposeRight: true)
        : outer.matmul(right, transposeRight: !transposeRight)
      add(result.summed(to: left.shape).reshaped(to: x.shape), to: i)
    }
    guard Adjoints.isWanted(j) else { return }
    // Many products with one matrix are one product of all their rows.
    let areOne = right.rank == 2 && !transposeLeft
    let (rows, outerRows) = areOne ? (left.flattenedRows, outer.flattenedRows) : (left, outer)
    let result =
      transposeRight
      ? outerRows.matmul(rows, transposeLeft: true, transposeRight: transposeLeft)
      : rows.matmul(outerRows, transposeLeft: !transposeLeft)
    add(result.summed(to: right.shape).reshaped(to: y.shape), to: j)
  }
}
