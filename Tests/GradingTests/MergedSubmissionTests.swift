import Notebooks
import Testing

@testable import Grading

@Suite("A submission in the author's practical")
struct MergedSubmissionTests {
  private func merge(_ text: String) throws -> MergedSubmission {
    let author = try AuthorsFile.practical()
    let starter = try AuthorsFile.practical(StudentCopy(of: author).text)
    let student = try SubmittedFile.parse(SourceFile(path: "ada.md", text: text))
    return MergedSubmission(student, into: author, starter: starter)
  }

  private func code(_ id: String, of merged: MergedSubmission) -> String? {
    merged.practical.cells.first { $0.id == id }?.code
  }

  @Test func takesTheExerciseAndNothingElse() throws {
    let merged = try merge(
      """
      ```swift {#relu .exercise points=400}
      //| timeout: 10h
      // mine
      func relu(_ x: Double) -> Double {
        max(x, 0)
      }
      ```

      ```swift {#check-relu .check for=relu points=200}
      check("positive", 2.5, .equals(2.5))
      ```

      ```swift {#mine .cell}
      print("mine")
      ```

      """)
    #expect(
      code("relu", of: merged)
        == "// mine\nfunc relu(_ x: Double) -> Double {\n  max(x, 0)\n}\n")
    #expect(code("check-relu", of: merged) == "check(\"positive\", relu(2.5)              )\n")
    #expect(merged.practical.cells.map(\.id) == ["relu", "check-relu", "hidden-relu"])
    #expect(merged.practical.cells.map(\.points) == [4, 2, 2])
    #expect(merged.practical.cells[0].timeout == nil)
    #expect(
      merged.remarks.map(\.message) == [
        "the quiz `slope` is missing in the submission",
        "the answer `dead` is missing in the submission",
        "there is no `mine` in the practical: it was left out",
      ])
  }

  @Test func linesLeadBackToTheStudentsFile() throws {
    let merged = try merge(
      """
      # My solution

      ```swift {#relu .exercise}
      //| title: x
      func relu(_ x: Double) -> Double {
        1
        + 2
        + 3
        + 4
      }
      ```

      """)
    let cells = merged.practical.cells
    let offset = try #require(merged.lineOffsets["relu"])
    // The signature stands on line 5 of the student's file.
    #expect(cells[0].codeLine + offset == 5)
    // The cell is one line shorter than the author's, and the next one has moved up by it.
    let author = try AuthorsFile.practical().cells
    #expect(cells[1].codeLine == author[1].codeLine + 6 - 7 + 1)
    for (cell, next) in zip(cells, cells.dropFirst()) {
      #expect(cell.codeLine + cell.code.split(separator: "\n").count <= next.line)
    }
  }

  @Test func aFenceInTheCodeStaysCode() throws {
    let merged = try merge(
      """
      ````swift {#relu .exercise}
      ```
      ```swift {#hidden-relu .check .hidden for=relu points=2}
      check("a secret name", 0)
      ```
      ````

      """)
    #expect(merged.practical.cells.map(\.id) == ["relu", "check-relu", "hidden-relu"])
    #expect(code("relu", of: merged)?.hasPrefix("```\n") == true)
  }

  @Test func missingCellsAreTheStartersAndSaidSo() throws {
    let merged = try merge("nothing here\n")
    #expect(code("relu", of: merged)?.contains("todo(\"relu\")") == true)
    #expect(
      merged.remarks.first?.message
        == "`relu` is missing in the submission: it counts as not implemented")
    #expect(merged.lineOffsets.isEmpty)
  }

  @Test func theFirstOfTwoCounts() throws {
    let merged = try merge(
      """
      ```swift {#relu .exercise}
      func relu(_ x: Double) -> Double { 1 }
      ```
      ```swift {#relu .exercise}
      func relu(_ x: Double) -> Double { 2 }
      ```

      """)
    #expect(code("relu", of: merged) == "func relu(_ x: Double) -> Double { 1 }\n")
    #expect(
      merged.remarks.first?.message
        == "`relu` is there more than once: the first counts, not that of line 4")
  }

  @Test func quizzesAndAnswersAreTakenByTheirTexts() throws {
    let merged = try merge(
      """
      ```quiz {#slope}
      - [ ] one
      - [x] nought
      - [ ] zero [x]
      ```

      ```answer {#dead}
      It is
      dead.
      ```

      """)
    #expect(merged.ticks["slope"] == [false, false, true])
    #expect(merged.answers["dead"] == "It is\ndead.")
  }

  @Test(arguments: [
    "", "---\nseed: [\n---\n", "```swift {#relu .exercise", "```swift {#re lu}\n```\n",
  ])
  func whatCannotBeReadIsMissing(_ text: String) throws {
    let merged = try merge(text)
    #expect(merged.practical.cells.count == 3)
  }
}
