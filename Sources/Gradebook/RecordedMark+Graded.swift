import Foundation
import Grading
import Notebooks

extension RecordedMark {
  /// Takes what grading gave for a submission.
  ///
  /// - Parameters:
  ///   - graded: the marks.
  ///   - submission: what was handed in.
  public init(_ graded: GradedSubmission, of submission: Submission) {
    self.init(
      practical: graded.practical, student: submission.student,
      content: Self.content(submission), submitted: submission.submitted,
      fingerprint: graded.fingerprint,
      status: Attempt.Status(rawValue: graded.status.rawValue) ?? .graderError,
      reason: graded.reason, score: graded.score, maxScore: graded.maxScore,
      seconds: graded.seconds, checks: graded.checks)
    attempt = submission.attempt
    members = submission.members
  }

  /// What tells a submission from the student's others: the SHA-256 of the Markdown, or of why there is none.
  ///
  /// - Parameter submission: what was handed in.
  /// - Returns: the digest; empty for nothing.
  public static func content(_ submission: Submission) -> String {
    if let markdown = submission.markdown { return ContentKey.make(markdown) }
    return submission.problem.map { ContentKey.make(Array("problem: \($0)".utf8)) } ?? ""
  }
}
