// The functions are written as in formulas, `1 / (1 + exp(-x))`, beside those of the C library for
// numbers.

/// e^x, scalar by scalar, to within 2 units in the last place.
///
///     exp([0, 1] as Tensor)    // [1, 2.718]
///
/// **Source:** the polynomial of Cephes (S. L. Moshier), as for `log` and `tanh`.
public func exp(_ x: Tensor) -> Tensor { Tensor.elementwise(.exp, x) }

/// The natural logarithm, scalar by scalar: −∞ for 0, NaN for negative numbers.
public func log(_ x: Tensor) -> Tensor { Tensor.elementwise(.log, x) }

/// The square root, scalar by scalar: NaN for negative numbers.
public func sqrt(_ x: Tensor) -> Tensor { Tensor.elementwise(.squareRoot, x) }

/// The magnitude |x|, scalar by scalar.
public func abs(_ x: Tensor) -> Tensor { Tensor.elementwise(.absolute, x) }

/// The square x², scalar by scalar.
public func square(_ x: Tensor) -> Tensor { Tensor.elementwise(.square, x) }

/// The hyperbolic tangent, (e^x − e^−x) / (e^x + e^−x), scalar by scalar.
public func tanh(_ x: Tensor) -> Tensor { Tensor.elementwise(.tanh, x) }

/// The logistic function σ(x) = 1 / (1 + e^−x), scalar by scalar.
///
/// Its derivative is σ(x) · (1 − σ(x)).
public func sigmoid(_ x: Tensor) -> Tensor { Tensor.elementwise(.sigmoid, x) }

/// The rectifier max(0, x), scalar by scalar.
///
/// **Source:** V. Nair and G. Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines,
/// ICML 2010.
public func relu(_ x: Tensor) -> Tensor { Tensor.elementwise(.relu, x) }

/// x^exponent, scalar by scalar: NaN for a negative x and an exponent that is not whole.
///
///     pow([1, 2, 3] as Tensor, 2)    // [1, 4, 9]
public func pow(_ x: Tensor, _ exponent: Float) -> Tensor {
  // The powers that formulas use most are far cheaper than the general one.
  switch exponent {
  case 1: x
  case 2: square(x)
  case 3: x * square(x)
  case -1: 1 / x
  default: Tensor.elementwise(.power, x, exponent)
  }
}

/// x^y, scalar by scalar, with broadcasting.
public func pow(_ x: Tensor, _ y: Tensor) -> Tensor {
  Tensor.elementwise(.power, x, y, name: "pow")
}

extension Tensor {
  /// The larger of each scalar and a bound: NaN where the scalar is NaN.
  ///
  ///     x.maximum(0)    // the rectifier
  public func maximum(_ bound: Float) -> Tensor { Tensor.elementwise(.maximum, self, bound) }

  /// The smaller of each scalar and a bound: NaN where the scalar is NaN.
  public func minimum(_ bound: Float) -> Tensor { Tensor.elementwise(.minimum, self, bound) }

  /// The larger of each pair of scalars, with broadcasting.
  public func maximum(_ other: Tensor) -> Tensor {
    Tensor.elementwise(.maximum, self, other, name: "maximum")
  }

  /// The smaller of each pair of scalars, with broadcasting.
  public func minimum(_ other: Tensor) -> Tensor {
    Tensor.elementwise(.minimum, self, other, name: "minimum")
  }

  /// Each scalar moved into a range.
  ///
  ///     x.clamped(to: 0...1)
  public func clamped(to range: ClosedRange<Float>) -> Tensor {
    maximum(range.lowerBound).minimum(range.upperBound)
  }

  /// Each scalar replaced by what a function makes of it.
  ///
  ///     x.map { $0 > 0 ? $0 : 0.01 * $0 }
  ///
  /// - Parameter transform: The function of one scalar.
  /// - Returns: A tensor of the same shape.
  /// - Throws: What the function throws.
  @inlinable
  public func map<Failure: Error>(
    _ transform: (Float) throws(Failure) -> Float
  ) throws(Failure) -> Tensor {
    Tensor(unchecked: try storage.map(transform), shape: shape)
  }
}
