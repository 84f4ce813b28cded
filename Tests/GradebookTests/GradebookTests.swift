import Foundation
import GRDB
import Grading
import Notebooks
import Testing

@testable import Gradebook

/// A gradebook in a folder of its own, removed with the last reference.
final class Shelf {
  let folder: URL
  var path: String { folder.appending(path: GradebookFile.fileName).path }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "gradebook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func open() throws -> GradebookFile { try GradebookFile(path: path) }
}

enum Sample {
  static func run(_ practical: String = "02-two", at seconds: Double = 1_800_000_000) -> GradingRun
  {
    GradingRun(
      practical: practical, title: "Two", started: Date(timeIntervalSince1970: seconds),
      version: "abc", seed: 389, gradingSeed: .max, tool: "0.1.0", isSandboxed: true)
  }

  static func mark(
    _ student: String, _ score: Double, content: String = "one", fingerprint: String = "f",
    late: Double = 0, status: Attempt.Status = .graded
  ) -> RecordedMark {
    RecordedMark(
      practical: "02-two", student: student, content: content,
      submitted: Date(timeIntervalSince1970: 1_800_000_000 + late), fingerprint: fingerprint,
      status: status, reason: status == .graded ? nil : "why", score: score, maxScore: 10,
      seconds: 1.5,
      checks: [
        CheckResult(
          name: "is right", cell: "check-a", exercise: "a", status: .passed, score: score,
          maxScore: 10, message: "O'Neil \"quotes\"; DROP TABLE mark;", hidden: false)
      ])
  }

  static func manual(
    _ student: String, _ item: String, _ points: Double?, answer: String = "why"
  ) -> ManualMark {
    ManualMark(
      practical: "02-two", student: student, answer: answer, item: item, points: points,
      comment: "well said", content: "sha", grader: "tess",
      marked: Date(timeIntervalSince1970: 1_800_000_500))
  }
}

/// The gradebook as its users call it.
@Suite("Gradebook")
struct GradebookTests {
  @Test func whatIsRecordedIsThereWhenTheFileIsOpenedAgain() throws {
    let shelf = try Shelf()
    let mark = Sample.mark("ada", 7)
    do {
      let book = try shelf.open()
      let run = try book.begin(Sample.run())
      #expect(try book.record(mark, bytes: [1, 0, 255], in: run))
      try book.finish(run, at: Date(timeIntervalSince1970: 1_800_000_060))
    }
    let book = try GradebookFile.existing(path: shelf.path)
    let run = try #require(try book.runs(of: "02-two").first)
    #expect(run.seed == 389 && run.gradingSeed == .max && run.tool == "0.1.0" && run.marks == 1)
    #expect(run.finished?.timeIntervalSince1970 == 1_800_000_060)
    let found = try #require(try book.marks().first)
    #expect(found.checks == mark.checks && found.submitted == mark.submitted)
    #expect(found.status == .graded && found.score == 7 && found.seconds == 1.5)
    #expect(try book.bytes(of: found.submission) == [1, 0, 255])
    #expect(try book.practicals().map(\.maxScore) == [10])
    #expect(try book.runs(of: "another").isEmpty)
  }

  /// The submissions of a run are marked side by side, and so recorded in any order.
  @Test(arguments: [[1, 2], [2, 1]])
  func ofTheSameHandedInTwiceTheFirstTimeAndTheLastNamesCount(_ order: [Int]) throws {
    let shelf = try Shelf()
    defer { withExtendedLifetime(shelf) {} }
    let book = try shelf.open()
    for late in [0.0, 500] {
      let run = try book.begin(Sample.run())
      for number in order {
        var mark = Sample.mark("ada", 7, late: late + 60 * Double(number))
        mark.attempt = number
        mark.members = ["partner \(number)", "O'Neil \"x\""]
        try book.record(mark, bytes: [1], in: run)
      }
      let attempt = try #require(try book.attempts().first?.attempts.last)
      #expect(attempt.submitted == Date(timeIntervalSince1970: 1_800_000_060 + late))
      #expect(attempt.number == 2 && attempt.members == ["partner 2", "O'Neil \"x\""])
    }
  }

  @Test func theLastMarkOfASubmissionCountsAndEarlierOnesStay() throws {
    let shelf = try Shelf()
    defer { withExtendedLifetime(shelf) {} }
    let book = try shelf.open()
    let first = try book.begin(Sample.run())
    try book.record(Sample.mark("ada", 7), bytes: [1], in: first)
    // The same again is no news.
    #expect(try !book.record(Sample.mark("ada", 7), bytes: [1], in: first))
    try book.record(Sample.mark("ada", 9, content: "two", late: 60), bytes: [2], in: first)
    let second = try book.begin(Sample.run())
    #expect(try book.record(Sample.mark("ada", 8, fingerprint: "g"), bytes: nil, in: second))
    #expect(try book.marks(student: "ada").map(\.score) == [9, 8])
    #expect(try book.marks(student: "ada", isLastOnly: false).map(\.score) == [7, 9, 8])
    #expect(try book.runs().map(\.marks) == [2, 1])
    // What was handed in is kept, also when a later run says nothing of it.
    let regraded = try #require(try book.marks().last)
    #expect(try book.bytes(of: regraded.submission) == [1])
    let attempts = try book.attempts()[0]
    #expect(attempts.maxScore == 10 && attempts.attempts.map(\.score) == [9, 8])
    #expect(Set(attempts.attempts.map(\.id)).count == 2)
    // Only the first lay in the folder in the second run.
    #expect(try book.attempts(isCurrentOnly: true)[0].attempts.map(\.score) == [8])
    let third = try book.begin(Sample.run())
    try book.record(
      Sample.mark("ada", 6, content: "two", fingerprint: "h", late: 60.9), bytes: nil, in: third)
    #expect(try book.attempts(isCurrentOnly: true)[0].attempts.map(\.score) == [6])
    // Times are whole seconds, and a part of one makes nobody late.
    #expect(try book.marks().last?.submitted == Date(timeIntervalSince1970: 1_800_000_060))
  }

