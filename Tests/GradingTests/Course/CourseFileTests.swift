import Foundation
import Testing

@testable import Grading

/// `course.yaml`.
@Suite("Course file")
struct CourseFileTests {
  @Test func everythingThatTheFileCanSay() throws {
    let rules = try CourseSample.parse(CourseSample.text)
    #expect(rules.title == "Introduction to Deep Learning")
    #expect(rules.zone.identifier == "America/New_York")
    #expect(rules.roster == "roster.csv")
    let second = rules.rules(for: "02-feed-forward-net")
    #expect(second.due?.formatted(.iso8601) == "2026-10-03T03:59:00Z")
    #expect(second.late == .bank(days: 3, each: 2) && second.counts == .last)
    #expect(rules.rules(for: "01-logistic-regression").points == 10)
    #expect(rules.policy(for: "01-logistic-regression") == .lectures)
    #expect(rules.exams.map(\.name) == ["midterm", "final"])
    #expect(rules.isExam("06-final") && !rules.isExam("01-logistic-regression"))
    #expect(rules.weights.map(\.weight) == [0.4, 0.2, 0.4])
    #expect(rules.group(of: "noor", for: "03-digit-reader") == ["ada", "ben", "noor"])
    #expect(rules.group(of: "noor", for: "01-logistic-regression") == ["noor"])
  }

  @Test func groupsThatStudentsFormHaveASize() throws {
    let rules = try CourseSample.parse(
      "group-size: 2\npracticals:\n  1: {group-size: 3}\n  2: {group-size: 1}\n")
    #expect(rules.groupSize(for: "01-one") == 3 && rules.groupSize(for: "02-two") == 1)
    #expect(rules.groupSize(for: "03-three") == 2 && CourseRules().groupSize(for: "01-one") == 1)
    for wrong in ["0", "4", "many", "-1"] {
      let words = diagnostic { try CourseSample.parse("group-size: \(wrong)\n") }
      #expect(words.contains("course.yaml:1:13: error: `group-size` is not `\(wrong)`"), "\(words)")
      #expect(words.contains("help: write the most members"), "\(words)")
    }
  }

  @Test func anEmptyFileIsACourseWithoutRules() throws {
    #expect(try CourseSample.parse("# nothing yet\n") == CourseRules())
  }

  @Test func extensionsGiveTheLatestDeadline() throws {
    let rules = try CourseSample.parse(CourseSample.text)
    func deadline(_ student: String, _ slug: String) -> String? {
      rules.deadline(of: student, for: slug)?.formatted(.iso8601)
    }
    #expect(deadline("noor", "01-logistic-regression") == "2026-09-19T03:59:00Z")
    #expect(deadline("ada", "01-logistic-regression") == "2026-09-20T16:00:00Z")
    #expect(deadline("ben", "01-logistic-regression") == "2026-09-21T03:59:00Z")
    #expect(deadline("ben", "02-feed-forward-net") == "2026-10-05T03:59:00Z")
    #expect(deadline("ada", "02-feed-forward-net") == "2026-10-03T03:59:00Z")
    #expect(deadline("ada", "03-digit-reader") == nil)
  }

