import Foundation
import Testing

@testable import Grading

/// What lateness costs, case by case.
@Suite("Late policies")
struct LatePolicyTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var policy: String
    var counts: CourseRules.Counting
    /// Scores with how many seconds after the deadline they came.
    var handedIn: [(score: Double, late: Double)]
    var penalty: Double
    var final: Double
    var isRefused: Bool

    init(
      _ policy: String, _ counts: CourseRules.Counting,
      _ handedIn: [(score: Double, late: Double)], costs penalty: Double, gives final: Double,
      refused: Bool = false
    ) {
      self.policy = policy
      self.counts = counts
      self.handedIn = handedIn
      self.penalty = penalty
      self.final = final
      isRefused = refused
    }

    init(
      _ policy: String, _ handedIn: [(score: Double, late: Double)], costs penalty: Double,
      gives final: Double, refused: Bool = false
    ) {
      self.init(policy, .best, handedIn, costs: penalty, gives: final, refused: refused)
    }

    var testDescription: String { "\(policy), \(counts): \(handedIn)" }
  }

  static let day = 86_400.0
  static let cases: [Case] = [
    // The lectures': a tenth for up to 24 hours.
    Case("lectures", [(80, -1)], costs: 0, gives: 80),
    Case("lectures", [(80, 0)], costs: 0, gives: 80),
    Case("lectures", [(80, 0.9)], costs: 0, gives: 80),
    Case("lectures", [(80, 1)], costs: 8, gives: 72),
    Case("lectures", [(80, day)], costs: 8, gives: 72),
    Case("lectures", [(80, day + 1)], costs: 80, gives: 0, refused: true),
    // The better of the two after the penalty.
    Case("lectures", [(70, -60), (80, 60)], costs: 8, gives: 72),
    Case("lectures", [(75, -60), (80, 60)], costs: 0, gives: 75),
    Case("lectures", [(72, -60), (80, 60)], costs: 0, gives: 72),
    Case("lectures", [(40, -60), (100, day * 2)], costs: 0, gives: 40),
    Case("lectures", [(0, -60), (0, 60)], costs: 0, gives: 0),
    // The last that is not too late.
    Case("lectures", .last, [(90, -60), (60, -30)], costs: 0, gives: 60),
    Case("lectures", .last, [(90, -60), (60, 60)], costs: 6, gives: 54),
    Case("lectures", .last, [(90, -60), (60, day * 3)], costs: 0, gives: 90),
    Case("none", [(80, day * 100)], costs: 0, gives: 80),
    Case("reject", [(80, 0)], costs: 0, gives: 80),
    Case("reject", [(80, 1)], costs: 80, gives: 0, refused: true),
    Case("reject", [(10, -1), (80, 1)], costs: 0, gives: 10),
    Case("constant 25%", [(80, day * 100)], costs: 20, gives: 60),
    Case("constant 25% 90m", [(80, 5400)], costs: 20, gives: 60),
    Case("constant 25% 90m", [(80, 5401)], costs: 80, gives: 0, refused: true),
    Case("per-day 10%", [(80, 1)], costs: 8, gives: 72),
    Case("per-day 10%", [(80, day)], costs: 8, gives: 72),
    Case("per-day 10%", [(80, day + 1)], costs: 16, gives: 64),
    Case("per-day 10%", [(80, day * 30)], costs: 80, gives: 0),
    Case("per-day 10% cap 50%", [(80, day * 30)], costs: 40, gives: 40),
    Case("per-day 10% cap 50% days 7", [(80, day * 7)], costs: 40, gives: 40),
    Case("per-day 10% cap 50% days 7", [(80, day * 7 + 1)], costs: 80, gives: 0, refused: true),
    Case("bank 2", [(80, day * 2)], costs: 0, gives: 80),
    Case("bank 2", [(80, day * 2 + 1)], costs: 80, gives: 0, refused: true),
    Case("bank 5 each 1", [(80, day + 1)], costs: 80, gives: 0, refused: true),
    Case("bank 5", [(80, -1), (80, day)], costs: 0, gives: 80),
  ]

  @Test(arguments: cases)
  func lateness(_ sample: Case) throws {
    let rules = CourseSample.rules(try LatePolicy(sample.policy), counts: sample.counts)
    let attempts = sample.handedIn.map { CourseSample.attempt($0.score, late: $0.late) }
    for attempts in [attempts, attempts.reversed()] {
      let standing = try #require(CourseSample.standing(rules, attempts))
      #expect(standing.penalty == sample.penalty)
      #expect(standing.final == sample.final)
      #expect(standing.isRefused == sample.isRefused)
      #expect(standing.score == sample.penalty + sample.final)
    }
  }

  @Test("Words have two decimals where the mark has all of its own")
  func wordsAreRounded() throws {
    let policy = try LatePolicy("per-day 10%")
    let attempts = [CourseSample.attempt(52.96667, late: 60)]
    let standing = try #require(CourseSample.standing(CourseSample.rules(policy), attempts))
    #expect(standing.penalty == 5.296667)
    let words = try #require(standing.lateness(policy))
    #expect(words.contains("costs 5.3 points: each day late costs 10 %"))
    #expect(
      LatePolicy.constant(share: 1.0 / 3, seconds: nil).words == "handing in late costs 33.33 %")
  }

  @Test func aBankIsSpentInTheOrderOfTheDeadlines() throws {
    var rules = CourseRules()
    rules.late = .bank(days: 3, each: nil)
    rules.practicals = [
      .init(name: "2", due: CourseSample.due + Self.day * 14),
      .init(name: "1", due: CourseSample.due),
    ]
    func attempt(_ late: Double, due: Date) -> Attempt {
      var attempt = CourseSample.attempt(50, late: 0)
      attempt.submitted = due + late
      return attempt
    }
    let second = PracticalAttempts(
      slug: "02-two", maxScore: 100,
      attempts: [attempt(Self.day * 2, due: CourseSample.due + Self.day * 14)])
    let first = PracticalAttempts(
      slug: "01-one", maxScore: 100, attempts: [attempt(Self.day + 1, due: CourseSample.due)])
    let standings = rules.standings([second, first], students: [])
    // Two days are used by the first, so one is left for the second, which needs two.
    #expect(standings[1].map(\.daysUsed) == [2] && standings[1].map(\.final) == [50])
    #expect(standings[0].map(\.isRefused) == [true] && standings[0].map(\.final) == [0])
  }

  @Test func whatWasInTimeUsesNoDayWhenItIsAsGood() throws {
    let rules = CourseSample.rules(.bank(days: 5, each: nil))
    let attempts = [CourseSample.attempt(80, late: 100), CourseSample.attempt(80, late: -100)]
    #expect(CourseSample.standing(rules, attempts)?.daysUsed == 0)
  }

  @Test func anErrorOfTheGraderIsNobodysLoss() throws {
    let rules = CourseSample.rules(.lectures)
    let failed = CourseSample.attempt(0, late: 10, status: .graderError)
    let alone = try #require(CourseSample.standing(rules, [failed]))
    #expect(alone.status == .graderError && alone.final == nil)
    let open = CourseSample.standing(rules, [CourseSample.attempt(80, late: -10), failed])
    #expect(open?.status == .graderError && open?.final == nil)
    // Late it could have reached 90, and there are 95 already.
    let settled = CourseSample.standing(rules, [CourseSample.attempt(95, late: -10), failed])
    #expect(settled?.status == .graded && settled?.final == 95)
  }

  @Test func pointsOfTheCourseScaleScores() throws {
    let rules = CourseSample.rules(.lectures, points: 10)
    let standing = try #require(CourseSample.standing(rules, [CourseSample.attempt(75, late: 1)]))
    #expect(standing.score == 7.5 && standing.maxScore == 10)
    #expect(standing.penalty == 0.75 && standing.final == 6.75)
  }

  @Test func whoHandedInNothingIsMissing() throws {
    let rules = CourseSample.rules(.lectures)
    let folder = CourseSample.attempt(0, late: 0, status: .missing)
    for attempts in [[], [folder]] {
      let standing = try #require(CourseSample.standing(rules, attempts))
      #expect(standing.status == .missing && standing.final == 0 && standing.maxScore == 100)
    }
  }

  @Test(arguments: [
    "", "never", "constant", "constant 10", "constant -1%", "constant 101%", "constant nan%",
    "constant 10% 24", "constant 10% 1e9h", "per-day 10% cap", "per-day 10% cup 50%", "bank",
    "bank -1", "bank 5 every 2", "bank 5 each 2 3", "reject 5m",
  ])
  func malformedPoliciesAreRefused(_ text: String) {
    #expect(throws: LatePolicy.Malformed.self) { try LatePolicy(text) }
  }
}
