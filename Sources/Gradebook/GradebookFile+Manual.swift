import Foundation
import GRDB
import Notebooks

extension GradebookFile {
  /// Records what people gave, all of it or nothing. Earlier marks of the same items stay in the history, and
  /// no longer count.
  ///
  /// What an answer gets is the sum of its items, from 0 to the answer's points; it is added to the points of
  /// the checks.
  ///
  /// - Parameters:
  ///   - marks: the marks.
  ///   - practical: the slug of their practical.
  ///   - title: the practical's title, for a gradebook that does not know it yet.
  ///   - answers: the points of each answer of the practical, also of those that have no marks yet.
  /// - Throws: `UsageError` for points without bounds, for texts that are too long, for an answer that the
  ///   practical does not have, and when it cannot be written.
  public func record(
    _ marks: [ManualMark], of practical: String, title: String, answers: [String: Double]
  ) throws {
    for mark in marks { try Self.validate(mark, answers: answers) }
    try write { database in
      try database.execute(
        sql:
          "INSERT INTO practical (slug, title, max_score) VALUES (?, ?, 0) ON CONFLICT DO NOTHING",
        arguments: [practical, title])
      try database.execute(
        sql: "DELETE FROM answer WHERE practical = (SELECT id FROM practical WHERE slug = ?)",
        arguments: [practical])
      for (answer, points) in answers {
        try database.execute(
          sql: "INSERT INTO answer SELECT id, ?, ? FROM practical WHERE slug = ?",
          arguments: [answer, points, practical])
      }
      for mark in marks {
        try database.execute(
          sql: """
            INSERT INTO manual_mark
              (practical, student, answer, item, points, comment, content, grader, marked)
            SELECT id, ?, ?, ?, ?, ?, ?, ?, ? FROM practical WHERE slug = ?
            """,
          arguments: [
            mark.student, mark.answer, mark.item, mark.points, mark.comment, mark.content,
            mark.grader, GradebookTime.text(mark.marked), practical,
          ])
      }
    }
  }

  /// What people gave, in the order in which they did.
  ///
  /// - Parameters:
  ///   - practical: the slug of a practical, or nil for all.
  ///   - student: a student, or nil for all.
  ///   - isLastOnly: whether only the marks that count are wanted: the last of each item, unless it was
  ///     taken back.
  /// - Returns: the marks.
  /// - Throws: `UsageError` when the gradebook cannot be read.
  public func manualMarks(
    of practical: String? = nil, student: String? = nil, isLastOnly: Bool = true
  ) throws -> [ManualMark] {
    try read { database in
      let last = """
        AND points IS NOT NULL AND manual_mark.id = (SELECT max(id) FROM manual_mark AS other
          WHERE other.practical = manual_mark.practical AND other.student = manual_mark.student
          AND other.answer = manual_mark.answer AND other.item = manual_mark.item)
        """
      return try Row.fetchAll(
        database,
        sql: """
          SELECT manual_mark.*, slug FROM manual_mark
          JOIN practical ON practical.id = manual_mark.practical
          WHERE (?1 IS NULL OR slug = ?1) AND (?2 IS NULL OR student = ?2)
          \(isLastOnly ? last : "") ORDER BY manual_mark.id
          """, arguments: [practical, student]
      ).map { row in
        ManualMark(
          practical: row["slug"], student: row["student"], answer: row["answer"],
          item: row["item"], points: row["points"], comment: row["comment"],
          content: row["content"], grader: row["grader"],
          marked: GradebookTime.date(row["marked"]) ?? .distantPast)
      }
    }
  }

  /// The most bytes of a comment.
  public static let longestComment = 20_000

  private static func validate(_ mark: ManualMark, answers: [String: Double]) throws {
    guard answers[mark.answer] != nil else {
      let known = answers.keys.sorted().joined(separator: ", ")
      throw UsageError(
        "there is no answer \(mark.answer.quotedForMessage) in \(mark.practical)",
        help: known.isEmpty ? "it has no answers to mark" : "its answers are \(known)")
    }
    if let points = mark.points, !(abs(points) <= 10_000) {
      throw UsageError(
        "\(points) points for `\(mark.answer)` are out of all bounds", help: "give other points")
    }
    let names = [mark.practical, mark.student, mark.item, mark.grader]
    guard names.allSatisfy({ $0.utf8.count <= 1000 }),
      mark.comment.utf8.count <= longestComment
    else {
      throw UsageError(
        "a comment or name for `\(mark.answer)` is too long",
        help: "a comment may have \(longestComment) bytes")
    }
  }
}
