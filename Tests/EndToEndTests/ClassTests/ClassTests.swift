import Foundation
import Testing

/// A made-up class is marked, and every mark is the right one.
///
/// The whole class is made and marked with `PRACTICAL_SLOW_TESTS=1`. Last run, on two cores, both tests and the
/// attacks side by side, with ten students fewer than now: 193 students, the attackers among them, in 234 s, with
/// another grading seed in 216 s, and killed 29 times on the way. No mark differed.
@Suite("A class")
struct ClassTests {
  private static let isSlowRun =
    ProcessInfo.processInfo.environment["PRACTICAL_SLOW_TESTS"] == "1"

  /// A folder with the course and what its class handed in.
  private struct Room {
    let folder: Workplace
    let expected: [MadeUpClass.Expected]

    init(size: Int, attacks: [AttackTests.Attack]) throws {
      let students = MadeUpClass(size: size, attacks: attacks)
      folder = try Workplace()
      try folder.write(ClassPractical.text, to: "course/target.md")
      try students.write(to: folder, below: "submissions")
      expected = students.expected
    }

    func arguments(_ marks: String) -> [String] {
      ["grade", "course/target.md", "submissions", "--out", marks]
    }

    func grade(_ marks: String) async throws -> Finished {
      try await PracticalProgram.run(arguments(marks), in: folder, seconds: 4 * 3600)
    }

    /// The students, scores and statuses of `grades.csv`.
    func marks(_ name: String) throws -> [MadeUpClass.Expected] {
      let text = try #require(folder.text("\(name)/grades.csv"), "there is no grades.csv")
      return try text.split(separator: "\n").dropFirst().map { line in
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        #expect(fields.count == 8 && fields[4] == "11", "\(line)")
        // Of an attack it is the points that matter, and not whether anything could be judged.
        let isAttack = fields[0].hasPrefix("attack-") && fields[7] == "notGradable"
        return MadeUpClass.Expected(
          student: String(fields[0]), score: try #require(Double(fields[3])),
          status: isAttack ? "graded" : String(fields[7]))
      }.sorted()
    }

    /// Compares everyone's mark.
    func check(_ name: String) throws {
      let marks = try marks(name)
      #expect(marks.map(\.student) == expected.map(\.student))
      for (mark, right) in zip(marks, expected) { #expect(mark == right) }
    }
  }

  private static func attacks() throws -> [AttackTests.Attack] {
    // An ordinary run has two of them; all are marked in tests of their own.
    isSlowRun
      ? try AttackTests.attacks()
      : try AttackTests.attacks().filter { ["exit-zero", "hidden-inputs"].contains($0.name) }
  }

  @Test func everyoneGetsTheRightMark() async throws {
    let attacks = try Self.attacks()
    let room = try Room(size: Self.isSlowRun ? 210 - attacks.count : 13, attacks: attacks)
    let run = try await room.grade("marks")
    #expect(run.status == 0, "\(run.errors)")
    try room.check("marks")
    let again = try await room.grade("marks")
    #expect(again.output.contains("; 0 marked in "), "\(again.output)")
    try room.check("marks")
    guard Self.isSlowRun else { return }
    // From nothing, with another grading seed.
    let other = try await room.grade("others")
    #expect(other.status == 0, "\(other.errors)")
    try room.check("others")
    print("a class of \(room.expected.count): \(Int(run.seconds)) s and \(Int(other.seconds)) s")
  }

  @Test func aGradingThatIsKilledGoesOnAndGivesTheSameMarks() async throws {
    let attacks = Self.isSlowRun ? try Self.attacks() : []
    let room = try Room(size: Self.isSlowRun ? 210 - attacks.count : 6, attacks: attacks)
    var generator = SplitMix(seed: 17)
    var kills = 0
    while true {
      let running = try Running.start(room.arguments("marks"), in: room.folder)
      // Later and later, so that it comes to its end on a machine of any speed.
      let spread = Self.isSlowRun ? 40_000 : 4000
      let wait = Int(generator.next() % UInt64(spread)) + 2000 * kills
      let kill = Task {
        try await Task.sleep(for: .milliseconds(wait))
        Glibc.kill(running.processID, SIGKILL)
      }
      let ended = try await running.finish(within: 4 * 3600)
      kill.cancel()
      if ended.status == -Int(SIGKILL) {
        kills += 1
        continue
      }
      #expect(ended.status == 0, "\(ended.errors)")
      break
    }
    try room.check("marks")
    // What was killed has left nothing behind.
    let limit = ContinuousClock.now + .seconds(600)
    while !AttackTests.processes(naming: room.folder.url.path).isEmpty {
      try #require(ContinuousClock.now < limit, "processes are left")
      try await Task.sleep(for: .milliseconds(100))
    }
    print("a class of \(room.expected.count) was killed \(kills) times")
  }
}
