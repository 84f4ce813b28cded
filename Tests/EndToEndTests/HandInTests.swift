import Foundation
import Testing

/// The way of a submission from the student to the marks.
@Suite("Handing in")
struct HandInTests {
  /// What the tests look at in `result.json` and `feedback.json`.
  private struct Document: Decodable {
    struct Check: Decodable {
      var name: String
      var cell: String
      var status: String
      var score: Double
      var maxScore: Double
    }
    struct Answer: Decodable, Equatable {
      var id: String
      var points: Double
      var status: String
      var text: String
    }
    struct Remark: Decodable {
      var message: String
    }
    var student: String
    var identifier: String?
    var members: [String]?
    var submitted: String?
    var attempt: Int?
    var isMarkedLate: Bool?
    var score: Double
    var maxScore: Double
    var checks: [Check]
    var answers: [Answer]
    var remarks: [Remark]
  }

  private func document(_ name: String, in folder: Workplace) throws -> Document {
    let text = try #require(folder.text("marks/\(name)"), "there is no \(name)")
    return try JSONDecoder().decode(Document.self, from: Data(text.utf8))
  }

  @Test func archivesAttemptsQuizzesAndAnswersComeToMarks() async throws {
    let folder = try Workplace()
    try folder.write(ClassPractical.text, to: "course/target.md")
    let right = ClassPractical.markdown(
      ClassPractical.doubles[0], ClassPractical.squares[0], ClassPractical.quizzes[1],
      words: "Because it is.")
    let released = try await PracticalProgram.run(
      ["release", "course/target.md", "--out", "students"], in: folder)
    #expect(released.status == 0, "\(released.errors)")
    var copy = try #require(folder.text("students/target.md"))
    copy = copy.replacing("todo(\"double\")", with: "return x + x")
      .replacing("- [ ] two", with: "- [x] two")
      .replacing("let inputs: [Double] = [1, 2, 3]", with: "let inputs: [Double] = [0]")
    try folder.write(copy, to: "students/target.md")
    let submitted = try await PracticalProgram.run(
      [
        "submit", "students/target.md", "--no-run", "--student", "Ada Byron", "--with", "Ben Moe",
        "--out", "submissions",
      ], in: folder)
    #expect(submitted.status == 0, "\(submitted.errors)")
    try folder.write(right, to: "submissions/doejane_LATE_42_99_target-1.md")
    try folder.write("no text with fences", to: "submissions/doejane_42_98_target.md")
    for name in ["doejane_LATE_42_99_target-1.md", "doejane_42_98_target.md"] {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)],
        ofItemAtPath: folder.url.appending(path: "submissions/\(name)").path)
    }
    try folder.write("a list", to: "submissions/roster.csv")

    let run = try await PracticalProgram.run(
      ["grade", "course/target.md", "submissions", "--out", "marks"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("passed over, because no student's: roster.csv\n"))
    #expect(run.output.contains("4 points of 1 answer wait for a person\n"), "\(run.output)")

    let ada = try document("Ada-Byron/result.json", in: folder)
    #expect(ada.members == ["Ben Moe"] && ada.score == 6 && ada.maxScore == 11)
    #expect(
      ada.remarks.map(\.message).first?.hasPrefix("given cells, checks or questions") ?? false)
    #expect(ada.answers == [Document.Answer(id: "why", points: 4, status: "empty", text: "")])
    let quiz = try #require(ada.checks.last)
    #expect(quiz.name == "Even numbers" && quiz.cell == "even")
    #expect(quiz.status == "failed" && quiz.score == 0 && quiz.maxScore == 2)

    let jane = try document("doejane/result.json", in: folder)
    #expect(jane.score == 11 && jane.attempt == 2 && jane.identifier == "42")
    #expect(jane.isMarkedLate == true && jane.submitted == "2023-11-14T22:13:20Z")
    #expect(
      jane.answers
        == [Document.Answer(id: "why", points: 4, status: "pending", text: "Because it is.")])
    #expect(try document("doejane/attempt-1/result.json", in: folder).score == 0)
    #expect(try document("doejane/attempt-2/result.json", in: folder).score == 11)
    #expect(try document("doejane/feedback.json", in: folder).score == 11)
    let table = try #require(folder.text("marks/grades.csv")).split(separator: "\n")
    #expect(table.count == 3)

    // The same as one archive, with a pattern for its names.
    let packed = try await PracticalProgram.run(
      [
        "grade", "course/target.md", "one.zip", "--out", "others", "--pattern",
        "{student}/{time}/**.md",
      ],
      in: try {
        try folder.write(
          Archive.zip(Array(right.utf8), name: "zoe/2026-11-21T10:00:00Z/a.md"), to: "one.zip")
        return folder
      }())
    #expect(packed.status == 0, "\(packed.errors)")
    #expect(
      folder.text("others/grades.csv")?.split(separator: "\n").last
        == "zoe,target,2026-11-21T10:00:00Z,11,11,0,11,graded")
  }

  @Test func anExaminationOfQuestionsOnlyIsMarkedToo() async throws {
    let folder = try Workplace()
    let questions = """
      ---
      title: Midterm
      ---
      ```quiz {#one points=3}
      - [x] yes
      - [ ] no
      ```

      ```quiz {#two}
      - [ ] yes
      - [x] no
      ```

      """
    try folder.write(questions, to: "midterm.md")
    try folder.write(questions, to: "submissions/ada.md")
    try folder.write(questions.replacing("- [x] no", with: "- [ ] no"), to: "submissions/ben.md")
    try folder.write("", to: "submissions/cleo.md")
    let run = try await PracticalProgram.run(
      ["grade", "midterm.md", "submissions", "--out", "marks"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let rows = try #require(folder.text("marks/grades.csv")).split(separator: "\n").dropFirst()
    let marks = rows.map { row in
      row.split(separator: ",", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset != 2 }.map { String($0.element) }.joined(separator: ",")
    }
    #expect(
      marks == [
        "ada,midterm,4,4,0,4,graded", "ben,midterm,3,4,0,3,graded",
        "cleo,midterm,0,4,0,0,notGradable",
      ])
  }
}
