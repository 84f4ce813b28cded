import Foundation
import Testing

@testable import Grading

/// Points in time as people write them.
@Suite("Times of a course")
struct CourseTimeTests {
  static let newYork = TimeZone(identifier: "America/New_York") ?? .gmt

  @Test(arguments: [
    ("2026-09-18T23:59:00-04:00", "2026-09-19T03:59:00Z"),
    ("2026-09-18T23:59:00-0400", "2026-09-19T03:59:00Z"),
    ("2026-09-18T23:59Z", "2026-09-18T23:59:00Z"),
    ("2026-09-18 23:59", "2026-09-19T03:59:00Z"),
    ("2026-12-18 23:59:30", "2026-12-19T04:59:30Z"),
    // A day alone is there to its end; this one has 25 hours, the other 23.
    ("2026-11-01", "2026-11-02T05:00:00Z"), ("2026-03-08", "2026-03-09T04:00:00Z"),
    ("2026-09-18T24:00", "2026-09-19T04:00:00Z"),
    // Of the hours around the change, those that come once.
    ("2026-03-08 01:59", "2026-03-08T06:59:00Z"), ("2026-03-08 03:00", "2026-03-08T07:00:00Z"),
    ("2026-11-01 00:59", "2026-11-01T04:59:00Z"), ("2026-11-01 02:00", "2026-11-01T07:00:00Z"),
    ("2026-11-01 01:30-04:00", "2026-11-01T05:30:00Z"), ("2028-02-29", "2028-03-01T05:00:00Z"),
  ])
  func pointsInTime(_ text: String, _ expected: String) throws {
    #expect(try CourseTime.date(text, in: Self.newYork).formatted(.iso8601) == expected)
  }

  @Test(arguments: [
    ("2026-03-08 02:30", CourseTime.Problem.skipped), ("2026-11-01 01:30", .twice),
    ("2026-02-29", .malformed), ("2026-13-01", .malformed), ("2026-09-18 25:00", .malformed),
    ("2026-09-18 24:01", .malformed), ("2026-09-18 23:60", .malformed), ("18.9.2026", .malformed),
    ("2026-9-18", .malformed), ("tomorrow", .malformed), ("", .malformed),
    ("2026-09-18T23:59+99:00", .malformed), ("2026-09-18T23:59 EST", .malformed),
    ("٢٠٢٦-09-18", .malformed),
  ])
  func whatIsNone(_ text: String, _ problem: CourseTime.Problem) {
    #expect(throws: problem) { try CourseTime.date(text, in: Self.newYork) }
  }

  @Test func twentyFourHoursAreTwentyFourAlsoWhenTheClocksChange() throws {
    var rules = CourseRules()
    rules.zone = Self.newYork
    let due = try CourseTime.date("2026-10-31 23:59", in: Self.newYork)
    rules.practicals = [.init(name: "1", due: due)]
    // The clocks go back in the night: 24 hours later they show 22:59.
    for (text, final) in [("2026-11-01 22:59", 9.0), ("2026-11-01 22:59:01", 0)] {
      let attempt = Attempt(
        id: "a", student: "ada", submitted: try CourseTime.date(text, in: Self.newYork),
        status: .graded, score: 10, maxScore: 10)
      let practical = PracticalAttempts(slug: "01-one", maxScore: 10, attempts: [attempt])
      #expect(rules.standings([practical], students: [])[0][0].final == final)
    }
  }

  @Test func durations() {
    #expect(CourseTime.duration("24h") == 86_400 && CourseTime.duration("1.5d") == 129_600)
    #expect(CourseTime.duration("90") == nil && CourseTime.duration("h") == nil)
    #expect(CourseTime.duration("400d") == nil)
    #expect(
      [1, 86_400, 90_061, 172_800, 1_000_000].map(CourseTime.words) == [
        "1 s", "24 h", "25 h 1 min 1 s", "2 d", "11 d 13 h",
      ])
  }
}
