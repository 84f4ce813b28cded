import Foundation
import Grading
import Notebooks

/// What one submission was given in one run.
public struct RecordedMark: Sendable, Equatable {
  /// The number in the gradebook; 0 before it is there.
  public var id: Int64 = 0
  /// The number of the run.
  public var run: Int64 = 0
  /// The number of the submission: the same content of the same student has one number, however often it is
  /// marked.
  public var submission: Int64 = 0
  /// The number of the last run that found this submission in its folder.
  public var seen: Int64 = 0
  /// The practical's slug.
  public var practical: String
  /// Who handed it in.
  public var student: String
  /// The SHA-256 of what was handed in; empty for nothing.
  public var content: String
  /// When it was handed in.
  public var submitted: Date?
  /// 1 for what lay first in the student's folder, 2 for the next.
  public var attempt = 1
  /// The names of those who have worked on it too, as it says itself.
  public var members: [String] = []
  /// When the mark was recorded.
  public var recorded = Date(timeIntervalSince1970: 0)
  /// What decided the result; two marks of a submission with the same are the same.
  public var fingerprint: String
  /// How the marking ended.
  public var status: Attempt.Status
  /// Why there are no marks, where there are none.
  public var reason: String?
  /// The points reached.
  public var score: Double
  /// The points that could be reached.
  public var maxScore: Double
  /// The seconds that it took.
  public var seconds: Double
  /// The checks.
  public var checks: [CheckResult]

  /// Makes a mark to be recorded.
  public init(
    practical: String, student: String, content: String, submitted: Date?, fingerprint: String,
    status: Attempt.Status, reason: String?, score: Double, maxScore: Double, seconds: Double,
    checks: [CheckResult]
  ) {
    self.practical = practical
    self.student = student
    self.content = content
    self.submitted = submitted
    self.fingerprint = fingerprint
    self.status = status
    self.reason = reason
    self.score = score
    self.maxScore = maxScore
    self.seconds = seconds
    self.checks = checks
  }
}

/// Points in time as the gradebook has them: ISO 8601 in UTC, in whole seconds.
enum GradebookTime {
  static func text(_ date: Date) -> String { date.formatted(.iso8601) }

  static func date(_ text: String?) -> Date? {
    text.flatMap { try? Date($0, strategy: .iso8601) }
  }
}

/// Lists of names as the gradebook has them: JSON arrays.
enum GradebookNames {
  static func text(_ names: [String]) -> String {
    (try? JSONEncoder().encode(names)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }

  static func list(_ text: String) -> [String] {
    (try? JSONDecoder().decode([String].self, from: Data(text.utf8))) ?? []
  }
}
