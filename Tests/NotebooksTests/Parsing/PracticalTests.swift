import Testing

@testable import Notebooks

/// What a good practical is parsed into.
@Suite struct PracticalTests {
  @Test func theFrontMatter() throws {
    var expected = FrontMatter(title: "Feed-forward networks: a start")
    expected.number = 2
    expected.data = ["mnist-5k", "sms-spam"]
    expected.seed = 389
    expected.timeout = 600
    expected.memory = 2_000_000_000
    expected.settings = ["epochs": "3", "rate": "0.5", "name": "a: b"]
    #expect(try practical(try fixture("full.md")).frontMatter == expected)
  }

  @Test func theCells() throws {
    let practical = try practical(try fixture("full.md"))
    var load = Cell(
      id: "load-digits", kind: .cell, line: 25, codeLine: 26,
      code: """
        let digits = try Digits.load()

        show(digits.train.images.prefix(20), columns: 10)

        """)
    load.title = "Load the digits"
    load.timeout = 30
    load.memory = 512_000_000
    var relu = Cell(
      id: "relu", kind: .exercise, line: 33, codeLine: 34,
      code: """
        //| title: The rectifier
        func relu(_ x: Tensor) -> Tensor {
          // BEGIN SOLUTION
          return x.maximum(0)
          // END SOLUTION
        }

        """)
    relu.title = "The rectifier"
    relu.points = 2
    relu.solutionRegions = [36...38]
    #expect(practical.cells.prefix(2) == [load, relu])
    #expect(practical.holdsSolutions)
    let checks = practical.cells.filter { $0.kind == .check }
    #expect(checks.map(\.id) == ["check-relu", "hidden-relu"])
    #expect(checks.map(\.exercise) == ["relu", "relu"])
    #expect(checks.map(\.points) == [2, 2.5])
    #expect(checks.map(\.isHidden) == [false, true])
    let last = try #require(practical.cells.last)
    #expect(last.id == "questions-3")
    #expect(last.expectsError)
  }

  @Test func theQuestions() throws {
    let practical = try practical(try fixture("full.md"))
    let quiz = Quiz(
      id: "xor", points: 1, title: "What a line can do",
      question: """
        Which of these can a perceptron learn?

        ```swift
        a ^ b
        ```
        """,
      choices: [
        .init(markdown: "AND", isTicked: true, line: 64),
        .init(markdown: "XOR,\nalso called *parity*", isTicked: false, line: 65),
        .init(markdown: "OR", isTicked: true, line: 67),
      ],
      line: 57)
    #expect(practical.quizzes == [quiz])
    let answer = FreeAnswer(
      id: "why", points: 3, title: nil, text: "Because a line\n\ncannot part them.", line: 70)
    #expect(practical.answers == [answer])
    let hint = Hint(
      exercise: "relu", markdown: "What is the larger of two numbers?\n\nLook at `maximum`.",
      line: 42)
    #expect(practical.hints == [hint])
  }

  @Test func theProse() throws {
    let prose = try practical(try fixture("full.md")).blocks.compactMap { block in
      if case .prose(let prose) = block { prose } else { nil }
    }
    #expect(prose.map(\.line) == [13, 30, 54, 79])
    #expect(prose.first?.markdown.contains("```swift\nlet shown") == true)
    #expect(prose.last?.markdown == "\nThe end.")
  }

  @Test func theSlugIsTheNameOfTheFile() throws {
    let source = SourceFile(path: "a/b.md", text: "# T\n")
    #expect(try PracticalParser.parse(source, slug: "b").slug == "b")
    #expect(try PracticalParser.parse(source, slug: "b").frontMatter.title == "T")
  }

  @Test func wordsInOtherLanguages() throws {
    let practical = try practical(try fixture("french.md"))
    #expect(practical.cells.map(\.title) == ["Été 🇫🇷"])
    #expect(practical.cells.map(\.timeout) == [5])
    #expect(practical.answers.map(\.title) == ["Pourquoi 👩‍🔬 ?"])
    #expect(
      (practical.cells.map(\.id) + practical.quizzes.map(\.id) + practical.answers.map(\.id))
        == (1...3).map { "descente-de-gradient-a-l-etape-\($0)" })
  }

  @Test func derivedNamesAvoidGivenOnes() throws {
    let text = """
      ```swift {.cell}
      ```
      ## Gradient *descent*!
      ```swift {.cell}
      ```
      ```swift {#named .cell}
      ```
      ```swift {.cell}
      ```
      ## Gradient descent
      ```swift {.cell}
      ```
      ```swift {#gradient-descent-3 .cell}
      ```
      ## 梯度
      ```swift {.cell}
      ```
      """
    #expect(
      try practical(text).cells.map(\.id) == [
        "cell-1", "gradient-descent-1", "named", "gradient-descent-4", "gradient-descent-5",
        "gradient-descent-3", "cell-2",
      ])
  }

  @Test func quotesAndEscapesInValues() throws {
    let text = """
      ```swift {#a .cell title="say \\"}\\" \\\\ é"}
      ```
      ```swift {#b.check}
      ```
      """
    #expect(throws: Diagnostic.self) { try practical(text) }
    let cells = try practical(text.replacing("#b.check", with: ".check#b")).cells
    #expect(cells.map(\.title) == [#"say "}" \ é"#, nil])
    #expect(cells.map(\.id) == ["a", "b"])
  }

  @Test func optionLinesAfterBlankLines() throws {
    let practical = try practical(
      """
      ```swift {#a .exercise}

        //|points: 2 # two
      //| title: 'it''s: 1'
      let a = 1
      //| a table | of comments |
      ```
      """)
    #expect(practical.cells.map(\.points) == [2])
    #expect(practical.cells.map(\.title) == ["it's: 1"])
  }
}
