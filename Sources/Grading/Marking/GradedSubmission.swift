import Foundation
import Notebooks

/// What marking one submission came to: `result.json`, with all checks, for the instructor.
public struct GradedSubmission: Sendable, Equatable, Codable {
  /// How the marking ended.
  public enum Status: String, Sendable, Equatable, Codable {
    /// There are marks.
    case graded
    /// Nothing of what was handed in could be marked, and the reason is known.
    case notGradable
    /// The grader failed; never the student's loss.
    case graderError
    /// Nothing was handed in.
    case missing
  }

  /// Something that the feedback says of the submission as such.
  public struct Remark: Sendable, Equatable, Codable {
    /// The id that it is about, or the name of what was handed in.
    public var id: String
    /// What was found.
    public var message: String
  }

  /// Who handed it in.
  public var student: String
  /// The number by which the learning platform knows the student, where it tells.
  public var identifier: String?
  /// Who else has worked on it.
  public var members: [String]
  /// The name of what was handed in.
  public var file: String?
  /// 1 for the student's first submission, 2 for the next.
  public var attempt: Int
  /// Whether the learning platform says that it came late.
  public var isMarkedLate: Bool
  /// The practical's slug.
  public var practical: String
  /// The practical's title.
  public var title: String
  /// How the marking ended.
  public var status: Status
  /// Why there are no marks, where there are none.
  public var reason: String?
  /// When it was handed in, in UTC.
  public var submitted: String?
  /// The points reached.
  public var score: Double
  /// The points that could be reached.
  public var maxScore: Double
  /// The seed of the practical.
  public var seed: UInt64
  /// What the random inputs of hidden checks started from.
  public var gradingSeed: UInt64
  /// Whether the code ran in a sandbox.
  public var isSandboxed: Bool
  /// What decides the result: the file, the author's version, the seeds and the program.
  public var fingerprint: String
  /// The seconds from start to end.
  public var seconds: Double
  /// The seconds of those that went into compiling.
  public var compileSeconds: Double
  /// What is remarkable about the file.
  public var remarks: [Remark]
  /// The cells. Lines are those of the student's file in exercises, of the author's elsewhere.
  public var cells: [CellResult]
  /// The checks, and a check for each quiz.
  public var checks: [CheckResult]
  /// What the student wrote; nil where nothing could be read.
  public var work: HandedInWork?
  /// What the plots of the cells show, in words, by their paths.
  public var plotTexts: [String: String]?
  /// The answers in free text, which a person marks. Their points are not in `score` and `maxScore`.
  public var answers: [WrittenAnswer]

  /// The points that wait for a person.
  public var pendingPoints: Double {
    GradingContext.sum(answers.filter { $0.status == .pending }.map(\.points))
  }

  /// The name of the file.
  public static let fileName = "result.json"

  /// Makes the result of a submission of which nothing ran.
  ///
  /// - Parameters:
  ///   - submission: what was handed in, or was not.
  ///   - status: how the marking ended.
  ///   - reason: why.
  ///   - context: what it was marked against.
  ///   - fingerprint: what decides the result.
  public init(
    _ submission: Submission, status: Status, reason: String?, context: GradingContext,
    fingerprint: String
  ) {
    student = submission.student
    identifier = submission.identifier
    members = submission.members
    file = submission.name
    attempt = submission.attempt
    isMarkedLate = submission.isMarkedLate
    practical = context.author.slug
    title = context.author.frontMatter.title
    self.status = status
    self.reason = reason
    submitted = submission.submitted.map { $0.formatted(.iso8601) }
    score = 0
    seed = context.author.frontMatter.seed
    gradingSeed = context.gradingSeed
    isSandboxed = context.confinement != nil
    self.fingerprint = fingerprint
    seconds = 0
    compileSeconds = 0
    remarks = submission.remarks.map { Remark(id: submission.name ?? "", message: $0) }
    cells = []
    let words = reason ?? "nothing was handed in"
    checks = context.author.inOrder(
      context.reference.map { check in
        var check = check
        check.status = .notGradable
        check.score = 0
        check.message = words
        return check
      } + QuestionMarking.checks(of: context.author, withoutMarks: words))
    answers = QuestionMarking.answers(of: context.author, for: nil)
    maxScore = GradingContext.sum(checks.map(\.maxScore))
  }

  /// The text of the file.
  public func json() throws -> Data { try Self.encoder.encode(self) }

  /// Reads a file that an earlier run has left, if it is whole.
  public static func read(from path: String) -> GradedSubmission? {
    FileManager.default.contents(atPath: path).flatMap {
      try? JSONDecoder().decode(GradedSubmission.self, from: $0)
    }
  }

  static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}
