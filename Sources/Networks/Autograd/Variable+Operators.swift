import Tensors

// The operators of tensors, recorded. A side may be a variable, a tensor or a number; tensors and
// numbers are constants.

extension Variable {
  /// x + y with broadcasting; ∂L/∂x = ∂L/∂z, ∂L/∂y = ∂L/∂z.
  public static func + (x: Variable, y: Variable) -> Variable {
    let (i, j, xShape, yShape) = (x.index, y.index, x.shape, y.shape)
    return recorded("+", x.tensor + y.tensor, on: tape(x, y, for: "+")) { gradient, adjoints in
      adjoints.add(gradient, to: i, shape: xShape)
      adjoints.add(gradient, to: j, shape: yShape)
    }
  }

  /// x − y with broadcasting; ∂L/∂x = ∂L/∂z, ∂L/∂y = −∂L/∂z.
  public static func - (x: Variable, y: Variable) -> Variable {
    let (i, j, xShape, yShape) = (x.index, y.index, x.shape, y.shape)
    return recorded("-", x.tensor - y.tensor, on: tape(x, y, for: "-")) { gradient, adjoints in
      adjoints.add(gradient, to: i, shape: xShape)
      if Adjoints.isWanted(j) { adjoints.add(-gradient.summed(to: yShape), to: j) }
    }
  }

  /// x · y, scalar by scalar, with broadcasting; ∂L/∂x = ∂L/∂z · y, ∂L/∂y = ∂L/∂z · x.
  public static func * (x: Variable, y: Variable) -> Variable {
    let (i, j, a, b) = (x.index, y.index, x.tensor, y.tensor)
    return recorded("*", a * b, on: tape(x, y, for: "*")) { gradient, adjoints in
      if Adjoints.isWanted(i) { adjoints.add(gradient * b, to: i, shape: a.shape) }
      if Adjoints.isWanted(j) {
        gradient *= a
        adjoints.add(gradient, to: j, shape: b.shape)
      }
    }
  }

  /// x / y, scalar by scalar, with broadcasting; ∂L/∂x = ∂L/∂z / y, ∂L/∂y = −∂L/∂z · z / y.
  public static func / (x: Variable, y: Variable) -> Variable {
    let (i, j, xShape, b) = (x.index, y.index, x.shape, y.tensor)
    let quotient = x.tensor / b
    return recorded("/", quotient, on: tape(x, y, for: "/")) { gradient, adjoints in
      gradient /= b
      adjoints.add(gradient, to: i, shape: xShape)
      if Adjoints.isWanted(j) {
        gradient *= quotient
        adjoints.add(-gradient.summed(to: b.shape), to: j)
      }
    }
  }

  /// −x; ∂L/∂x = −∂L/∂z.
  public static prefix func - (x: Variable) -> Variable {
    x.derived("-", -x.tensor) { $0 *= -1 }
  }

  /// The variable itself.
  public static prefix func + (x: Variable) -> Variable { x }
}

extension Variable {
  /// x + y for a number y; ∂L/∂x = ∂L/∂z.
  public static func + (x: Variable, y: Float) -> Variable { x.derived("+", x.tensor + y) { _ in } }

  /// x − y for a number y; ∂L/∂x = ∂L/∂z.
  public static func - (x: Variable, y: Float) -> Variable { x.derived("-", x.tensor - y) { _ in } }

  /// x · y for a number y; ∂L/∂x = ∂L/∂z · y.
  public static func * (x: Variable, y: Float) -> Variable {
    x.derived("*", x.tensor * y) { $0 *= y }
  }

  /// x / y for a number y; ∂L/∂x = ∂L/∂z / y.
  public static func / (x: Variable, y: Float) -> Variable {
    x.derived("/", x.tensor / y) { $0 /= y }
  }

  /// x + y for a number x; ∂L/∂y = ∂L/∂z.
  public static func + (x: Float, y: Variable) -> Variable { y + x }

  /// x − y for a number x; ∂L/∂y = −∂L/∂z.
  public static func - (x: Float, y: Variable) -> Variable {
    y.derived("-", x - y.tensor) { $0 *= -1 }
  }

  /// x · y for a number x; ∂L/∂y = ∂L/∂z · x.
  public static func * (x: Float, y: Variable) -> Variable { y * x }

  /// x / y for a number x; ∂L/∂y = −∂L/∂z · z / y.
  public static func / (x: Float, y: Variable) -> Variable { Variable(x) / y }
}

extension Variable {
  /// x + y for a constant tensor y.
  public static func + (x: Variable, y: Tensor) -> Variable { x + Variable(y) }

  /// x − y for a constant tensor y.
  public static func - (x: Variable, y: Tensor) -> Variable { x - Variable(y) }

  /// x · y, scalar by scalar, for a constant tensor y.
  public static func * (x: Variable, y: Tensor) -> Variable { x * Variable(y) }

  /// x / y, scalar by scalar, for a constant tensor y.
  public static func / (x: Variable, y: Tensor) -> Variable { x / Variable(y) }

  /// x + y for a constant tensor x.
  public static func + (x: Tensor, y: Variable) -> Variable { Variable(x) + y }

  /// x − y for a constant tensor x.
  public static func - (x: Tensor, y: Variable) -> Variable { Variable(x) - y }

  /// x · y, scalar by scalar, for a constant tensor x.
  public static func * (x: Tensor, y: Variable) -> Variable { Variable(x) * y }

  /// x / y, scalar by scalar, for a constant tensor x.
  public static func / (x: Tensor, y: Variable) -> Variable { Variable(x) / y }
}
