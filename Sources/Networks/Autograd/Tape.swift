import Tensors

/// The record of a computation, from which derivatives are computed.
///
/// Every operation on a ``Variable`` adds one node: how the derivative of the loss by its result
/// becomes the derivatives by its inputs. The nodes lie in one array and name each other by their
/// index. Read from the last to the first, the tape is the chain rule:
///
/// ∂L/∂x = Σ over the results y of x of ∂L/∂y · ∂y/∂x
///
/// Most programs need no tape of their own; ``gradient(at:_:file:line:)`` and
/// ``Parameterized/valueAndGradients(phase:_:file:line:)`` hold one. With one in hand, also the
/// derivatives by what lies between the inputs and the loss can be asked for:
///
///     let tape = Tape()
///     let x = tape.variable([1, 2, 3])
///     let y = square(x)
///     let gradients = tape.gradients(of: y.sum(), by: [x, y])    // [2, 4, 6] and [1, 1, 1]
///
/// A tape works for one thread, and for one call of ``gradients(of:by:file:line:)``: reading it
/// frees what the operations had kept, node by node, so that memory falls while the derivatives
/// are computed.
///
/// **Source:** S. Linnainmaa, Taylor Expansion of the Accumulated Rounding Error, BIT 16, 1976;
/// A. Griewank and A. Walther, Evaluating Derivatives, SIAM, 2008, chapter 3.
public final class Tape {
  /// One recorded operation, at the index of its (first) result.
  internal enum Node {
    /// An input, or a further result of the operation before: nothing to do.
    case leaf
    /// A function of one variable: turns the derivative by the result into that by the input.
    case unary(input: Int, (inout Tensor) -> Void)
    /// A function of several variables.
    case operation((inout Tensor, inout Adjoints) -> Void)
    /// An operation with several results, at the next indices.
    case several(count: Int, ([Tensor?], inout Adjoints) -> Void)
  }

  private var nodes: [Node] = []
  private var hasEnded = false

  /// Creates an empty tape.
  public init() {
    // Enough for a small network, so that its steps never move the array.
    nodes.reserveCapacity(32)
  }

  /// The number of variables so far.
  public var count: Int { nodes.count }

  /// A new variable, by which derivatives can be taken.
  ///
  /// **Errors:** ends the program when the tape was read already.
  public func variable(_ tensor: Tensor) -> Variable {
    Variable(tensor, tape: self, index: append(.leaf, for: "variable"))
  }

  /// The derivatives of a loss by variables, which may be inputs or results of operations.
  ///
  /// Reads the tape, and ends it.
  ///
  /// **Shapes:** each derivative has the shape of its variable. The loss is one number.
  ///
  /// **Errors:** ends the program when the loss is not one number, does not depend on a variable of
  /// this tape, or the tape was read already.
  ///
  /// - Parameters:
  ///   - loss: The last result.
  ///   - variables: What to differentiate by.
  ///   - file: The file of the call.
  ///   - line: The line of the call.
  /// - Returns: ∂loss/∂variable for each variable: zeros where the loss does not depend on it.
  public func gradients(
    of loss: Variable, by variables: [Variable], file: StaticString = #file, line: UInt = #line
  ) -> [Tensor] {
    for variable in variables {
      if variable.isConstant { TapeMistake.constant("gradients").stop(file: file, line: line) }
      _ = own(variable, for: "gradients")
    }
    var adjoints = read(from: loss, keeping: variables.map(\.index), file: file, line: line)
    return variables.map { adjoints.consume($0.index) ?? Tensor(zeros: $0.shape) }
  }

  /// Appends a node, and gives the index of its result.
  internal func append(_ node: Node, for operation: StaticString) -> Int {
    if hasEnded { TapeMistake.ended(operation).stop() }
    nodes.append(node)
    return nodes.count - 1
  }

  /// A variable of this tape; that of another tape ends the program.
  internal func own(_ variable: Variable, for operation: StaticString) -> Variable {
    if variable.tape !== self { TapeMistake.foreign(operation).stop() }
    return variable
  }

  /// The chain rule, from the loss to the inputs; ends the tape.
  internal func read(
    from loss: Variable, keeping kept: [Int], file: StaticString, line: UInt
  ) -> Adjoints {
    guard let tape = loss.tape else { TapeMistake.constantLoss.stop(file: file, line: line) }
    if tape !== self { TapeMistake.foreign("gradients").stop(file: file, line: line) }
    if hasEnded { TapeMistake.ended("gradients").stop(file: file, line: line) }
    if loss.count != 1 { TapeMistake.notOneNumber(loss.shape).stop(file: file, line: line) }
    var nodes = nodes
    end()
    // What was computed after the loss, or aside from it, has no part in it.
    var adjoints = Adjoints(count: nodes.count, kept: kept)
    nodes.removeLast(nodes.count - loss.index - 1)
    adjoints.add(Tensor(ones: loss.shape), to: loss.index)
    while let node = nodes.popLast() {
      let index = nodes.count
      switch node {
      case .leaf: continue
      case .unary(let input, let pullback):
        guard var gradient = adjoints.consume(index) else { continue }
        pullback(&gradient)
        adjoints.add(gradient, to: input)
      case .operation(let pullback):
        guard var gradient = adjoints.consume(index) else { continue }
        pullback(&gradient, &adjoints)
      case .several(let count, let pullback):
        let gradients = (index..<(index + count)).map { adjoints.consume($0) }
        if gradients.contains(where: { $0 != nil }) { pullback(gradients, &adjoints) }
      }
    }
    return adjoints
  }

  /// Forgets all nodes; later uses of the tape's variables are reported.
  internal func end() {
    nodes = []
    hasEnded = true
  }
}
