import Foundation
import Notebooks

/// What a student may see of the marks: `feedback.json`.
///
/// Of a hidden check that is its name, its points and whether it passed: neither what it expects, nor what
/// its cell printed or how it ended, because a student's code can put its inputs into both.
public struct Feedback: Sendable, Equatable, Codable {
  /// A cell.
  public struct CellFeedback: Sendable, Equatable, Codable {
    /// The id.
    public var id: String
    /// What it is for.
    public var kind: CellKind
    /// How it ended.
    public var status: CellStatus
    /// What it printed.
    public var output: String
    /// The error that ended it, if one did.
    public var error: ErrorFeedback?
  }

  /// An error of a cell.
  public struct ErrorFeedback: Sendable, Equatable, Codable {
    /// What kind of error it is.
    public var kind: CellErrorKind
    /// What happened.
    public var message: String
    /// The line in the student's file, where the error is in an exercise.
    public var line: Int?
    /// The column there.
    public var column: Int?
  }

  /// Who handed it in.
  public var student: String
  /// The practical's slug.
  public var practical: String
  /// The practical's title.
  public var title: String
  /// How the marking ended.
  public var status: GradedSubmission.Status
  /// Why there are no marks, where there are none.
  public var reason: String?
  /// Whether the code ran in a sandbox.
  public var isSandboxed: Bool
  /// The points reached.
  public var score: Double
  /// The points that could be reached.
  public var maxScore: Double
  /// What is remarkable about the file.
  public var remarks: [GradedSubmission.Remark]
  /// The cells that students have.
  public var cells: [CellFeedback]
  /// The checks, and a check for each quiz.
  public var checks: [CheckResult]
  /// The answers in free text, which a person marks. Their points are not in `score` and `maxScore`.
  public var answers: [WrittenAnswer]

  /// The name of the file.
  public static let fileName = "feedback.json"

  /// Takes from marks what their student may see.
  ///
  /// - Parameters:
  ///   - graded: the marks.
  ///   - author: the author's version, which says what is hidden.
  public init(_ graded: GradedSubmission, author: Practical) {
    let hidden = Set(author.cells.filter(\.isHidden).map(\.id))
    student = graded.student
    practical = graded.practical
    title = graded.title
    status = graded.status
    // What failed on the grader's side may quote anything.
    let isFailure = graded.status == .graderError
    reason = isFailure ? GraderFailure.wordsForStudents : graded.reason
    isSandboxed = graded.isSandboxed
    score = graded.score
    maxScore = graded.maxScore
    remarks = graded.remarks
    answers = graded.answers
    cells = graded.cells.filter { !hidden.contains($0.id) }.map { cell in
      let error = cell.error.map {
        ErrorFeedback(
          kind: $0.kind, message: $0.message, line: cell.kind == .exercise ? $0.line : nil,
          column: cell.kind == .exercise ? $0.column : nil)
      }
      return CellFeedback(
        id: cell.id, kind: cell.kind, status: cell.status, output: cell.output, error: error)
    }
    checks = graded.checks.map { check in
      var check = check
      if isFailure { check.message = "" }
      guard check.hidden || hidden.contains(check.cell) else { return check }
      var shown = check
      shown.hidden = true
      shown.message = ""
      return shown
    }
  }

  /// The text of the file.
  public func json() throws -> Data { try GradedSubmission.encoder.encode(self) }
}
