import Grading
import Notebooks
import Testing

@testable import Gradebook

/// What `regrade` tells.
@Suite("Changes of marks")
struct MarkChangeTests {
  static func mark(_ checks: [(String, CheckStatus, Double)], submission: Int64 = 1) -> RecordedMark
  {
    var mark = Sample.mark("ada", checks.reduce(0) { $0 + ($1.1 == .passed ? $1.2 : 0) })
    mark.submission = submission
    mark.checks = checks.map { name, status, points in
      CheckResult(
        name: name, cell: "check-a", exercise: "a", status: status,
        score: status == .passed ? points : 0, maxScore: points, message: "\(points)",
        hidden: false)
    }
    return mark
  }

  @Test func whoChangedAndWhichChecks() throws {
    let before = Self.mark([
      ("one", .passed, 2), ("two", .failed, 3), ("two", .passed, 1), ("old", .failed, 1),
    ])
    let after = Self.mark([
      ("one", .passed, 2), ("two", .passed, 3), ("two", .passed, 1), ("new", .notGradable, 1),
    ])
    let change = try #require(MarkChange.changes(from: [before], to: [after]).first)
    #expect(change.before.score == 3 && change.after.score == 6)
    #expect(change.checks.map(\.name) == ["two", "new", "old"])
    #expect(change.checks.map { $0.before?.status } == [.failed, nil, .failed])
    #expect(change.checks.map { $0.after?.status } == [.passed, .notGradable, nil])
  }

  @Test func otherWordsAndOtherSubmissionsAreNoChange() {
    let before = Self.mark([("one", .failed, 2)])
    var after = before
    after.checks[0].message = "expected another random number"
    after.fingerprint = "g"
    #expect(MarkChange.changes(from: [before], to: [after]).isEmpty)
    #expect(MarkChange.changes(from: [before], to: [Self.mark([], submission: 2)]).isEmpty)
  }
}
