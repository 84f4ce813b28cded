/// Why training could not begin or go on.
///
///     the loss is not finite at step 218
///       where: epoch 2, batch 31 of 63: the output of 2: Linear(100 → 10) is the first that is not finite
///       help:  …
public struct TrainingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, in one line.
  public let problem: String
  /// Where it was found, in one line.
  public let place: String
  /// What may help, in one line.
  public let help: String

  /// The three lines that a person reads.
  public var description: String {
    """
    \(problem)
      where: \(place)
      help:  \(help)
    """
  }
}
