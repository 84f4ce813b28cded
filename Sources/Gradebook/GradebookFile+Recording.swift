import Foundation
import GRDB
import Grading

extension GradebookFile {
  /// Notes that a run begins.
  ///
  /// - Parameter run: the run.
  /// - Returns: its number.
  /// - Throws: `UsageError` when it cannot be written.
  public func begin(_ run: GradingRun) throws -> Int64 {
    try write { database in
      try database.execute(
        sql: """
          INSERT INTO practical (slug, title, max_score) VALUES (?, ?, 0)
          ON CONFLICT (slug) DO UPDATE SET title = excluded.title
          """, arguments: [run.practical, run.title])
      try database.execute(
        sql: """
          INSERT INTO run (practical, started, version, seed, grading_seed, tool, is_sandboxed)
          SELECT id, ?, ?, ?, ?, ?, ? FROM practical WHERE slug = ?
          """,
        arguments: [
          GradebookTime.text(run.started), run.version, "\(run.seed)", "\(run.gradingSeed)",
          run.tool, run.isSandboxed, run.practical,
        ])
      return database.lastInsertedRowID
    }
  }

  /// Notes that a run has ended.
  ///
  /// - Parameters:
  ///   - run: its number.
  ///   - date: when.
  /// - Throws: `UsageError` when it cannot be written.
  public func finish(_ run: Int64, at date: Date) throws {
    try write { database in
      try database.execute(
        sql: "UPDATE run SET finished = ? WHERE id = ?", arguments: [GradebookTime.text(date), run])
    }
  }

  /// Records what a submission was given, all of it or nothing.
  ///
  /// The mark that a submission has last is the one that counts; one with the same fingerprint is not
  /// recorded twice.
  ///
  /// - Parameters:
  ///   - mark: the mark.
  ///   - bytes: what was handed in, to be marked again later.
  ///   - run: the number of the run.
  /// - Returns: whether it is new.
  /// - Throws: `UsageError` when it cannot be written.
  @discardableResult
  public func record(_ mark: RecordedMark, bytes: [UInt8]?, in run: Int64) throws -> Bool {
    try write { database in
      let practical = try Int64.fetchOne(
        database, sql: "SELECT practical FROM run WHERE id = ?", arguments: [run])
      guard let practical else { return false }
      try database.execute(
        sql: """
          INSERT INTO submission
            (practical, student, content, submitted, attempt, bytes, run, members)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (practical, student, content) DO UPDATE SET
            -- Of the same handed in twice, marked in any order, the first time counts, and the last names.
            submitted = iif(excluded.run > run, excluded.submitted, min(submitted, excluded.submitted)),
            members = iif(
              excluded.run > run OR excluded.attempt >= attempt, excluded.members, members),
            attempt = iif(excluded.run > run, excluded.attempt, max(attempt, excluded.attempt)),
            bytes = coalesce(excluded.bytes, bytes), run = max(run, excluded.run)
          """,
        arguments: [
          practical, mark.student, mark.content, mark.submitted.map(GradebookTime.text),
          mark.attempt, bytes.map { Data($0) }, run, GradebookNames.text(mark.members),
        ])
      let submission = try Int64.fetchOne(
        database,
        sql: "SELECT id FROM submission WHERE practical = ? AND student = ? AND content = ?",
        arguments: [practical, mark.student, mark.content])
      guard let submission else { return false }
      let last = try Row.fetchOne(
        database,
        sql: "SELECT fingerprint, status FROM mark WHERE submission = ? ORDER BY id DESC LIMIT 1",
        arguments: [submission])
      if let last, last["fingerprint"] == mark.fingerprint, last["status"] == mark.status.rawValue {
        return false
      }
      try Self.insert(mark, of: submission, in: run, database)
      if mark.maxScore > 0 {
        try database.execute(
          sql: "UPDATE practical SET max_score = ? WHERE id = ?",
          arguments: [mark.maxScore, practical])
      }
      return true
    }
  }

  private static func insert(
    _ mark: RecordedMark, of submission: Int64, in run: Int64, _ database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO mark
          (run, submission, recorded, fingerprint, status, reason, score, max_score, seconds)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        run, submission, GradebookTime.text(Date()), mark.fingerprint, mark.status.rawValue,
        mark.reason, mark.score, mark.maxScore, mark.seconds,
      ])
    let id = database.lastInsertedRowID
    let statement = try database.makeStatement(
      sql: """
        INSERT INTO check_result
          (mark, position, name, cell, exercise, status, score, max_score, message, is_hidden)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for (position, check) in mark.checks.enumerated() {
      try statement.execute(arguments: [
        id, position, check.name, check.cell, check.exercise, check.status.rawValue, check.score,
        check.maxScore, check.message, check.hidden,
      ])
    }
  }
}
