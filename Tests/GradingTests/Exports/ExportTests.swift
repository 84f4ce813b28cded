import Foundation
import Notebooks
import Testing

@testable import Grading

/// Tables for learning platforms, byte by byte.
@Suite("Exports")
struct ExportTests {
  static let roster = Roster([
    student("ada", "Ada Lovelace", "ada@example.org", canvas: "17", moodle: "70"),
    student("ben", "Ben \"B\" O'Neil, Jr.", "ben@example.org", canvas: "18", moodle: "71"),
    student("noor", "=HYPERLINK(\"http://x\")", "noor@example.org", canvas: "19", moodle: "72"),
    student("zoë", "Zoë Ångström", "zoe@example.org", canvas: "20", moodle: "73"),
  ])

  static func student(
    _ id: String, _ name: String, _ email: String, canvas: String, moodle: String
  ) -> Roster.Student {
    var student = Roster.Student(id: id, name: name, email: email)
    student.canvas = canvas
    student.moodle = moodle
    student.sisLogin = id
    student.section = "Section 1"
    return student
  }

  /// Scores out of 60: ada has 54 after a penalty, ben two thirds, noor nothing, the grader failed on zoë.
  static let column: ExportColumn = {
    func standing(_ student: String, _ final: Double?, _ status: Attempt.Status) -> Standing {
      var standing = Standing(
        student: student, practical: "02-feed-forward-net", score: final, maxScore: 60,
        final: final, status: status)
      if status != .missing {
        standing.attempt = Attempt(
          id: "\(student.count)", student: student,
          submitted: Date(timeIntervalSince1970: 1_789_790_399), status: status, score: final ?? 0,
          maxScore: 60)
      }
      return standing
    }
    var ada = standing("ada", 54, .graded)
    ada.late = 3661
    ada.penalty = 6
    return ExportColumn(
      slug: "02-feed-forward-net", title: "Feed-forward networks", maxScore: 60,
      standings: [
        ada, standing("ben", 40.0 / 3, .graded), standing("noor", 0, .missing),
        standing("zoë", nil, .graderError),
      ])
  }()

  static func template(
    _ text: String, hasMark: Bool = false, lineEnd: String = "\n"
  ) throws -> ExportTemplate {
    try ExportTemplate(
      SourceFile(path: "export.csv", text: text), hasMark: hasMark, lineEnd: lineEnd)
  }

