import Grading
import Notebooks

/// What grading again changed for one submission, and why.
public struct MarkChange: Sendable, Equatable {
  /// A check that came out differently.
  public struct CheckChange: Sendable, Equatable {
    /// The id of the exercise.
    public var exercise: String
    /// The name of the check.
    public var name: String
    /// What it came to before; nil for one that was not there.
    public var before: CheckResult?
    /// What it comes to now; nil for one that is no longer there.
    public var after: CheckResult?
  }

  /// The mark before.
  public var before: RecordedMark
  /// The mark now.
  public var after: RecordedMark
  /// The checks that came out differently, in the order of the practical.
  public var checks: [CheckChange]

  /// Compares two marks of one submission; nil where nothing that matters has changed.
  ///
  /// Words alone do not matter: a message may hold a random input.
  ///
  /// - Parameters:
  ///   - before: the mark before.
  ///   - after: the mark now.
  public init?(from before: RecordedMark, to after: RecordedMark) {
    self.before = before
    self.after = after
    checks = Self.changes(from: before.checks, to: after.checks)
    let isSame =
      before.status == after.status && before.score == after.score
      && before.maxScore == after.maxScore && checks.isEmpty
    if isSame { return nil }
  }

  /// Compares the marks of a class, submission by submission.
  ///
  /// - Parameters:
  ///   - before: the marks that counted before.
  ///   - after: those that count now.
  /// - Returns: what has changed, in the order of the students.
  public static func changes(
    from before: [RecordedMark], to after: [RecordedMark]
  ) -> [MarkChange] {
    let earlier = Dictionary(
      before.map { ($0.submission, $0) }, uniquingKeysWith: { _, last in last })
    return after.compactMap { mark in
      earlier[mark.submission].flatMap { MarkChange(from: $0, to: mark) }
    }.sorted {
      ($0.after.student, $0.after.submission) < ($1.after.student, $1.after.submission)
    }
  }

  private static func changes(
    from before: [CheckResult], to after: [CheckResult]
  ) -> [CheckChange] {
    // Several checks of a cell may have one name.
    var left = Dictionary(grouping: before, by: key)
    var changes: [CheckChange] = []
    for check in after {
      var same = left[key(check)] ?? []
      let earlier = same.isEmpty ? nil : same.removeFirst()
      left[key(check)] = same
      let isSame =
        earlier?.status == check.status && earlier?.score == check.score
        && earlier?.maxScore == check.maxScore
      if !isSame {
        changes.append(
          CheckChange(
            exercise: check.exercise, name: check.name, before: earlier, after: check))
      }
    }
    for check in before {
      guard var same = left[key(check)], !same.isEmpty else { continue }
      let gone = same.removeFirst()
      left[key(check)] = same
      changes.append(
        CheckChange(exercise: gone.exercise, name: gone.name, before: gone, after: nil))
    }
    return changes
  }

  private static func key(_ check: CheckResult) -> [String] { [check.cell, check.name] }
}
