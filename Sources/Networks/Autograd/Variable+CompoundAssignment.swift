import Tensors

// `x += y` makes a new variable and gives it the name x, so that a total can be added up in a loop:
//
//     var total = Variable(0)
//     for word in words { total += loss(model(word), label) }

extension Variable {
  /// x ← x + y.
  public static func += (x: inout Variable, y: Variable) { x = x + y }

  /// x ← x − y.
  public static func -= (x: inout Variable, y: Variable) { x = x - y }

  /// x ← x · y, scalar by scalar.
  public static func *= (x: inout Variable, y: Variable) { x = x * y }

  /// x ← x / y, scalar by scalar.
  public static func /= (x: inout Variable, y: Variable) { x = x / y }

  /// x ← x + y for a constant tensor y.
  public static func += (x: inout Variable, y: Tensor) { x = x + y }

  /// x ← x − y for a constant tensor y.
  public static func -= (x: inout Variable, y: Tensor) { x = x - y }

  /// x ← x · y, scalar by scalar, for a constant tensor y.
  public static func *= (x: inout Variable, y: Tensor) { x = x * y }

  /// x ← x / y, scalar by scalar, for a constant tensor y.
  public static func /= (x: inout Variable, y: Tensor) { x = x / y }

  /// x ← x + y for a number y.
  public static func += (x: inout Variable, y: Float) { x = x + y }

  /// x ← x − y for a number y.
  public static func -= (x: inout Variable, y: Float) { x = x - y }

  /// x ← x · y for a number y.
  public static func *= (x: inout Variable, y: Float) { x = x * y }

  /// x ← x / y for a number y.
  public static func /= (x: inout Variable, y: Float) { x = x / y }
}
