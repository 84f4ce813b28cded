import Foundation
import Testing

/// What an instructor gets from `practical grade`.
@Suite("Grade")
struct GradeTests {
  @Test func everySubmissionGetsItsMarksWhateverItIs() async throws {
    let marks = try Marks([
      "ada.md": Marks.right, "=1+1.md": Marks.right, "noor/work.md": Marks.right,
      "noor/notes.txt": "mine",
      "ben.md": """
      A line more than the author has.

      ```swift {#double .exercise}
      func double(_ x: Double) -> Double { [1: 2, 2: 4, 3: 6, 21: 42][x] ?? 0 }
      ```

      ```swift {#square .exercise}
      func square(_ x: Double) -> Double {
        y * x
      }
      ```
      """,
      "empty.md": "", "nothing/readme.txt": "no Markdown",
    ])
    try marks.folder.write([0x61, 0, 0xFF], to: "submissions/binary.md")
    try FileManager.default.createSymbolicLink(
      atPath: marks.folder.url.appending(path: "submissions/link.md").path,
      withDestinationPath: "../course/target.md")
    let run = try await marks.grade(["--jobs", "2"])
    #expect(run.status == 0, "\(run.errors)\(run.output)")
    #expect(
      try marks.table() == [
        "'=1+1,target,9,9,0,9,graded", "ada,target,9,9,0,9,graded", "ben,target,2,9,0,2,graded",
        "binary,target,0,9,0,0,notGradable", "empty,target,0,9,0,0,notGradable",
        "link,target,0,9,0,0,notGradable", "noor,target,9,9,0,9,graded",
        "nothing,target,0,9,0,0,missing",
      ])
    let square = try #require(
      try marks.document("ben", "feedback.json").cells.first { $0.id == "square" })
    #expect(square.error?.kind == "compile" && square.error?.line == 9)

    // What the student may see has nothing of a hidden check but its name and points.
    let feedback = try marks.document("ben", "feedback.json")
    let hidden = feedback.checks.filter(\.hidden)
    #expect(hidden.map(\.name) == ["doubles a secret", "doubles a random number"])
    #expect(hidden.allSatisfy { $0.message.isEmpty && $0.status == "failed" })
    #expect(!feedback.cells.contains { $0.id == "hidden-double" })
    #expect(feedback.isSandboxed)

    // Nothing has changed, so nothing is marked again; then one file has.
    let again = try await marks.grade()
    #expect(again.output.contains("; 0 marked in "))
    try marks.folder.write(Marks.right, to: "submissions/ben.md")
    let third = try await marks.grade()
    #expect(third.output.contains("ben: graded 9/9\n") && third.output.contains("; 1 marked in "))

    // A folder of marks that was moved goes on where it is now.
    let url = marks.folder.url
    try FileManager.default.moveItem(
      at: url.appending(path: "marks"), to: url.appending(path: "moved"))
    try marks.folder.write(Marks.right + "\nMore.\n", to: "submissions/ada.md")
    let fourth = try await PracticalProgram.run(
      ["grade", "course/target.md", "submissions", "--out", "moved"], in: marks.folder)
    #expect(fourth.status == 0, "\(fourth.errors)")
    #expect(fourth.output.contains("ada: graded 9/9\n"))
    #expect(fourth.output.contains("; 1 marked in "))
  }

  @Test func whateverBecameOfTheCellsTheFeedbackSaysIt() async throws {
    let double =
      "```swift {#double .exercise}\nfunc double(_ x: Double) -> Double { x + x }\n```\n\n"
    let square =
      "```swift {#square .exercise}\nfunc square(_ x: Double) -> Double { x * x }\n```\n\n"
    let wrong = double.replacing("x + x", with: "x")
    let marks = try Marks([
      "twice.md": double + wrong + square, "missing.md": square,
      "renamed.md": double + square.replacing("#square", with: "#squared"),
      "reordered.md": square + double,
      "unknown.md": double + square + square.replacing("#", with: "#my-"),
      "undeclared.md": double.replacing("func double", with: "func twice") + square,
      "broken.md": double.replacing("x + x", with: "x +") + square,
      "unloadable.md": double.replacing(
        "x + x }", with: "0 }\n@_silgen_name(\"nowhere\") func nothing()\nnothing()") + square,
    ])
    let run = try await marks.grade(["--jobs", "2"], seconds: 1200)
    #expect(run.status == 0, "\(run.errors)\(run.output)")
    #expect(
      try marks.table() == [
        "broken,target,3,9,0,3,graded", "missing,target,3,9,0,3,graded",
        "renamed,target,6,9,0,6,graded", "reordered,target,9,9,0,9,graded",
        "twice,target,9,9,0,9,graded", "undeclared,target,3,9,0,3,graded",
        "unknown,target,9,9,0,9,graded", "unloadable,target,3,9,0,3,graded",
      ])
    let said = [
      "twice": "`double` is there more than once: the first counts, not that of line 5",
      "missing": "`double` is missing in the submission: it counts as not implemented",
      "renamed": "there is no `squared` in the practical: it was left out",
      "unknown": "there is no `my-square` in the practical: it was left out",
      "undeclared": "needs `double`, which the exercise `double` does not declare",
      "broken": "needs `double` of the cell `double` (line 1), which does not compile",
      "unloadable": "undefined symbol",
    ]
    for (student, words) in said {
      let feedback = try marks.document(student, "feedback.json")
      #expect(feedback.words.contains(words), "\(student): \(feedback.words)")
    }
    #expect(try marks.document("reordered", "feedback.json").remarks.isEmpty)
  }

  /// The kit has a function `relu` too, which does what the exercise asks for.
  @Test func theKitDoesNotAnswerForAStudent() async throws {
    let marks = try Marks([
      "empty.md": "```swift {#relu .exercise}\n```\n",
      "broken.md": "```swift {#relu .exercise}\nfunc relu(_ x: Tensor) -> Tensor { x. }\n```\n",
      "mistyped.md":
        "```swift {#relu .exercise}\nfunc relu(_ x: Tensor) -> Tensor { \"text\" }\n```\n",
      "dummy.md": "```swift {#relu .exercise}\nfunc relu(_ x: String) -> String { x }\n```\n",
      "right.md":
        "```swift {#relu .exercise}\nfunc relu(_ x: Tensor) -> Tensor { x.maximum(0) }\n```\n",
    ])
    try marks.folder.write(
      """
      # The target

      ```swift {#relu .exercise}
      // BEGIN SOLUTION
      func relu(_ x: Tensor) -> Tensor { x.maximum(0) }
      // END SOLUTION
      ```

      ```swift {#check-relu .check for=relu points=1}
      check("keeps positives", relu([-1, 0, 2]), .equals([0, 0, 2]))
      ```

      ```swift {#hidden-relu .check .hidden for=relu points=2}
      check("on random input", relu(Tensor(randomNormal: [4, 5], seed: gradingSeed)))
      ```
      """, to: "course/target.md")
    let run = try await marks.grade(["--jobs", "2"], seconds: 1200)
    #expect(run.status == 0, "\(run.errors)\(run.output)")
    #expect(
      try marks.table() == [
        "broken,target,0,3,0,0,notGradable", "dummy,target,0,3,0,0,notGradable",
        "empty,target,0,3,0,0,notGradable", "mistyped,target,0,3,0,0,notGradable",
        "right,target,3,3,0,3,graded",
      ])
  }

  @Test func aSubmissionThatTakesTooLongAsAWholeIsToldSo() async throws {
    let slow = Marks.right.replacing("\nprint(", with: "\nsleep(1000)\nprint(")
    let marks = try Marks(["slow.md": slow])
    // So short that it is over before the first cell, however fast the machine is.
    let run = try await marks.grade(["--timeout", "0.001"], seconds: 1200)
    #expect(run.status == 0, "\(run.errors)\(run.output)")
    let feedback = try marks.document("slow", "feedback.json")
    #expect(feedback.score == 0)
    #expect(feedback.words.contains("took longer than"), "\(feedback.words)")
  }

  @Test func withoutASandboxItRefusesUnlessTold() async throws {
    let marks = try Marks(["ada.md": Marks.right])
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = path.split(separator: ":").filter {
      !FileManager.default.isExecutableFile(atPath: "\($0)/bwrap")
    }
    let environment = ["PATH": folders.joined(separator: ":")]
    let refused = try await marks.grade(environment: environment)
    #expect(refused.status == 3)
    #expect(refused.errors.contains("there is no sandbox here"))
    let told = try await marks.grade(["--no-sandbox"], environment: environment)
    #expect(told.status == 0, "\(told.errors)")
    #expect(try marks.table() == ["ada,target,9,9,0,9,graded"])
    #expect(try !marks.document("ada", "feedback.json").isSandboxed)
  }

  @Test func anAuthorsVersionWithoutFullMarksMarksNobody() async throws {
    let marks = try Marks(["ada.md": Marks.right])
    try marks.folder.write(
      Marks.practical.replacing("return x * x", with: "return x"), to: "course/target.md")
    let run = try await marks.grade()
    #expect(run.status == 2)
    #expect(run.errors.contains("\"squares numbers\" does not pass"))
    #expect(!marks.folder.has("marks/grades.csv"))
  }
}
