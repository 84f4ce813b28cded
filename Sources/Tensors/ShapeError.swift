/// A mistake about shapes: which operation found it, what it expected, what it got, and what may
/// help.
///
/// It is thrown where data is first met, as in ``Tensor/init(validating:shape:)``. Operators cannot
/// usefully throw: there the same text ends the program.
///
///     matmul: the inner sizes differ
///       expected: as many rows on the right as columns on the left
///       got:      [2, 3] · [4, 5]: 3 columns, 4 rows
///       help:     transpose a side with transposeLeft or transposeRight, or check the sizes
public struct ShapeError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The operation that found the mistake, such as `matmul`.
  public let operation: String

  /// What is wrong, in one clause.
  public let problem: String

  /// What would have been right.
  public let expected: String

  /// What was given, with its shapes.
  public let actual: String

  /// One line of help.
  public let help: String

  /// Creates an error from its five parts.
  ///
  /// - Parameters:
  ///   - operation: The operation that found the mistake.
  ///   - problem: What is wrong, in one clause.
  ///   - expected: What would have been right.
  ///   - actual: What was given.
  ///   - help: One line of help.
  public init(
    operation: String, problem: String, expected: String, actual: String, help: String
  ) {
    self.operation = operation
    self.problem = problem
    self.expected = expected
    self.actual = actual
    self.help = help
  }

  /// The four lines that a person reads.
  public var description: String {
    """
    \(operation): \(problem)
      expected: \(expected)
      got:      \(actual)
      help:     \(help)
    """
  }
}
