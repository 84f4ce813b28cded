import Foundation
import Notebooks
import Testing

@testable import Grading

/// Rosters and scores: tables from other programs.
@Suite("Roster")
struct RosterTests {
  static func roster(_ text: String) throws -> Roster {
    try Roster(SourceFile(path: "roster.csv", text: text))
  }

  @Test(arguments: [
    "student,name,email,canvas_id\nada,\"Lovelace, Ada\",ada@example.org,17\nben,Ben,,18\n",
    "\u{FEFF}Canvas ID;Student;NAME;E-Mail\r\n17;ada;Lovelace, Ada;ada@example.org\r\n18;ben;Ben;\r\n",
    "Login\tLast Name\tname\tcanvas_id\temail\nada\tx\tLovelace, Ada\t17\tada@example.org\n\nben\ty\tBen\t18\t",
  ])
  func columnsAreFoundByTheirNames(_ text: String) throws {
    let roster = try Self.roster(text)
    #expect(roster.students.map(\.id) == ["ada", "ben"])
    #expect(roster.students[0].name == "Lovelace, Ada" && roster.students[0].canvas == "17")
    #expect(roster.students[0].email == "ada@example.org" && roster.students[1].email == "")
  }

  @Test func oneStudentHasManyNames() throws {
    let roster = try Self.roster(
      "student,name,email,sid,moodle_id\nada,Ada,a@b.org,7,70\nben,Sam,,8,71\nnoor,Sam,,9,72\n")
    for name in ["ada", "Ada", "a@b.org", "7", "70"] {
      #expect(roster.student(known: name)?.id == "ada")
    }
    #expect(roster.student(known: "Sam") == nil && roster.student(known: "") == nil)
  }

  @Test func aFieldMayHoldQuotesAndLineEnds() throws {
    let table = try CSVText(
      SourceFile(path: "t.csv", text: "student,note\nada,\"a \"\"b\"\"\nc\"\nben,\"\"\n"))
    #expect(
      table.rows.map { $0.map(\.text) } == [
        ["student", "note"], ["ada", "a \"b\"\nc"], ["ben", ""],
      ])
    #expect(table.rows[2][0].line == 4)
  }

  @Test(arguments: [
    ("name\nada", "roster.csv:1:1: error: there is no column `student`"),
    ("student,name\nada,a,b", "roster.csv:2:1: error: this line has 3 fields, and the first has 2"),
    (
      "student\nada\nben\nada",
      "roster.csv:4:1: error: the student `ada` is there twice, first in line 2"
    ),
    ("name,student\nada,", "roster.csv:2:5: error: this student has no id"),
    ("student\n\"ada", "roster.csv:2:1: error: the quotation mark is not closed"),
    (
      "student,name\nada,\"A\" B",
      "roster.csv:2:8: error: there is text behind a closing quotation mark"
    ),
    ("student,student\nada,ben", "roster.csv:1:9: error: the column `student` is there twice"),
  ])
  func whatIsMalformedIsOneErrorWithItsPlace(_ text: String, _ start: String) {
    let words = diagnostic { try Self.roster(text) }
    #expect(words.hasPrefix(start) && words.contains("  help: "), "\(words)")
  }

  @Test func submissionsGetTheIdsOfTheRoster() throws {
    let roster = try Self.roster("student,name,canvas_id\nada,Ada Lovelace,17\n17,Ben,18\n")
    func submission(_ student: String, _ number: String?, at seconds: Double) -> Submission {
      var submission = Submission(
        student: student, submitted: Date(timeIntervalSince1970: seconds))
      submission.identifier = number
      return submission
    }
    let named = roster.named([
      submission("lovelaceada", "17", at: 20), submission("ada", nil, at: 10),
      submission("Ben", "99", at: 5), submission("someone", "7", at: 1),
    ])
    #expect(named.map(\.student) == ["17", "ada", "ada", "someone"])
    #expect(named.map(\.attempt) == [1, 1, 2, 1] && named.map(\.attemptCount) == [1, 2, 2, 1])
  }

  @Test func scoresOfAnExam() throws {
    let roster = try Self.roster("student,email\nada,a@b.org\nben,\n")
    func scores(_ text: String, points: Double? = nil) throws -> ExamScores {
      try ExamScores(
        name: "midterm", SourceFile(path: "m.csv", text: text), points: points, roster: roster)
    }
    let midterm = try scores("email,score,out of\na@b.org,17.5,20\nben,,20\n")
    #expect(midterm.maxScore == 20 && midterm.scores == ["ada": 17.5])
    #expect(try scores("student,score\nada,3", points: 5).maxScore == 5)
    #expect(
      diagnostic { try scores("student,score\nada,3") }.hasPrefix(
        "m.csv:1:1: error: there is no column `max_score`"))
    #expect(
      diagnostic { try scores("student,score\nada,-3", points: 5) }.hasPrefix(
        "m.csv:2:5: error: `-3` is no score"))
    #expect(
      diagnostic { try scores("student,score\nada,1\na@b.org,2", points: 5) }.hasPrefix(
        "m.csv:3:1: error: `ada` has a score already"))
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("-2", "'-2"), ("@x", "'@x"), ("\tcmd", "'\u{FFFD}cmd"),
    ("a,b", "\"a,b\""), ("=\"a\"", "\"'=\"\"a\"\"\""), ("O'Neil", "O'Neil"), ("a;b", "\"a;b\""),
  ])
  func noFieldIsAFormula(_ text: String, _ field: String) {
    #expect(CSVField.guarded(text) == field)
  }
}
