import Foundation
import Notebooks

/// What a person gave for one answer in free text.
public struct AnswerMark: Sendable, Equatable, Codable {
  /// The student.
  public var student: String
  /// The id of the answer.
  public var question: String
  /// The items of the rubric that were given, by their texts.
  public var items: Set<String>
  /// Points beside the items; all of them where there is no rubric. They may be below zero.
  public var extra: Double
  /// What the student is to read.
  public var comment: String
  /// The digest of the answer that was marked, to see when it has changed since.
  public var content: String
  /// Who marked it.
  public var grader: String
  /// When.
  public var marked: Date

  /// Makes a mark of nothing.
  public init(
    student: String, question: String, items: Set<String> = [], extra: Double = 0,
    comment: String = "", content: String, grader: String, marked: Date
  ) {
    self.student = student
    self.question = question
    self.items = items
    self.extra = extra
    self.comment = comment
    self.content = content
    self.grader = grader
    self.marked = marked
  }

  /// The points: those of the items and those beside them, from 0 to those of the answer.
  public func points(for answer: FreeAnswer) -> Double {
    let sum = answer.rubric.filter { items.contains($0.text) }.reduce(extra) { $0 + $1.points }
    return max(0, min(answer.points ?? 0, sum))
  }

  /// The mark as the checks of a report: one for each item where students get the rubric, else one.
  public func checks(for answer: FreeAnswer) -> [CheckResult] {
    let points = points(for: answer)
    let most = answer.points ?? 0
    guard answer.showsRubric, extra == 0, !answer.rubric.isEmpty else {
      return [Self.check(answer, "marked by a person", points, most)]
    }
    return answer.rubric.map { item in
      let isGiven = items.contains(item.text)
      return Self.check(answer, item.text, isGiven ? item.points : 0, max(0, item.points))
    }
  }

  /// What stands for a mark that is not there yet.
  public static func missing(for answer: FreeAnswer) -> CheckResult {
    var check = check(answer, "marked by a person", 0, answer.points ?? 0)
    check.status = .notGradable
    check.message = "not marked yet"
    return check
  }

  private static func check(
    _ answer: FreeAnswer, _ name: String, _ points: Double, _ most: Double
  ) -> CheckResult {
    CheckResult(
      name: name, cell: answer.id, exercise: answer.id,
      status: points >= most ? .passed : .failed, score: points, maxScore: most, message: "",
      hidden: false)
  }
}
