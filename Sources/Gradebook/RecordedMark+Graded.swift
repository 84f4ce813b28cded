import Foundation
import Grading
import Notebooks

extension RecordedMark {
  /// Takes what grading gave for a submission.
  ///
  /// - Parameters:
  ///   - graded: the marks.
  ///   - student: whose they are.
  ///   - submitted: when it was handed in.
  ///   - bytes: what was handed in; nil where nothing could be read.
  public init(_ graded: GradedSubmission, of student: String, submitted: Date?, bytes: [UInt8]?) {
    let content =
      bytes.map { ContentKey.make($0) }
      ?? (graded.status == .missing ? "" : ContentKey.make(Array((graded.reason ?? "").utf8)))
    self.init(
      practical: graded.practical, student: student, content: content, submitted: submitted,
      fingerprint: graded.fingerprint,
      status: Attempt.Status(rawValue: graded.status.rawValue) ?? .graderError,
      reason: graded.reason, score: graded.score, maxScore: graded.maxScore,
      seconds: graded.seconds, checks: graded.checks)
  }
}
