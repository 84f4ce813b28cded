import Foundation
import Notebooks
import Testing

@testable import Grading

/// Marking by hand: order, codes, points, and the table for spreadsheets.
@Suite struct MarkingTests {
  private static let text = """
    # P

    ## Dead units

    What goes wrong?

    ```answer {#dead points=3}
    All of it.

    Rubric:
    - 2: the zero
    - 1: the conclusion
    - -1: no reason
    ```

    ```answer {#free points=2}
    In words.
    ```
    """

  private func round(secret: String = "s", students: Int = 30) throws -> MarkingRound {
    let author = try PracticalParser.parse(SourceFile(path: "p.md", text: Self.text), slug: "p")
    let answers = (0..<students).map { ("student\($0)", ["dead": "answer \($0)"]) }
    return MarkingRound(
      author: author, answers: Dictionary(uniqueKeysWithValues: answers), secret: secret)
  }

  private func mark(_ items: Set<String>, extra: Double = 0, comment: String = "") -> AnswerMark {
    AnswerMark(
      student: "student3", question: "dead", items: items, extra: extra, comment: comment,
      content: "", grader: "g", marked: Date(timeIntervalSince1970: 0))
  }

  @Test func theOrderIsStableAndDiffersByQuestion() throws {
    let first = try round().papers(of: "dead").map(\.student)
    #expect(try round().papers(of: "dead").map(\.student) == first)
    #expect(first != first.sorted())
    #expect(try round().papers(of: "free").map(\.student) != first)
    #expect(try round(secret: "t").papers(of: "dead").map(\.student) != first)
  }

  @Test func codesAreUniqueAndSayNothing() throws {
    let papers = try round(students: 300).papers(of: "dead")
    #expect(Set(papers.map(\.code)).count == 300)
    #expect(papers.allSatisfy { $0.code.count == 6 && $0.code.allSatisfy { $0.isASCII } })
    let paper = papers[7]
    #expect(try round(students: 300).paper(of: "dead", code: paper.code)?.student == paper.student)
  }

  @Test func thePromptIsTheProseAboveTheQuestion() throws {
    #expect(try round().prompt(of: "dead").contains("What goes wrong?"))
  }

  @Test func pointsStayWithinTheAnswers() throws {
    let question = try round().questions[0]
    #expect(mark(["the zero"]).points(for: question) == 2)
    #expect(mark(["the zero", "the conclusion"], extra: 5).points(for: question) == 3)
    #expect(mark(["no reason"]).points(for: question) == 0)
    #expect(mark(["the zero", "no reason", "gone"], extra: 0.5).points(for: question) == 1.5)
  }

  @Test func theTableGoesThereAndBack() throws {
    let round = try round()
    let nasty = "=1+1, \"quoted\"\nsecond line; 'x"
    let marks = [mark(["the zero", "no reason"], extra: 0.5, comment: nasty)]
    let text = MarkingTable.text(round, marks: marks, showsNames: false)
    #expect(text.contains("\"'=1+1"))
    #expect(!text.contains("student3"))
    let source = SourceFile(path: "a.csv", text: text)
    // Nothing is new in what was just written.
    #expect(
      try MarkingTable.read(
        source, round: round, marks: marks, grader: "h", date: Date(timeIntervalSince1970: 1)
      ).isEmpty)
    let read = try MarkingTable.read(
      source, round: round, marks: [], grader: "h", date: Date(timeIntervalSince1970: 1))
    #expect(read.count == 1)
    #expect(read[0].student == "student3")
    #expect(read[0].items == ["the zero", "no reason"])
    #expect(read[0].extra == 0.5)
    #expect(read[0].comment == nasty)
    #expect(read[0].content == round.papers(of: "dead").first { $0.student == "student3" }?.content)
  }

  @Test(arguments: [
    ("what,student3,1,,\n", "there is no answer `what` in the practical"),
    ("dead,nobody,1,,\n", "there is no student `nobody`"),
    ("dead,student3,4,,\n", "`4` is no item of the rubric of `dead`"),
    ("free,student3,1,,\n", "`1` is no item of the rubric of `free`"),
    ("dead,student3,,many,\n", "`many` are no points"),
  ])
  func whatIsWrongIsOneErrorWithItsPlace(_ row: String, message: String) throws {
    let round = try round()
    let source = SourceFile(path: "a.csv", text: "question,student,items,points,comment\n" + row)
    let error = #expect(throws: Diagnostic.self) {
      try MarkingTable.read(
        source, round: round, marks: [], grader: "h", date: Date(timeIntervalSince1970: 1))
    }
    #expect(error?.message == message)
    #expect(error?.line == 2)
  }
}
