import Foundation
import GRDB
import Grading
import Notebooks

/// A practical in the gradebook.
public struct RecordedPractical: Sendable, Equatable {
  /// The slug.
  public var slug: String
  /// The title.
  public var title: String
  /// The points of its checks.
  public var maxScore: Double
  /// The points that people can give for each answer; empty until somebody has given some.
  public var answers: [String: Double]

  /// The points of checks and answers.
  public var wholeScore: Double { maxScore + answers.values.reduce(0, +) }
}

extension GradebookFile {
  /// The practicals that were graded.
  ///
  /// - Returns: the practicals, in the order of their slugs.
  /// - Throws: `UsageError` when the gradebook cannot be read.
  public func practicals() throws -> [RecordedPractical] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM practical ORDER BY slug").map { row in
        let answers = try Row.fetchAll(
          database, sql: "SELECT name, max_score FROM answer WHERE practical = ?",
          arguments: [row["id"] as Int64])
        return RecordedPractical(
          slug: row["slug"], title: row["title"], maxScore: row["max_score"],
          answers: Dictionary(uniqueKeysWithValues: answers.map { ($0["name"], $0["max_score"]) }))
      }
    }
  }

  /// The runs.
  ///
  /// - Parameter practical: the slug of a practical, or nil for all.
  /// - Returns: the runs, the first one first.
  /// - Throws: `UsageError` when the gradebook cannot be read.
  public func runs(of practical: String? = nil) throws -> [GradingRun] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT run.*, slug, title, (SELECT count(*) FROM mark WHERE mark.run = run.id) AS marks
          FROM run JOIN practical ON practical.id = run.practical
          WHERE ?1 IS NULL OR slug = ?1 ORDER BY run.id
          """, arguments: [practical]
      ).map { row in
        var run = GradingRun(
          practical: row["slug"], title: row["title"],
          started: GradebookTime.date(row["started"]) ?? .distantPast, version: row["version"],
          seed: UInt64(row["seed"] as String) ?? 0,
          gradingSeed: UInt64(row["grading_seed"] as String) ?? 0, tool: row["tool"],
          isSandboxed: row["is_sandboxed"])
        run.id = row["id"]
        run.finished = GradebookTime.date(row["finished"])
        run.marks = row["marks"]
        return run
      }
    }
  }

  /// Marks with their checks, in the order in which they were recorded.
  ///
  /// - Parameters:
  ///   - practical: the slug of a practical, or nil for all.
  ///   - student: a student, or nil for all.
  ///   - isLastOnly: whether only the last mark of each submission is wanted, the one that counts.
  /// - Returns: the marks.
  /// - Throws: `UsageError` when the gradebook cannot be read.
  public func marks(
    of practical: String? = nil, student: String? = nil, isLastOnly: Bool = true
  ) throws -> [RecordedMark] {
    try read { database in
      let last = """
        AND mark.id = (SELECT max(id) FROM mark AS other WHERE other.submission = submission.id)
        """
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT mark.*, student, content, submitted, attempt, members, submission.run AS seen, slug
          FROM mark JOIN submission ON submission.id = mark.submission
          JOIN practical ON practical.id = submission.practical
          WHERE (?1 IS NULL OR slug = ?1) AND (?2 IS NULL OR student = ?2)
          \(isLastOnly ? last : "") ORDER BY mark.id
          """, arguments: [practical, student])
      let checks = try database.makeStatement(
        sql: "SELECT * FROM check_result WHERE mark = ? ORDER BY position")
      return try rows.map { row in
        let found = try Row.fetchAll(checks, arguments: [row["id"] as Int64])
        return Self.mark(row, checks: found.map(Self.check))
      }
    }
  }

  /// What was handed in, as it was.
  ///
  /// - Parameter submission: the number of the submission.
  /// - Returns: the bytes, or nil where there was nothing.
  /// - Throws: `UsageError` when the gradebook cannot be read.
  public func bytes(of submission: Int64) throws -> [UInt8]? {
    try read { database in
      try Data.fetchOne(
        database, sql: "SELECT bytes FROM submission WHERE id = ?", arguments: [submission]
      ).map { Array($0) }
    }
  }

  private static func mark(_ row: Row, checks: [CheckResult]) -> RecordedMark {
    var mark = RecordedMark(
      practical: row["slug"], student: row["student"], content: row["content"],
      submitted: GradebookTime.date(row["submitted"]), fingerprint: row["fingerprint"],
      status: Attempt.Status(rawValue: row["status"]) ?? .graderError, reason: row["reason"],
      score: row["score"], maxScore: row["max_score"], seconds: row["seconds"], checks: checks)
    mark.id = row["id"]
    mark.run = row["run"]
    mark.submission = row["submission"]
    mark.seen = row["seen"]
    mark.attempt = row["attempt"]
    mark.members = GradebookNames.list(row["members"])
    mark.recorded = GradebookTime.date(row["recorded"]) ?? .distantPast
    return mark
  }

  private static func check(_ row: Row) -> CheckResult {
    CheckResult(
      name: row["name"], cell: row["cell"], exercise: row["exercise"],
      status: CheckStatus(rawValue: row["status"]) ?? .notGradable, score: row["score"],
      maxScore: row["max_score"], message: row["message"], hidden: row["is_hidden"])
  }
}
