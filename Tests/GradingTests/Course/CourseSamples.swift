import Foundation
import Notebooks

@testable import Grading

/// What the tests of courses start from.
enum CourseSample {
  /// Everything that the file can say.
  static let text = """
    title: Introduction to Deep Learning
    zone: America/New_York
    roster: roster.csv
    practicals:
      1:
        due: 2026-09-18T23:59:00-04:00
        points: 10
      02-feed-forward-net: {due: 2026-10-02 23:59, late: bank 3 each 2, counts: last}
      3:
    late: lectures
    counts: best
    extensions:
      - {student: ada, practical: 1, until: 2026-09-20 12:00}
      - {student: ben, hours: 48}
    groups:
      - {practical: 3, members: [ada, ben, noor]}
    exams:
      midterm: {scores: midterm.csv, points: 50}
      final: {practical: 6}
    weights: {practicals: 0.4, midterm: 0.2, final: 0.4}

    """

  static func parse(_ text: String) throws -> CourseRules {
    try CourseFile.parse(SourceFile(path: "course.yaml", text: text))
  }

  /// The deadline in the tables of cases.
  static let due = Date(timeIntervalSince1970: 1_800_000_000)

  /// Rules with one practical that is due then.
  static func rules(
    _ policy: LatePolicy, counts: CourseRules.Counting = .best, points: Double? = nil
  ) -> CourseRules {
    var rules = CourseRules()
    rules.practicals = [.init(name: "1", due: due, points: points)]
    rules.late = policy
    rules.counts = counts
    return rules
  }

  /// Something handed in so many seconds after the deadline.
  static func attempt(
    _ score: Double, late seconds: Double, student: String = "ada",
    status: Attempt.Status = .graded
  ) -> Attempt {
    Attempt(
      id: "\(student)/\(seconds)/\(score)", student: student,
      submitted: due.addingTimeInterval(seconds), status: status, score: score, maxScore: 100)
  }

  /// Where one student stands with the practical.
  static func standing(
    _ rules: CourseRules, _ attempts: [Attempt], student: String = "ada"
  ) -> Standing? {
    let practical = PracticalAttempts(
      slug: "01-logistic-regression", maxScore: 100, attempts: attempts)
    return rules.standings([practical], students: [student])[0].first { $0.student == student }
  }
}

/// Runs something that must fail, and gives the error as it is printed.
func diagnostic(_ body: () throws -> some Any) -> String {
  do {
    _ = try body()
    return "no error"
  } catch {
    return "\(error)"
  }
}
