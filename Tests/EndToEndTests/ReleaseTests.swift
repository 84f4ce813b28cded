import Foundation
import Testing

/// What an author does before students get a practical.
@Suite("Release and lint")
struct ReleaseTests {
  private static let author = """
    ---
    title: Doubling
    seed: 7
    ---
    ```swift {#double .exercise points=4}
    func double(_ x: Double) -> Double {
      // BEGIN SOLUTION
      let twiceAsMuch = x * 2
      return twiceAsMuch
      // END SOLUTION
    }
    ```
    ```hint {for=double}
    Multiply.
    ```
    ```swift {#check-double .check for=double points=2}
    let numbers = (0..<3).map { _ in Double.random(in: 0...1, using: &random) }
    check("twice three numbers", numbers.map { double($0) })
    check("an unfinished sum", double(1) * 0 + 1 / 0.0)
    ```
    ```swift {#hidden-double .check .hidden for=double points=2}
    check("twice an unseen number", double(-77.125), .equals(-154.25))
    ```

    """

  @Test func theStudentsCopyIsJudgedByItsKeyAndHoldsNoSecret() async throws {
    let folder = try Workplace()
    try folder.write(Self.author, to: "99-double.md")
    let release = try await PracticalProgram.run(
      ["release", "99-double.md", "--out", "students"], in: folder)
    #expect(release.status == 0, "\(release.errors)")
    #expect(
      release.output
        == "wrote students/99-double.md\nwrote students/99-double.key.json, "
        + "the answer key of 2 visible checks\n")
    let copy = try #require(folder.text("students/99-double.md"))
    let key = try #require(folder.text("students/99-double.key.json"))
    for secret in ["twiceAsMuch", "77.125", "154.25", "unseen", "hidden"] {
      #expect(!copy.contains(secret) && !key.contains(secret), "\(secret) is given away")
    }

    // As it comes, nothing is implemented; solved, the key says so; solved wrongly, it says that.
    for (answer, status, passed) in [
      ("todo(\"double\")", 1, 0), ("x + x", 0, 2), ("x + 1", 1, 1),
    ] {
      try folder.write(
        copy.replacing("todo(\"double\")", with: answer), to: "students/99-double.md")
      let run = try await PracticalProgram.run(
        ["run", "students/99-double.md", "--json"], in: folder)
      #expect(run.status == status, "\(answer): \(run.errors)")
      let result = try JSONDecoder().decode(RunDocument.self, from: Data(run.output.utf8))
      #expect(result.checks.count { $0.status == .passed } == passed, "\(answer)")
    }
    // With another seed the key does not fit, and the checks stay open.
    let other = try await PracticalProgram.run(
      ["run", "students/99-double.md", "--json", "--seed", "8"], in: folder)
    let result = try JSONDecoder().decode(RunDocument.self, from: Data(other.output.utf8))
    #expect(result.checks.map(\.status) == [.notGradable, .notGradable])
  }

  @Test func theAuthorsFileIsNeverWrittenOver() async throws {
    let folder = try Workplace()
    try folder.write(Self.author, to: "99-double.md")
    let release = try await PracticalProgram.run(
      ["release", "99-double.md", "--out", "."], in: folder)
    #expect(release.status == 2)
    #expect(release.errors.contains("would be written over the author's version"))
    #expect(folder.text("99-double.md") == Self.author)
  }

  @Test func aSolutionThatFailsIsNotReleased() async throws {
    let folder = try Workplace()
    try folder.write(Self.author.replacing("x * 2", with: "x * 3"), to: "99-double.md")
    let release = try await PracticalProgram.run(
      ["release", "99-double.md", "--out", "students"], in: folder)
    #expect(release.status == 1)
    #expect(release.errors.contains("does not earn full marks"))
    #expect(!folder.has("students/99-double.md"))
  }

  @Test func lintIsContentWithAGoodPractical() async throws {
    let folder = try Workplace()
    try folder.write(Self.author, to: "99-double.md")
    let lint = try await PracticalProgram.run(["lint", "99-double.md"], in: folder)
    #expect(lint.status == 0, "\(lint.output)")
    #expect(
      lint.output == """
        ✓ structure: 3 cells, 1 exercise, 4 points
        ✓ students' copy: 1 exercise not implemented, 0 of 2 points
        ✓ solution: 4, 4, 4 of 4 points with seeds from 7
        ✓ wrong answers: 0, of which 0 not as declared

        """)
  }

  @Test func lintFindsWhatWouldMarkStudentsWrongly() async throws {
    let folder = try Workplace()
    try folder.write(
      """
      ```swift {#a .exercise points=3}
      func a() -> Int {
        // BEGIN SOLUTION
        41 + 1
        // END SOLUTION
      }
      ```
      ```swift {#check-a .check for=a points=2}
      check("passes anyway", 1, .equals(1))
      check("depends on the seed", a() + Int.random(in: 0...3, using: &random) % 2, .equals(42))
      check("is never the same", Int.random(in: 0...1_000_000))
      ```

      """, to: "99-bad.md")
    let lint = try await PracticalProgram.run(
      ["lint", "99-bad.md", "--seeds", "6"], in: folder)
    #expect(lint.status == 1)
    for finding in [
      "99-bad.md:1:1: error: the exercise `a` says 3 points, its checks have 2",
      "99-bad.md:1:1: warning: the exercise `a` has no hidden check",
      "error: the check \"passes anyway\" passes in the students' copy",
      "the check \"depends on the seed\" does not pass: expected 42, got 43",
      "error: the check \"is never the same\" sees other values in a second run with the same seed",
    ] {
      #expect(lint.output.contains(finding), "\(finding) is missing in:\n\(lint.output)")
    }
  }
}
