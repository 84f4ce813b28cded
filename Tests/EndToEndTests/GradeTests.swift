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
