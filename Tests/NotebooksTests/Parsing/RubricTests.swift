import Notebooks
import Testing

/// Rubrics at the end of answers.
@Suite struct RubricTests {
  private func parse(_ answer: String, options: String = "#why points=2") throws -> Practical {
    try PracticalParser.parse(
      SourceFile(path: "p.md", text: "# P\n\n```answer {\(options)}\n\(answer)\n```\n"), slug: "p")
  }

  @Test func itemsAreRead() throws {
    let answer = try #require(
      try parse(
        "It is dead.\n\nRubric:\n\n- 1.5: the zero\n  derivative\n* 0.5: the conclusion\n- -1: no reason"
      ).answers.first)
    #expect(answer.rubric.map(\.points) == [1.5, 0.5, -1])
    #expect(answer.rubric.map(\.text) == ["the zero derivative", "the conclusion", "no reason"])
    #expect(answer.rubric[0].line == 8)
    #expect(answer.textBeforeRubric == "It is dead.\n")
    #expect(!answer.showsRubric)
  }

  @Test func pointsMayComeFromTheRubric() throws {
    let answer = try parse("Rubric:\n- 1: a\n- 2: b", options: "#why rubric=public").answers[0]
    #expect(answer.points == 3)
    #expect(answer.showsRubric)
  }

  @Test func aRubricInWordsIsText() throws {
    let answer = try parse("Yes.\n\nRubric: 1 point for yes, 1 for why.").answers[0]
    #expect(answer.rubric.isEmpty)
    #expect(answer.textBeforeRubric == answer.text)
  }

  @Test(arguments: [
    ("Rubric:\n", 4, "the rubric has no items"),
    ("Rubric:\n- the first point", 5, "the item does not say how many points it is for"),
    ("Rubric:\n- 1:", 5, "the item does not say how many points it is for"),
    ("Rubric:\n- one: a", 5, "the item does not say how many points it is for"),
    ("Rubric:\n- 1: a\n- 1: b\nmore", 7, "this line of the rubric is no item"),
    ("Rubric:\n- 1: a", 4, "the rubric gives 1 points, but the answer 2"),
  ])
  func whatIsMalformedIsOneError(_ text: String, line: Int, message: String) throws {
    let error = #expect(throws: Diagnostic.self) { try parse(text) }
    #expect(error?.message == message)
    #expect(error?.line == line)
    #expect(error?.help.isEmpty == false)
  }

  @Test func thereIsNoOtherOption() {
    #expect(throws: Diagnostic.self) { try parse("a", options: "#why rubric=yes") }
  }
}
