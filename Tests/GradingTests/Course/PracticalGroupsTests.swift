import Foundation
import Testing

@testable import Grading

/// Groups that students form by naming each other in what they hand in.
@Suite("Groups that students form")
struct PracticalGroupsTests {
  /// Something handed in: by whom, with whom, for how many points, and how many seconds after the deadline.
  struct Entry {
    var student: String
    var with: [String] = []
    var score: Double
    var late: Double = -100
    var status = Attempt.Status.graded
  }

  /// Where students stand, by name.
  private func standings(
    _ entries: [Entry], rules: CourseRules? = nil, students: [String] = []
  ) -> [String: Standing] {
    var rules = rules ?? CourseSample.rules(.lectures)
    if rules.groupSize == 1 { rules.groupSize = 3 }
    let attempts = entries.enumerated().map { index, entry in
      var attempt = CourseSample.attempt(
        entry.score, late: entry.late, student: entry.student, status: entry.status)
      attempt.id += "/\(index)"
      attempt.number = index
      attempt.members = entry.with
      return attempt
    }
    let practical = PracticalAttempts(slug: "01-one", maxScore: 100, attempts: attempts)
    return Dictionary(
      uniqueKeysWithValues: rules.standings([practical], students: students)[0].map {
        ($0.student, $0)
      })
  }

  private func finals(_ standings: [String: Standing]) -> [String: Double?] {
    standings.mapValues(\.final)
  }

