import Checks

/// What the author's solution gave for every check, and what each check expects.
///
/// A key belongs to one version of a practical, one seed and one grading seed. It never reaches the
/// process that runs a student's code.
public struct AnswerKey: Sendable, Equatable {
  /// One check.
  public struct Entry: Sendable, Equatable {
    /// The id of the check's cell.
    public var cell: String
    /// The check's name.
    public var name: String
    /// What is expected.
    public var expectation: Expectation
    /// The points, where the call names them.
    public var points: Double?
    /// What the author's solution gave, where it gave anything.
    public var value: CheckValue?

    /// Makes an entry.
    public init(
      cell: String, name: String, expectation: Expectation, points: Double?, value: CheckValue?
    ) {
      self.cell = cell
      self.name = name
      self.expectation = expectation
      self.points = points
      self.value = value
    }
  }

  /// The checks, in the order in which the author's run reached them.
  public var entries: [Entry]

  /// Makes a key.
  public init(entries: [Entry]) { self.entries = entries }

  /// The checks of one cell.
  func entries(of cell: String) -> [Entry] { entries.filter { $0.cell == cell } }

  /// What the author's solution gave for a check.
  func value(of name: String, in cell: String) -> CheckValue? {
    entries.first { $0.cell == cell && $0.name == name }?.value
  }
}

/// By what the observations of a run are judged.
public enum Judging: Sendable, Equatable {
  /// By what the cells themselves say is expected; an author's file is its own answer key.
  case ownWord
  /// By what the cells say is expected, with a key for `.matchesReference()`: a student's run at home.
  case withReferences(AnswerKey)
  /// By the key alone: grading. What the cells say counts for nothing, and a check that is not in the key
  /// does not exist.
  case byKey(AnswerKey)
}
