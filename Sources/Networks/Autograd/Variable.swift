import Tensors

/// A tensor whose origin is recorded on a ``Tape``, so that derivatives by it can be computed.
///
/// A variable is used like a tensor: with operators, functions, layers and losses.
///
///     let slope = gradient(at: [1, 2, 3]) { x in square(x).sum() }    // [2, 4, 6]
///
/// A variable that depends on nothing, such as `Variable(x)`, is a constant: derivatives by it are
/// not computed.
///
/// **Errors:** shape mistakes end the program with the text of the operation on tensors; so does the
/// use of variables of two tapes together, or of one whose gradients have been computed.
public struct Variable {
  /// The numbers.
  public let tensor: Tensor
  /// Where the origin is recorded; `nil` for a constant.
  internal let tape: Tape?
  /// The place on the tape; −1 for a constant.
  internal let index: Int

  /// Creates a constant.
  public init(_ tensor: Tensor) { self.init(tensor, tape: nil, index: -1) }

  /// Creates a constant number, of shape `[]`.
  public init(_ number: Float) { self.init(Tensor(number)) }

  internal init(_ tensor: Tensor, tape: Tape?, index: Int) {
    self.tensor = tensor
    self.tape = tape
    self.index = index
  }

  /// The sizes along the axes.
  public var shape: Shape { tensor.shape }

  /// The number of axes.
  public var rank: Int { tensor.rank }

  /// The number of scalars.
  public var count: Int { tensor.count }

  /// The only scalar of a variable with one element.
  public var scalar: Float { tensor.scalar }

  /// Whether the variable is a constant, by which no derivative is computed.
  public var isConstant: Bool { tape == nil }

  /// The same numbers as a constant: derivatives do not flow through it.
  ///
  ///     let target = teacher(x).detached()
  public func detached() -> Variable { Variable(tensor) }
}

/// The same numbers as a constant: derivatives do not flow through it.
///
///     gradient(at: [3]) { x in (x * stopGradient(x)).sum() }    // [3], not [6]
public func stopGradient(_ x: Variable) -> Variable { x.detached() }

extension Variable: CustomStringConvertible {
  /// The numbers, as a tensor prints them.
  public var description: String { tensor.description }
}

// How the operations record themselves.
extension Variable {
  /// A function of this variable.
  ///
  /// - Parameters:
  ///   - operation: The name of the operation.
  ///   - value: The result.
  ///   - pullback: Turns ∂L/∂result into ∂L/∂self.
  /// - Returns: The result on the tape.
  internal func derived(
    _ operation: StaticString, _ value: Tensor, _ pullback: @escaping (inout Tensor) -> Void
  ) -> Variable {
    guard let tape else { return Variable(value) }
    return Variable(
      value, tape: tape, index: tape.append(.unary(input: index, pullback), for: operation))
  }

  /// The result of an operation on variables of a tape; a constant without one.
  internal static func recorded(
    _ operation: StaticString, _ value: Tensor, on tape: Tape?,
    _ pullback: @escaping (inout Tensor, inout Adjoints) -> Void
  ) -> Variable {
    guard let tape else { return Variable(value) }
    return Variable(value, tape: tape, index: tape.append(.operation(pullback), for: operation))
  }

  /// The tape of two operands: `nil` when both are constants.
  internal static func tape(
    _ x: Variable, _ y: Variable, for operation: StaticString
  ) -> Tape? {
    guard let left = x.tape else { return y.tape }
    if let right = y.tape, right !== left { TapeMistake.foreign(operation).stop() }
    return left
  }

  /// The tape of many operands: `nil` when all are constants.
  internal static func tape(of variables: [Variable], for operation: StaticString) -> Tape? {
    var result: Tape?
    for variable in variables {
      guard let tape = variable.tape else { continue }
      if let other = result, other !== tape { TapeMistake.foreign(operation).stop() }
      result = tape
    }
    return result
  }
}
