import Foundation
import Testing

/// `practical hint`: one hint at a time, and which were shown is kept.
@Suite("Hints")
struct HintTests {
  private static let markdown = #"""
    ---
    title: Hints
    ---

    ```swift {#easy .exercise points=1}
    func easy() -> Int { 1 }
    ```

    ```swift {#check-easy .check for=easy}
    check("is one", easy(), .equals(1))
    ```

    ```hint {for=easy}
    Easy.
    ```

    ```swift {#hard .exercise points=1}
    func hard() -> Int { todo("hard") }
    ```

    ```swift {#check-hard .check for=hard}
    check("is two", hard(), .equals(2))
    ```

    ```hint {for=hard}
    The derivative of `f(x)` is $\tfrac{1}{2}\sigma(z)^2$, **never** $\hat y$.

    - one
    - two
    ```

    ```hint {for=hard}
    A second hint \u001b[31m with an escape: [31mred.
    ```
    """#

  private func hint(_ arguments: String..., in folder: Workplace) async throws -> Finished {
    try await PracticalProgram.run(["hint", "small.md"] + arguments, in: folder)
  }

  private func folder() throws -> Workplace {
    let folder = try Workplace()
    try folder.write(Self.markdown.replacing(" [31m", with: " \u{1B}[31m"), to: "small.md")
    return folder
  }

  @Test func hintsComeOneAtATimeAndAreKept() async throws {
    let folder = try folder()
    let first = try await hint("hard", in: folder)
    #expect(first.status == 0)
    #expect(first.output.contains("hard: hint 1 of 2\n"))
    #expect(first.output.contains("The derivative of `f(x)` is 1/2σ(z)², never ŷ."))
    #expect(first.output.contains("• one\n  • two"))
    #expect(first.output.contains("1 more hint: practical hint small.md hard"))
    #expect(!first.output.contains("second"))
    let again = try await hint("hard", "--again", in: folder)
    #expect(again.output.contains("hint 1 of 2") && !again.output.contains("second"))
    let second = try await hint("hard", in: folder)
    #expect(second.output.contains("hint 2 of 2") && second.output.contains("no more hints"))
    #expect(!second.output.contains("\u{1B}"), "what a file says does not command the terminal")
    let third = try await hint("hard", in: folder)
    #expect(third.status == 0)
    #expect(third.output.contains("all 2 hints have been shown"))
    #expect(third.output.contains("--all") && third.output.contains("--only hard"))
    let all = try await hint("hard", "--all", in: folder)
    #expect(all.output.contains("hint 1 of 2") && all.output.contains("hint 2 of 2"))
    let kept = try #require(folder.text(".practical/small/hints.json"))
    #expect(kept.components(separatedBy: "\"hard\"").count == 3)
    #expect(kept.contains("\"date\" : \"20"))
  }

  @Test func withoutAnIdItIsTheFirstExerciseThatIsNotSolved() async throws {
    let before = try await hint(in: folder())
    #expect(before.output.contains("easy: hint 1 of 1"))
    let run = try await PracticalRun.of(Self.markdown)
    #expect(try await hint(in: run.folder).output.contains("hard: hint 1 of 2"))
    try run.folder.write(Self.markdown.replacing("todo(\"hard\")", with: "2"), to: "small.md")
    _ = try await PracticalProgram.run(["run", "small.md"], in: run.folder)
    let solved = try await hint(in: run.folder)
    #expect(solved.status == 2)
    #expect(solved.errors.contains("solved every exercise") && solved.errors.contains("easy, hard"))
  }

  @Test func mistakesNameWhatThereIs() async throws {
    let folder = try folder()
    for (arguments, words) in [
      (["nothing"], "there is no exercise `nothing` here"),
      (["check-hard"], "there are no hints for `check-hard`"),
      (["easy", "--again"], "no hint for `easy` has been shown yet"),
    ] {
      let finished = try await PracticalProgram.run(["hint", "small.md"] + arguments, in: folder)
      #expect(finished.status == 2)
      #expect(finished.errors.contains(words) && finished.errors.contains("help: "))
    }
    try folder.write("# Nothing\n", to: "small.md")
    let none = try await hint(in: folder)
    #expect(none.status == 2 && none.errors.contains("no hints in this practical"))
  }

  @Test func aDamagedRecordBeginsAnew() async throws {
    let folder = try folder()
    try folder.write("{ not json", to: ".practical/small/hints.json")
    #expect(try await hint("hard", in: folder).output.contains("hint 1 of 2"))
    let json = try await hint("hard", "--json", in: folder)
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(object?["left"] as? Int == 0)
  }

  @Test func theListShowsTheCourse() async throws {
    let folder = try Workplace()
    try folder.write(
      Self.markdown.replacing("title: Hints", with: "title: Hints\nnumber: 1"),
      to: "practicals/01-hints.md")
    let before = try await PracticalProgram.run(["list"], in: folder)
    #expect(before.output.contains("2 points  not run yet"))
    _ = try await PracticalProgram.run(["hint", "1", "hard"], in: folder)
    _ = try await PracticalProgram.run(["run", "1", "--quiet"], in: folder)
    let after = try await PracticalProgram.run(["list"], in: folder)
    #expect(
      after.output.contains(
        "█████░░░░░  last run 1 of 2; 1 of 2 exercises done, 1 not implemented, 1 hint"))
    #expect(after.output.contains("1 of 2 points in all"))
    let json = try await PracticalProgram.run(["list", "--json"], in: folder)
    let list = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
    #expect(list?.first?["solved"] as? Int == 1)
    #expect(list?.first?["stale"] as? Int == 0)
    #expect(list?.first?["slug"] as? String == "01-hints")
  }
}
