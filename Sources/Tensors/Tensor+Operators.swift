extension Tensor {
  /// x + y, scalar by scalar.
  ///
  /// The shapes follow NumPy's broadcasting: compared from the last axis, sizes are equal or 1, and
  /// a size of 1 (or a missing axis) repeats.
  ///
  ///     let batch: Tensor = [[1, 2], [3, 4]]
  ///     batch + [10, 20]    // [[11, 22], [13, 24]]
  ///
  /// **Errors:** ends the program when the shapes do not fit together, as all operators here.
  ///
  /// **Source:** the rule is NumPy's, <https://numpy.org/doc/stable/user/basics.broadcasting.html>.
  public static func + (x: Tensor, y: Tensor) -> Tensor {
    elementwise(.add, x, y, name: "+")
  }

  /// x − y, scalar by scalar, with broadcasting.
  public static func - (x: Tensor, y: Tensor) -> Tensor {
    elementwise(.subtract, x, y, name: "-")
  }

  /// x · y, scalar by scalar, with broadcasting; the product of matrices is
  /// ``matmul(_:transposeLeft:transposeRight:)``.
  public static func * (x: Tensor, y: Tensor) -> Tensor {
    elementwise(.multiply, x, y, name: "*")
  }

  /// x / y, scalar by scalar, with broadcasting.
  public static func / (x: Tensor, y: Tensor) -> Tensor {
    elementwise(.divide, x, y, name: "/")
  }

  /// x + y for every scalar x of a tensor.
  public static func + (x: Tensor, y: Float) -> Tensor { elementwise(.add, x, y) }

  /// x − y for every scalar x of a tensor.
  public static func - (x: Tensor, y: Float) -> Tensor { elementwise(.subtract, x, y) }

  /// x · y for every scalar x of a tensor.
  public static func * (x: Tensor, y: Float) -> Tensor { elementwise(.multiply, x, y) }

  /// x / y for every scalar x of a tensor.
  public static func / (x: Tensor, y: Float) -> Tensor { elementwise(.divide, x, y) }

  /// x + y for every scalar y of a tensor.
  public static func + (x: Float, y: Tensor) -> Tensor { elementwise(.add, x, y) }

  /// x − y for every scalar y of a tensor.
  public static func - (x: Float, y: Tensor) -> Tensor { elementwise(.subtract, x, y) }

  /// x · y for every scalar y of a tensor.
  public static func * (x: Float, y: Tensor) -> Tensor { elementwise(.multiply, x, y) }

  /// x / y for every scalar y of a tensor.
  public static func / (x: Float, y: Tensor) -> Tensor { elementwise(.divide, x, y) }

  /// −x, scalar by scalar.
  public static prefix func - (x: Tensor) -> Tensor { elementwise(.negate, x) }

  /// The tensor itself.
  public static prefix func + (x: Tensor) -> Tensor { x }
}

// Compound assignment keeps the shape of its left side and works in its memory. Only a single
// number of shape [] may grow, so that a running total can start as `var total = Tensor(0)`.
extension Tensor {
  /// Adds y to x in place, with y broadcast to the shape of x.
  ///
  /// **Errors:** ends the program when the sum would be larger than x, as all compound assignments
  /// here.
  public static func += (x: inout Tensor, y: Tensor) { x.update(.add, y, name: "+=") }

  /// Subtracts y from x in place, with y broadcast to the shape of x.
  public static func -= (x: inout Tensor, y: Tensor) { x.update(.subtract, y, name: "-=") }

  /// Multiplies x by y in place, scalar by scalar, with y broadcast to the shape of x.
  public static func *= (x: inout Tensor, y: Tensor) { x.update(.multiply, y, name: "*=") }

  /// Divides x by y in place, scalar by scalar, with y broadcast to the shape of x.
  public static func /= (x: inout Tensor, y: Tensor) { x.update(.divide, y, name: "/=") }

  /// Adds y to every scalar of x in place.
  public static func += (x: inout Tensor, y: Float) { x.update(.add, y) }

  /// Subtracts y from every scalar of x in place.
  public static func -= (x: inout Tensor, y: Float) { x.update(.subtract, y) }

  /// Multiplies every scalar of x by y in place.
  public static func *= (x: inout Tensor, y: Float) { x.update(.multiply, y) }

  /// Divides every scalar of x by y in place.
  public static func /= (x: inout Tensor, y: Float) { x.update(.divide, y) }

  /// Adds a multiple of another tensor in one pass: x ← x + scale · y.
  ///
  /// A step of gradient descent is `weights.add(gradient, scaledBy: -learningRate)`.
  ///
  /// **Shapes:** both the same.
  ///
  /// **Errors:** ends the program when the shapes differ.
  public mutating func add(_ y: Tensor, scaledBy scale: Float) {
    if shape != y.shape { ShapeCheck.fail(.assignmentShape("add(_:scaledBy:)", shape, y.shape)) }
    unsafe storage.withUnsafeMutableBufferPointer { out in
      if let out = out.baseAddress { unsafe kernelsAddScaled(scale, y.storage, out, y.count) }
    }
  }
}