  @Test func manualMarksAreAddedAndOutliveGradingAgain() throws {
    let shelf = try Shelf()
    defer { withExtendedLifetime(shelf) {} }
    let book = try shelf.open()
    func record(_ marks: [ManualMark]) throws {
      try book.record(marks, of: "02-two", title: "Two", answers: ["why": 3, "how": 2])
    }
    try record([Sample.manual("ada", "clear", 1), Sample.manual("ada", "true", 1)])
    let run = try book.begin(Sample.run())
    try book.record(Sample.mark("ada", 7), bytes: nil, in: run)
    #expect(try book.attempts()[0].attempts.map(\.score) == [9])
    #expect(try book.attempts()[0].maxScore == 15)
    // A later mark of an item takes the earlier one's place; an answer has at most its points.
    try record([Sample.manual("ada", "true", 2.5), Sample.manual("ada", "", 1, answer: "how")])
    try book.record(Sample.mark("ada", 5, fingerprint: "g"), bytes: nil, in: run)
    #expect(try book.attempts()[0].attempts.map(\.score) == [9])
    #expect(try book.manualMarks(student: "ada").map(\.points) == [1, 2.5, 1])
    #expect(try book.manualMarks(student: "ada", isLastOnly: false).count == 4)
    // Points can be taken off, but not below nothing, and marks can be taken back.
    try record([
      Sample.manual("ada", "late joke", -9), Sample.manual("ada", "", nil, answer: "how"),
    ])
    #expect(try book.attempts()[0].attempts.map(\.score) == [5])
    #expect(try book.manualMarks().map(\.grader) == ["tess", "tess", "tess"])
    #expect(throws: UsageError.self) { try record([Sample.manual("ada", "", .infinity)]) }
    #expect(throws: UsageError.self) { try record([Sample.manual("ada", "", 1, answer: "who")]) }
    var long = Sample.manual("ada", "", 1)
    long.comment = String(repeating: "a", count: GradebookFile.longestComment + 1)
    #expect(throws: UsageError.self) { try record([Sample.manual("ben", "", 1), long]) }
    #expect(try book.manualMarks(student: "ben").isEmpty)
  }

  @Test func aGradebookOfTheFirstVersionIsMigrated() throws {
    let shelf = try Shelf()
    let queue = try DatabaseQueue(path: shelf.path)
    let script = try #require(
      FileManager.default.contents(
        atPath: URL(filePath: #filePath).deletingLastPathComponent()
          .appending(path: "Golden/gradebook-v1.sql").path))
    try queue.write { try $0.execute(sql: String(decoding: script, as: UTF8.self)) }
    try queue.close()
    let book = try shelf.open()
    #expect(try book.marks().map(\.student) == ["ada", "ben"])
    #expect(try book.marks()[0].checks.map(\.name) == ["doubles numbers", "doubles a secret"])
    #expect(try book.runs().map(\.tool) == ["0.1.0"])
    try book.record([Sample.manual("ada", "", 2)], of: "02-two", title: "Two", answers: ["why": 3])
    #expect(try book.attempts().map { $0.attempts.map(\.score) } == [[9, 0]])
    #expect(
      try book.queue.read { try GradebookFile.migrator.completedMigrations($0) } == [
        "v1 runs", "v2 manual marks", "v3 members",
      ])
  }

  @Test func aGradebookOfALaterVersionIsLeftAlone() throws {
    let shelf = try Shelf()
    var migrator = GradebookFile.migrator
    migrator.registerMigration("v99") { try $0.execute(sql: "CREATE TABLE later (id INTEGER)") }
    _ = try GradebookFile(path: shelf.path, migrations: migrator)
    #expect {
      try shelf.open()
    } throws: { ($0 as? UsageError)?.message.contains("a later version of practical") ?? false }
  }

  @Test func whatIsNoGradebookIsRefused() throws {
    let shelf = try Shelf()
    #expect(throws: UsageError.self) { try GradebookFile.existing(path: shelf.path) }
    try Data("student,score\nada,1\n".utf8).write(to: URL(filePath: shelf.path))
    #expect {
      try shelf.open()
    } throws: { ($0 as? UsageError)?.message.contains("is no gradebook") ?? false }
    #expect(throws: UsageError.self) { try GradebookFile(path: "/no/such/folder/gradebook.sqlite") }
  }

  @Test func manyWhoWriteAtOnceLoseNothing() async throws {
    let shelf = try Shelf()
    let path = shelf.path
    // Each opens the file for itself, as a program of its own would; the first makes its tables.
    try await withThrowingTaskGroup(of: Void.self) { group in
      for grader in 0..<4 {
        group.addTask {
          let book = try GradebookFile(path: path)
          let run = try book.begin(Sample.run())
          for student in 0..<10 {
            try book.record(
              Sample.mark("s\(grader)-\(student)", Double(student)), bytes: [1], in: run)
          }
        }
      }
      try await group.waitForAll()
    }
    let book = try shelf.open()
    #expect(try book.marks().count == 40 && book.runs().map(\.marks) == [10, 10, 10, 10])
    #expect(try book.marks().allSatisfy { $0.checks.count == 1 })
  }
}
