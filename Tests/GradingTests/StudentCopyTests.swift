import Foundation
import Notebooks
import Testing

@testable import Grading

/// An author's practical with everything in it that release touches.
enum AuthorsFile {
  static let text = """
    ---
    title: Rectifier
    ---
    # Rectifier

    A plain fence with `// BEGIN SOLUTION` in prose stays.

    ```swift {#relu .exercise points=4}
    func relu(_ x: Double) -> Double {
      // BEGIN SOLUTION
      let clipped = max(0, x)
      return clipped
      // END SOLUTION
    }
    ```

    ```hint {for=relu}
    Use `max`.
    ```

    ```swift {#check-relu .check for=relu points=2}
    check("positive", relu(2.5), .equals(2.5))
    ```

    ```swift {#hidden-relu .check .hidden for=relu points=2}
    check("a secret name", relu(-123.456), .equals(0))
    ```

    ```quiz {#slope points=1}
    - [x] zero [x]
    - [ ] one
    - [X] nought
    ```

    ```answer {#dead points=2}
    The unit never learns again.

    Rubric: 2 points for saying so.
    ```

    The end.

    """

  static func practical(_ text: String = text) throws -> Practical {
    try PracticalParser.parse(SourceFile(path: "a/99-relu.md", text: text), slug: "99-relu")
  }
}

@Suite("The students' copy")
struct StudentCopyTests {
  @Test func holdsNothingThatIsToBeFoundOut() throws {
    let copy = StudentCopy(of: try AuthorsFile.practical())
    #expect(
      copy.text == """
        ---
        title: Rectifier
        ---
        # Rectifier

        A plain fence with `// BEGIN SOLUTION` in prose stays.

        ```swift {#relu .exercise points=4}
        func relu(_ x: Double) -> Double {
          // YOUR CODE HERE
          todo("relu")
        }
        ```

        ```hint {for=relu}
        Use `max`.
        ```

        ```swift {#check-relu .check for=relu points=2}
        check("positive", relu(2.5), .equals(2.5))
        ```

        ```quiz {#slope points=1}
        - [ ] zero [x]
        - [ ] one
        - [ ] nought
        ```

        ```answer {#dead points=2}

        ```

        The end.

        """)
  }

  @Test func isAPracticalAgainAndReleasesToItself() throws {
    let copy = StudentCopy(of: try AuthorsFile.practical())
    let student = try AuthorsFile.practical(copy.text)
    #expect(!student.holdsSolutions)
    #expect(student.cells.map(\.id) == ["relu", "check-relu"])
    #expect(StudentCopy(of: student) == copy)
  }

  @Test func keepsTheIndentationOfAFenceInAList() throws {
    let author = try AuthorsFile.practical(
      """
      1. First

         ```swift {#a .exercise}
         func a() {
         \t// BEGIN SOLUTION
         \tprint("hello, world")
         \t// END SOLUTION
         }
         ```

         ```swift {#h .check .hidden for=a}
         check("h", 1, .equals(1))
         ```
      2. Second

      """)
    #expect(
      StudentCopy(of: author).text == """
        1. First

           ```swift {#a .exercise}
           func a() {
           \t// YOUR CODE HERE
           \ttodo("a")
           }
           ```

        2. Second

        """)
  }
}

@Suite("Secret lines")
struct SecretsTests {
  @Test func areThoseOfSolutionsHiddenChecksAndModelAnswers() throws {
    let secrets = Secrets(of: try AuthorsFile.practical())
    #expect(
      secrets.lines.map(\.text) == [
        "let clipped = max(0, x)", "return clipped",
        "```swift {#hidden-relu .check .hidden for=relu points=2}",
        "check(\"a secret name\", relu(-123.456), .equals(0))", "The unit never learns again.",
        "Rubric: 2 points for saying so.",
      ])
  }

  @Test func areFoundInAText() throws {
    let author = try AuthorsFile.practical()
    let secrets = Secrets(of: author)
    #expect(secrets.leaks(in: StudentCopy(of: author).text).isEmpty)
    #expect(secrets.leaks(in: "so let clipped = max(0, x) it is").map(\.number) == [11])
  }
}

@Suite("The answer key beside the students' copy")
struct AnswerKeyFileTests {
  @Test func valuesSurviveTheFile() throws {
    let values: [KeyValue] = [
      .nothing, .truth(true), .number(0.1), .number(-.infinity), .text("a\"b\n"),
      .numbers(shape: [1, 2], scalars: [.nan, 1e-300]), .list([.text("x"), .number(1)]),
      .figure(title: "t", series: ["a"], counts: [3]),
    ]
    var file = try #require(try emptyFile())
    file.checks = values.enumerated().map {
      AnswerKeyFile.Check(cell: "c", name: "\($0.offset)", value: $0.element)
    }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path + "/99-relu.md"
    try file.text().write(
      toFile: AnswerKeyFile.place(beside: path), atomically: true, encoding: .utf8)
    let key = try #require(AnswerKeyFile.read(beside: path, seed: 7))
    #expect(key.entries.count == values.count)
    #expect(key.entries.map { $0.value.map { "\($0)" } } == values.map { "\($0.checkValue!)" })
    #expect(AnswerKeyFile.read(beside: path, seed: 8) == nil)
  }

  @Test(arguments: [
    #"{"practical":"p","seed":7,"checks":[{"cell":"c","name":"n","value":{"numbers":{"shape":[3],"scalars":[1]}}}]}"#,
    #"{"practical":"p","seed":7,"checks":[{"cell":"c","name":"n","value":{"numbers":{"shape":[-1],"scalars":[1]}}}]}"#,
    #"{"practical":"p","seed":7,"checks":[{"cell":"c","name":"n","value":{"figure":{"title":"","series":["a"],"counts":[]}}}]}"#,
    "not JSON", "",
  ])
  func damagedFilesHoldNoValues(text: String) throws {
    let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).md"
    let place = AnswerKeyFile.place(beside: path)
    try text.write(toFile: place, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: place) }
    #expect(AnswerKeyFile.read(beside: path, seed: 7)?.entries.isEmpty ?? true)
  }

  private func emptyFile() throws -> AnswerKeyFile? {
    try JSONDecoder().decode(
      AnswerKeyFile.self, from: Data(#"{"practical":"99-relu","seed":7,"checks":[]}"#.utf8))
  }
}