  @Test func canvasWithoutATemplate() {
    #expect(
      CanvasExport.text([Self.column], roster: Self.roster) == #"""
        Student,ID,SIS User ID,SIS Login ID,Section,Feed-forward networks
            Points Possible,,,,,60
        "Lovelace, Ada",17,,ada,Section 1,54
        "Ben ""B"" O'Neil, Jr.",18,,ben,Section 1,13.33
        "'=HYPERLINK(""http://x"")",19,,noor,Section 1,0
        "Ångström, Zoë",20,,zoë,Section 1,

        """#)
  }

  /// As Canvas writes it: a row for manual posting, read-only columns at the end, a test student.
  static let canvas = #"""
    Student,ID,SIS User ID,SIS Login ID,Section,Practical 1: Logistic regression (811),Feed-forward networks (812),Assignments Current Points
    ,,,,,Manual Posting,,(read only)
        Points Possible,,,,,10.00,100.00,(read only)
    "Lovelace, Ada",17,S-17,ada,CMSC389A,9.00,,9.00
    "O'Neil, Ben",18,S-18,bo,"CMSC389A and ""B""",8.00,50.00,8.00
    "Noor",19,S-19,noor,CMSC389A,,EX,0.00
    "Angstrom, Zoe",21,S-20,zoë,CMSC389A,,77.00,0.00
    "Student, Test",99,,0123456789abcdef,CMSC389A,,,0.00

    """#

  @Test func canvasTemplatesKeepTheirNumbersAndNames() throws {
    let filled = try CanvasExport.filled(
      Self.template(Self.canvas, hasMark: true), with: [Self.column], roster: Self.roster,
      column: nil)
    #expect(
      filled.text == "\u{FEFF}" + #"""
        Student,ID,SIS User ID,SIS Login ID,Section,Feed-forward networks (812)
        ,,,,,
            Points Possible,,,,,100.00
        "Lovelace, Ada",17,S-17,ada,CMSC389A,90
        "O'Neil, Ben",18,S-18,bo,"CMSC389A and ""B""",22.22
        "Noor",19,S-19,noor,CMSC389A,EX
        "Angstrom, Zoe",21,S-20,zoë,CMSC389A,77.00
        "Student, Test",99,,0123456789abcdef,CMSC389A,

        """#)
    #expect(filled.count == 4)
    #expect(
      filled.notes == [
        "Feed-forward networks (812) has 100 points, so scores out of 60 were scaled"
      ])
    let named = try CanvasExport.filled(
      Self.template(Self.canvas), with: [Self.column], roster: nil,
      column: "Practical 1: Logistic regression")
    #expect(named.text.contains("\"Lovelace, Ada\",17,S-17,ada,CMSC389A,9\n"))
    #expect(named.notes.last?.contains("their marks are not either: ben") ?? false)
  }

  @Test(arguments: [
    ("a,b\n1,2\n", "export.csv:1:1: error: this is no gradebook of Canvas"),
    (
      "Student,ID,Section,Essay (1)\n",
      "export.csv:1:12: error: there is no assignment `Feed-forward networks`"
    ),
    (
      "Student,ID,Section,Practical 2 (1),Practical 2: Nets (2)\n",
      "export.csv:1:12: error: 2 assignments are called"
    ),
    ("Student,ID,Section,Practical 2\nAda,1\n", "export.csv:2:1: error: this line has 2 fields"),
  ])
  func whatIsNoTableOfCanvas(_ text: String, _ start: String) {
    let words = diagnostic {
      try CanvasExport.filled(
        Self.template(text), with: [Self.column], roster: nil, column: nil)
    }
    #expect(words.hasPrefix(start) && words.contains("  help: "), "\(words)")
  }

  @Test func moodleWorksheetsAreFilledInAndElseUntouched() throws {
    // Moodle puts every field with a space into quotation marks.
    let worksheet = #"""
      Identifier,"Full name","Email address",Status,Grade,"Maximum grade","Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"
      "Participant 70","Ada Lovelace",ada@example.org,"Submitted for grading",,100.00,Yes,"Friday, 18 September 2026, 11:59 PM",-,
      "Participant 999","Ben O'Neil",BEN@example.org,"Submitted for grading",12.00,100.00,Yes,-,-,"<p>Good, ""so"" far</p>"
      "Participant 72",Noor,noor@example.org,"No submission",,100.00,No,-,-,
      "Participant 73","Zoë Ångström",zoe@example.org,"Submitted for grading",,100.00,Yes,-,-,
      "Participant 74","Somebody Else",else@example.org,"No submission",,100.00,Yes,-,-,

      """#
    let filled = try MoodleExport.filled(
      Self.template(worksheet, hasMark: true, lineEnd: "\r\n"), with: Self.column,
      roster: Self.roster)
    let expected = worksheet.replacing(
      "for grading\",,100.00,Yes,\"Friday", with: "for grading\",90.00,100.00,Yes,\"Friday"
    )
    .replacing("for grading\",12.00,", with: "for grading\",22.22,")
    #expect(filled.text == "\u{FEFF}" + expected.replacing("\n", with: "\r\n"))
    #expect(filled.count == 4)
    #expect(filled.notes == ["the worksheet has 100 points, so scores out of 60 were scaled"])
    let words = diagnostic {
      try MoodleExport.filled(
        Self.template("Teilnehmer,Bewertung\n1,2\n"), with: Self.column, roster: nil)
    }
    #expect(words.hasPrefix("export.csv:1:1: error: this is no grading worksheet of Moodle"))
  }

  @Test func gradescopesTable() {
    #expect(
      TableExport.gradescope(
        Self.column, students: ["ada", "noor", "zoë"], roster: Self.roster) == #"""
          First Name,Last Name,SID,Email,Sections,Total Score,Max Points,Status,Submission ID,Submission Time,Lateness (H:M:S),View Count,Submission Count
          Ada,Lovelace,ada,ada@example.org,Section 1,54,60,Graded,3,2026-09-19 03:59:59 +0000,01:01:01,,
          ,"'=HYPERLINK(""http://x"")",noor,noor@example.org,Section 1,,60,Missing,,,,,
          Zoë,Ångström,zoë,zoe@example.org,Section 1,,60,Ungraded,3,2026-09-19 03:59:59 +0000,00:00:00,,

          """#)
  }

  @Test func theTableOfTheCourse() {
    var rules = CourseRules()
    rules.exams = [.init(name: "midterm", source: .scores("m.csv"), points: 50)]
    rules.weights = [.init("practicals", 0.5), .init("midterm", 0.5)]
    let students = ["ada", "ben", "+cmd"]
    let grades = rules.grades(
      [Array(Self.column.standings.values)],
      exams: [ExamScores(name: "midterm", maxScore: 50, scores: ["ada": 25])], students: students)
    #expect(
      TableExport.text([Self.column], grades: grades, roster: Self.roster) == #"""
        student,name,email,section,02-feed-forward-net,02-feed-forward-net_max,midterm,grade
        ada,Ada Lovelace,ada@example.org,Section 1,54,60,50,70
        ben,"Ben ""B"" O'Neil, Jr.",ben@example.org,Section 1,13.333333,60,0,11.11
        '+cmd,,,,,60,0,0

        """#)
  }

  @Test func resultsForGradescope() throws {
    func check(
      _ name: String, _ exercise: String, _ status: CheckStatus, _ message: String,
      hidden: Bool = false
    ) -> CheckResult {
      CheckResult(
        name: name, cell: "check-\(exercise)", exercise: exercise, status: status,
        score: status == .passed ? 1.0 / 3 : 0, maxScore: 1.0 / 3, message: message, hidden: hidden)
    }
    let results = GradescopeResults(
      score: 0.3, seconds: 1.2345, lines: ["Two", "late"],
      checks: [
        check("doubles", "double", .passed, ""),
        check("doubles a secret", "double", .failed, "expected 7", hidden: true),
        check("<b>squares</b>", "square", .notGradable, "crashed \u{1B}[31m"),
      ])
    #expect(
      String(decoding: try results.json(), as: UTF8.self) == #"""
        {
          "execution_time" : 1.23,
          "output" : "Two\nlate",
          "output_format" : "text",
          "score" : 0.3,
          "stdout_visibility" : "hidden",
          "tests" : [
            {
              "max_score" : 0.333333,
              "name" : "doubles",
              "name_format" : "text",
              "number" : "1.1",
              "output" : "",
              "output_format" : "text",
              "score" : 0.333333,
              "status" : "passed",
              "tags" : [
                "double"
              ],
              "visibility" : "visible"
            },
            {
              "max_score" : 0.333333,
              "name" : "doubles a secret",
              "name_format" : "text",
              "number" : "1.2",
              "output" : "",
              "output_format" : "text",
              "score" : 0,
              "status" : "failed",
              "tags" : [
                "double"
              ],
              "visibility" : "visible"
            },
            {
              "max_score" : 0.333333,
              "name" : "<b>squares</b>",
              "name_format" : "text",
              "number" : "2.1",
              "output" : "not gradable: crashed \#u{FFFD}[31m",
              "output_format" : "text",
              "score" : 0,
              "status" : "failed",
              "tags" : [
                "square"
              ],
              "visibility" : "visible"
            }
          ],
          "visibility" : "visible"
        }

        """#)
  }

  @Test func pointsGivenByHand() throws {
    func scores(_ text: String) throws -> ManualScores {
      try ManualScores(
        SourceFile(path: "m.csv", text: text), roster: Self.roster, answers: ["why": 3])
    }
    let lines = try scores(
      "email,question,score,item,comment\nada@example.org,why,2.5,clear,\"Yes,\nbut\"\nben,why,-1,joke,\nnoor,why,,,\n"
    ).lines
    #expect(lines.map(\.student) == ["ada", "ben", "noor"])
    #expect(lines.map(\.points) == [2.5, -1, nil] && lines[0].comment == "Yes,\nbut")
    for (text, start) in [
      ("student,answer,points\nada,how,1", "m.csv:2:5: error: there is no answer `how`"),
      ("student,answer,points\nada,why,4", "m.csv:2:9: error: `why` has 3 points, not 4"),
      ("student,answer,points\nada,why,x", "m.csv:2:9: error: `x` is no number of points"),
      ("student,answer,points\nada,why,1\nada,why,2", "m.csv:3:1: error: this is given twice"),
    ] {
      let words = diagnostic { try scores(text) }
      #expect(words.hasPrefix(start), "\(words)")
    }
  }
}
