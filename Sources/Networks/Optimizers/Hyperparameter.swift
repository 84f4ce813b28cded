/// Checks of the numbers that a person chooses before training.
internal enum Hyperparameter {
  /// Ends the program unless a number is at least zero.
  static func requireNotNegative(_ owner: StaticString, _ name: StaticString, _ value: Float) {
    if !(value >= 0) { fail(owner, name, "0 or more", "\(value)") }
  }

  /// Ends the program unless a number is at least zero and below one.
  static func requireFraction(_ owner: StaticString, _ name: StaticString, _ value: Float) {
    if !(value >= 0 && value < 1) { fail(owner, name, "at least 0 and below 1", "\(value)") }
  }

  /// Ends the program unless a number is above zero.
  static func requirePositive(_ owner: StaticString, _ name: StaticString, _ value: Float) {
    if !(value > 0) { fail(owner, name, "above 0", "\(value)") }
  }

  /// Ends the program unless a number of steps is at least one.
  static func requirePositive(_ owner: StaticString, _ name: StaticString, _ value: Int) {
    if value < 1 { fail(owner, name, "1 or more", "\(value)") }
  }

  /// Ends the program with a text.
  @inline(never)
  static func fail(
    _ owner: StaticString, _ name: StaticString, _ expected: String, _ actual: String
  ) -> Never {
    fatalError("\n\(owner): \(name) must be \(expected), got \(actual)")
  }
}
