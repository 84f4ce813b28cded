import Foundation

/// What a person gave for one item of the rubric of one free answer.
public struct ManualMark: Sendable, Equatable {
  /// The practical's slug.
  public var practical: String
  /// The student.
  public var student: String
  /// The id of the answer.
  public var answer: String
  /// The item of the rubric; empty for an answer without one.
  public var item: String
  /// The points; nil when they were taken back.
  public var points: Double?
  /// What the student is to read.
  public var comment: String
  /// The SHA-256 of the answer that was marked, to see when it has changed since; empty where nobody said.
  public var content: String
  /// Who marked it.
  public var grader: String
  /// When.
  public var marked: Date

  /// Makes a mark.
  public init(
    practical: String, student: String, answer: String, item: String = "", points: Double?,
    comment: String = "", content: String = "", grader: String, marked: Date
  ) {
    self.practical = practical
    self.student = student
    self.answer = answer
    self.item = item
    self.points = points
    self.comment = comment
    self.content = content
    self.grader = grader
    self.marked = marked
  }
}
