import Notebooks
import Testing

@testable import Grading

/// What a student is shown of a submission: the student's own, and nothing of the author's secrets.
@Suite struct HandedInWorkTests {
  static let author = """
    ---
    title: Rectifier
    ---
    ## Begin

    ```swift {#given .cell}
    let given = 1
    ```

    ```swift {#relu .exercise points=2}
    //| title: The rectifier
    func relu(_ x: Double) -> Double {
      // BEGIN SOLUTION
      return Swift.max(0, x) + secretSolution * 0
      // END SOLUTION
    }
    ```

    ```swift {#hidden .check .hidden for=relu points=2 title="sevenSecret"}
    check("on many inputs", relu(123.456), .equals(123.456))
    ```

    ```quiz {#q points=1}
    Which?

    - [x] zeroSecret is right
    - [ ] the other
    ```

    ```answer {#why points=2}
    The modelSecret answer.

    Rubric:
    - 1: the rubricSecret
    - 1: another
    ```
    """

  static let student = """
    Some text of my own, so that lines differ.

    More.

    ```swift {#relu .exercise points=2}
    func relu(_ x: Double) -> Double {
      return x
    }
    ```

    ```quiz {#q points=1}
    - [ ] zeroSecret is right
    - [x] the other
    ```

    ```answer {#why points=2}
    Because.
    ```
    """

  static func work() throws -> (author: Practical, starter: Practical, work: HandedInWork) {
    let author = try PracticalParser.parse(SourceFile(path: "a.md", text: author), slug: "a")
    let starter = try PracticalParser.parse(
      SourceFile(path: "a.md", text: StudentCopy(of: author).text), slug: "a")
    let file = try SubmittedFile.parse(SourceFile(path: "ann.md", text: student))
    let merged = MergedSubmission(file, into: author, starter: starter)
    return (author, starter, HandedInWork(merged, fileName: "ann.md"))
  }

  @Test func theWorkIsTheStudents() throws {
    let (author, starter, work) = try Self.work()
    #expect(work.exercises["relu"]?.line == 6)
    #expect(work.exercises["relu"]?.text.hasPrefix("func relu") == true)
    #expect(work.ticks["q"] == [false, true])
    #expect(work.answers["why"] == "Because.")
    let shown = work.practical(of: author, starter: starter)
    let relu = try #require(shown.cells.first { $0.id == "relu" })
    #expect(relu.codeLine == 6)
    #expect(relu.title == "The rectifier")
    #expect(shown.source.line(7) == "  return x")
    #expect(shown.quizzes[0].choices.map(\.isTicked) == [false, true])
  }

  @Test func nothingOfTheAuthorsSecretsIsShown() throws {
    let (author, starter, work) = try Self.work()
    let text = "\(work.practical(of: author, starter: starter).blocks)"
    for secret in ["secretSolution", "123.456", "sevenSecret", "modelSecret", "rubricSecret"] {
      #expect(!text.contains(secret), "\(secret)")
    }
  }

  @Test func aMissingExerciseIsTheStarters() throws {
    let (author, starter, _) = try Self.work()
    let merged = MergedSubmission(SubmittedFile(blocks: []), into: author, starter: starter)
    let work = HandedInWork(merged, fileName: "x.md")
    #expect(work.exercises.isEmpty)
    let shown = work.practical(of: author, starter: starter)
    #expect(shown.cells.first { $0.id == "relu" }?.code.contains("todo(") == true)
  }
}