  @Test func membersOfAGroupShareMarksAndTime() throws {
    var rules = CourseSample.rules(.bank(days: 2, each: nil))
    rules.groups = [.init(practical: "1", members: ["ada", "ben", "noor"])]
    rules.extensions = [.init(student: "noor", length: .seconds(3600))]
    let practical = PracticalAttempts(
      slug: "01-one", maxScore: 100,
      attempts: [
        CourseSample.attempt(60, late: -5, student: "ben"),
        CourseSample.attempt(80, late: 3601, student: "ada"),
        CourseSample.attempt(10, late: 0, student: "eve"),
      ])
    let standings = rules.standings([practical], students: ["zoe"])[0]
    // Who is in a group is there without having handed in anything.
    #expect(standings.map(\.student) == ["ada", "ben", "eve", "noor", "zoe"])
    #expect(standings.map(\.final) == [80, 80, 10, 80, 0])
    #expect(standings.map(\.late) == [1, 1, 0, 1, 0])
    #expect(standings.map(\.daysUsed) == [1, 1, 0, 1, 0])
    #expect(standings.map(\.status) == [.graded, .graded, .graded, .graded, .missing])
    #expect(
      standings[3].groupRemarks.contains("what `ada` handed in counts for you, with 80 points"))
  }

  @Test func gradesWeighTheParts() throws {
    let rules = try CourseSample.parse(CourseSample.text)
    func standing(_ student: String, _ slug: String, _ final: Double?, of most: Double) -> Standing
    {
      Standing(
        student: student, practical: slug, score: final, maxScore: most, final: final,
        status: .graded)
    }
    let standings = [
      [
        standing("ada", "01-logistic-regression", 8, of: 10),
        standing("ben", "01-logistic-regression", 10, of: 10),
      ],
      [
        standing("ada", "02-feed-forward-net", 22, of: 30),
        standing("ben", "02-feed-forward-net", nil, of: 30),
      ],
    ]
    let midterm = ExamScores(name: "midterm", maxScore: 50, scores: ["ada": 25])
    // No final yet: 0.4 · 30/40 + 0.2 · 25/50 of 0.6.
    let early = rules.grades(standings, exams: [midterm], students: ["ada", "ben"])
    #expect(early.map { $0.percent ?? -1 } == [66.666667, 66.666667])
    #expect(!early[0].isComplete)
    let final = [standing("ada", "06-final", 9, of: 10), standing("ben", "06-final", 0, of: 10)]
    let whole = rules.grades(standings + [final], exams: [midterm], students: ["ada", "ben"])
    #expect(whole.map { $0.percent ?? -1 } == [76, 40])
    #expect(whole[0].isComplete)
  }

  @Test(arguments: [
    (
      "titel: x", "course.yaml:1:1: error: there is no key `titel` in the course",
      "did you mean `title`?"
    ),
    ("- a", "course.yaml:1:1: error: the course must be a mapping", "write `key: value`"),
    ("title: [a", "course.yaml:1:10: error: bad YAML", "write `key: value`"),
    ("zone: EST", "course.yaml:1:7: error: there is no time zone `EST`", "`America/New_York`"),
    (
      "practicals:\n  1: {due: soon}", "course.yaml:2:12: error: `soon` is no point in time",
      "2026-09-18 23:59"
    ),
    (
      "zone: Europe/Berlin\npracticals:\n  1:\n    due: 2026-03-29 02:30",
      "course.yaml:4:10: error: there is no `2026-03-29 02:30` in Europe/Berlin", "add the offset"
    ),
    (
      "practicals:\n  2: {deu: 1}", "course.yaml:2:7: error: there is no key `deu` in practical 2",
      "`due`"
    ),
    (
      "practicals:\n  2:\n  02-two:",
      "course.yaml:3:3: error: `02-two` and `2` are the same practical", "keep one"
    ),
    (
      "practicals:\n  2: {points: many}",
      "course.yaml:2:15: error: `points` must be a number from 0 to 10000, not `many`",
      "`points: 10`"
    ),
    (
      "late: sometimes", "course.yaml:1:7: error: there is no late policy `sometimes`",
      "write `lectures`"
    ),
    ("counts: worst", "course.yaml:1:9: error: `counts` is not `worst`", "`best` or `last`"),
    (
      "extensions: {ada: 2}", "course.yaml:1:13: error: `extensions` must be a list",
      "write `- {student: ada"
    ),
    (
      "extensions:\n  - {student: ada}",
      "course.yaml:2:5: error: an extension needs a `student` and `until` or `hours`", "write `-"
    ),
    (
      "extensions:\n  - {student: ada, hours: 2, until: 2026-01-01}",
      "course.yaml:2:30: error: there are both `until` and `hours`", "keep one"
    ),
    (
      "groups:\n  - {members: [a, b, c, d]}",
      "course.yaml:2:5: error: a group has one to 3 members, not 4", "write `-"
    ),
    (
      "groups:\n  - members: [a, b]\n  - members: [c, b]",
      "course.yaml:3:5: error: `b` is in two groups", "keep one"
    ),
    (
      "groups:\n  - members: [a, a]", "course.yaml:2:18: error: `a` is in this group twice",
      "name each once"
    ),
    (
      "exams:\n  midterm: {points: 3}",
      "course.yaml:2:3: error: the exam `midterm` needs either `scores` or `practical`", "write"
    ),
    (
      "weights: {practicals: 0.4, midterm: 0.6}",
      "course.yaml:1:28: error: there is no exam `midterm`", "under `exams`"
    ),
    (
      "weights: {practicals: 0.9}", "course.yaml:1:10: error: the weights add up to 0.9, not to 1",
      "shares"
    ),
    ("title: a\ntitle: b", "course.yaml:2:1: error: the key `title` is given twice", "keep one"),
  ])
  func whatIsMalformedIsOneErrorWithItsPlace(_ text: String, _ start: String, _ help: String) {
    let words = diagnostic { try CourseSample.parse(text) }
    #expect(words.hasPrefix(start), "\(words)")
    #expect(words.contains("  help: ") && words.contains(help), "\(words)")
  }
}
