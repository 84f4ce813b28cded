import Notebooks

/// Marks the quizzes of a submission, and gathers the answers in free text for a person to mark.
enum QuestionMarking {
  /// The points of a quiz that names none: as many as a check has.
  private static let ordinaryPoints = 1.0
  /// The most bytes of an answer that are kept.
  private static let longestAnswer = 64_000

  /// Marks quizzes: all points where the right boxes and no others are ticked, else none.
  ///
  /// - Parameters:
  ///   - author: the author's version, in which the right boxes are ticked.
  ///   - submission: the submission in it.
  /// - Returns: a check for each quiz, in the order of the author's file.
  static func checks(of author: Practical, for submission: MergedSubmission) -> [CheckResult] {
    author.quizzes.map { quiz in
      guard let ticks = submission.ticks[quiz.id] else {
        return check(quiz, .notGradable, "the quiz is missing in the submission")
      }
      guard ticks.contains(true) else { return check(quiz, .notGradable, "no box is ticked") }
      return ticks == quiz.choices.map(\.isTicked)
        ? check(quiz, .passed, "")
        : check(quiz, .failed, "the right boxes, and no others, are to be ticked")
    }
  }

  /// The quizzes of a submission of which nothing could be marked.
  ///
  /// - Parameters:
  ///   - author: the author's version.
  ///   - reason: why.
  /// - Returns: a check for each quiz.
  static func checks(of author: Practical, withoutMarks reason: String) -> [CheckResult] {
    author.quizzes.map { check($0, .notGradable, reason) }
  }

  private static func check(_ quiz: Quiz, _ status: CheckStatus, _ message: String) -> CheckResult {
    let points = quiz.points ?? ordinaryPoints
    return CheckResult(
      name: quiz.title ?? quiz.id, cell: quiz.id, exercise: quiz.id, status: status,
      score: status == .passed ? points : 0, maxScore: points, message: message, hidden: false)
  }

  /// What a student wrote, for a person to mark.
  ///
  /// - Parameters:
  ///   - author: the author's version.
  ///   - submission: the submission in it; nil where there is none.
  /// - Returns: an entry for each answer of the author's file.
  static func answers(
    of author: Practical, for submission: MergedSubmission?
  ) -> [WrittenAnswer] {
    author.answers.map { answer in
      let text = submission?.answers[answer.id] ?? ""
      let isEmpty = text.allSatisfy(\.isWhitespace)
      let kept =
        text.utf8.count <= longestAnswer
        ? text : String(decoding: text.utf8.prefix(longestAnswer), as: UTF8.self) + "\n… (cut)"
      return WrittenAnswer(
        id: answer.id, title: answer.title, points: answer.points ?? 0,
        status: isEmpty ? .empty : .pending, text: isEmpty ? "" : kept)
    }
  }
}

extension Practical {
  /// Checks in the order in which their cells and questions stand in the file.
  func inOrder(_ checks: [CheckResult]) -> [CheckResult] {
    var places: [String: Int] = [:]
    for (index, block) in blocks.enumerated() {
      switch block {
      case .cell(let cell): places[cell.id] = index
      case .quiz(let quiz): places[quiz.id] = index
      case .answer, .prose, .hint: break
      }
    }
    return checks.enumerated().sorted { one, other in
      (places[one.element.cell] ?? 0, one.offset) < (places[other.element.cell] ?? 0, other.offset)
    }.map(\.element)
  }
}

/// An answer in free text, which a person marks.
public struct WrittenAnswer: Sendable, Equatable, Codable {
  /// How far it is.
  public enum Status: String, Sendable, Equatable, Codable {
    /// It waits for a person.
    case pending
    /// There is nothing to mark.
    case empty
  }

  /// The id of the question.
  public var id: String
  /// The title of the question, if it has one.
  public var title: String?
  /// The points that a person can give.
  public var points: Double
  /// How far it is.
  public var status: Status
  /// What the student wrote.
  public var text: String
}