  @Test func allWhoNameEachOtherHaveTheBest() {
    let found = standings([
      Entry(student: "ada", with: ["ben", "cem"], score: 60),
      Entry(student: "ben", with: ["cem", "ada"], score: 80),
      Entry(student: "cem", with: ["ada", "ben"], score: 10),
      Entry(student: "dan", score: 40),
    ])
    #expect(finals(found) == ["ada": 80, "ben": 80, "cem": 80, "dan": 40])
    #expect(found["cem"]?.group == ["ada", "ben", "cem"] && found["dan"]?.group == [])
    #expect(
      found["cem"]?.groupRemarks == [
        "you are in a group with `ada`, `ben`",
        "what `ben` handed in counts for you, with 80 points",
      ])
  }

  @Test func whoHandedInNothingHasTheMarkOfWhoNamesHim() {
    let found = standings(
      [Entry(student: "ada", with: ["ben"], score: 60)], students: ["ben", "zoe"])
    #expect(finals(found) == ["ada": 60, "ben": 60, "zoe": 0])
    #expect(found["ben"]?.attempt?.student == "ada" && found["ben"]?.status == .graded)
    #expect(found["zoe"]?.status == .missing && found["zoe"]?.groupRemarks == [])
  }

  @Test func withoutLeaveNamesMeanNothing() {
    var rules = CourseSample.rules(.lectures)
    rules.practicals[0].groupSize = 1
    rules.groupSize = 3
    let found = standings([Entry(student: "ada", with: ["ben"], score: 60)], rules: rules)
    #expect(finals(found) == ["ada": 60])
  }

  /// Whatever a student says of others, nobody has less than without it who has not named that student too.
  @Test func nobodyIsHarmedByBeingNamed() {
    let honest = [
      Entry(student: "ada", score: 90), Entry(student: "ben", with: ["cem"], score: 80),
      Entry(student: "dan", with: ["eve"], score: 70, late: -200),
      Entry(student: "eve", with: ["dan"], score: 60, late: -200),
    ]
    for counts in CourseRules.Counting.allCases {
      for policy: LatePolicy in [.lectures, .bank(days: 2, each: nil), .reject] {
        var rules = CourseSample.rules(policy, counts: counts)
        rules.extensions = [.init(student: "ada", length: .seconds(9000))]
        let before = standings(honest, rules: rules, students: ["zoe"])
        for with in [
          ["ada", "ben"], ["ben", "cem"], ["cem"], ["cem", "zoe"], ["dan", "eve"], ["dan"], ["zoe"],
          ["ada", "ben", "cem", "dan", "eve", "zoe"],
        ] {
          for late in [-1.0, 1, 90_000] {
            let hostile = Entry(student: "mal", with: with, score: 5, late: late)
            let after = standings(honest + [hostile], rules: rules, students: ["zoe"])
            for (student, standing) in before {
              let now = after[student]
              #expect(now?.final ?? -1 >= standing.final ?? 0, "\(student) \(with) \(counts)")
              #expect(now?.daysUsed == standing.daysUsed, "\(student) \(with) \(policy)")
            }
            // Nor does it help to name somebody who has handed in, or has more time.
            let alone = standings(
              honest + [Entry(student: "mal", score: 5, late: late)], rules: rules,
              students: ["zoe"])
            #expect(after["mal"]?.final == alone["mal"]?.final, "\(with) \(late)")
          }
        }
      }
    }
  }

  @Test func whoHandedInAloneIsMarkedApart() {
    let found = standings([
      Entry(student: "ada", with: ["ben", "cem"], score: 60), Entry(student: "ben", score: 80),
    ])
    #expect(finals(found) == ["ada": 60, "ben": 80, "cem": 60])
    #expect(found["ada"]?.group == ["ada", "cem"] && found["cem"]?.group == ["ada", "cem"])
    #expect(
      found["ada"]?.groupRemarks.contains(
        "`ben` handed in too and does not name the same group: you are marked apart") == true)
    #expect(
      found["ben"]?.groupRemarks == [
        "`ada` names you; you handed in too and do not name the same group: you are marked apart"
      ])
  }

  @Test func whatWasHandedInLastSaysWithWhom() {
    let found = standings([
      Entry(student: "ada", with: ["ben"], score: 60, late: -300),
      Entry(student: "ben", with: ["ada"], score: 80, late: -200),
      Entry(student: "ben", score: 10, late: -100),
    ])
    #expect(finals(found) == ["ada": 60, "ben": 80])
    let broken = standings([
      Entry(student: "ada", with: ["ben"], score: 60),
      Entry(student: "ben", score: 0, status: .notGradable),
    ])
    #expect(finals(broken) == ["ada": 60, "ben": 0])
  }

  @Test func ofTwoGroupsTheBetterMarkCounts() {
    let found = standings([
      Entry(student: "ada", with: ["zoe"], score: 60),
      Entry(student: "ben", with: ["zoe"], score: 80),
    ])
    #expect(finals(found) == ["ada": 60, "ben": 80, "zoe": 80])
    let words = found["zoe"]?.groupRemarks.joined(separator: "; ") ?? ""
    #expect(words.contains("2 groups name you: the better mark is yours"), "\(words)")
    #expect(words.contains("what `ben` handed in counts for you"), "\(words)")
  }

  @Test func aGroupThatIsTooLargeIsNone() {
    let found = standings([
      Entry(student: "ada", with: ["b", "c", "d"], score: 60),
      Entry(student: "b", with: ["ada", "c", "d"], score: 90),
    ])
    #expect(finals(found) == ["ada": 60, "b": 90])
    #expect(
      found["ada"]?.groupRemarks
        == ["you name 3 others, and a group has at most 3: nobody is in yours"])
  }

  @Test func theCourseWins() {
    var rules = CourseSample.rules(.lectures)
    rules.groups = [.init(practical: "1", members: ["ada", "ben"]), .init(members: ["eve"])]
    let found = standings(
      [
        Entry(student: "ada", with: ["cem"], score: 60),
        Entry(student: "dan", with: ["ben", "eve"], score: 90),
      ], rules: rules, students: ["cem", "eve"])
    #expect(finals(found) == ["ada": 60, "ben": 60, "cem": 0, "dan": 90, "eve": 0])
    #expect(
      found["ada"]?.groupRemarks.contains(
        "you name others than the group that your instructor lists, which holds") == true)
    #expect(
      found["dan"]?.groupRemarks == [
        "`ben` is in a group that your instructor lists, and not in yours",
        "`eve` is in a group that your instructor lists, and not in yours",
      ])
  }

  @Test func namesAreFoundHoweverTheyAreWritten() {
    var rules = CourseSample.rules(.lectures)
    let written = [
      Entry(student: "Ada-Lovelace", with: ["ben O'Brien"], score: 60),
      Entry(student: "Ben-O-Brien", with: ["ada lovelace"], score: 80),
    ]
    #expect(finals(standings(written)) == ["Ada-Lovelace": 80, "Ben-O-Brien": 80])
    // Of two whom a name could mean it means neither.
    let unclear = standings([
      Entry(student: "Ada", with: ["ben smith"], score: 60),
      Entry(student: "Ben-Smith", with: ["Ada"], score: 80),
      Entry(student: "bensmith", with: [], score: 10),
    ])
    #expect(unclear["Ben-Smith"]?.final == 80 && unclear["Ada"]?.final == 60)
    // Where there is a roster, nobody else is in the course.
    rules.enrolled = ["ada", "ben"]
    let known = standings(
      [Entry(student: "ada", with: ["Ben", "bne"], score: 60)], rules: rules,
      students: ["ada", "ben"])
    #expect(finals(known) == ["ada": 60, "ben": 60])
    #expect(
      known["ada"]?.groupRemarks.contains("you name `bne`, who is not in the course") == true)
  }

  /// What students write into a manifest is data.
  @Test func whatIsNoNameIsNobody() {
    let found = standings([
      Entry(student: "ada", with: ["", "///", "..", "ada"], score: 60),
      Entry(student: "ben", with: ["../../etc/zoe", "=1+1\u{1B}[2J"], score: 50),
    ])
    #expect(finals(found) == ["ada": 60, "ben": 50, "etc-zoe": 50, "1-1-2J": 50])
    #expect(found["ada"]?.group == [] && found["ada"]?.groupRemarks == [])
  }

  @Test(arguments: ["class.html", "grades.csv", "gradebook.sqlite"])
  func nobodysFolderIsInTheWayOfTheTables(_ name: String) {
    #expect(Submission(student: name).folderName == name.replacing(".", with: "%2e"))
    #expect(Submission(student: name + "x").folderName == name + "x")
  }

  @Test func timeIsEverybodysOwn() {
    var rules = CourseSample.rules(.bank(days: 2, each: nil))
    rules.extensions = [.init(student: "ben", length: .seconds(9000))]
    // Nobody pays days who has not handed in; nobody has the time of another.
    let silent = standings(
      [Entry(student: "ada", with: ["zoe"], score: 60, late: 10)], rules: rules)
    #expect(finals(silent) == ["ada": 60, "zoe": 0])
    #expect(silent["ada"]?.daysUsed == 1 && silent["zoe"]?.daysUsed == 0)
    #expect(silent["zoe"]?.isRefused == true)
    let both = standings(
      [
        Entry(student: "ada", with: ["ben"], score: 60, late: 10),
        Entry(student: "ben", with: ["ada"], score: 50, late: 10),
      ], rules: rules)
    #expect(finals(both) == ["ada": 60, "ben": 60])
    #expect(both["ada"]?.daysUsed == 1 && both["ben"]?.daysUsed == 0)
  }
}
