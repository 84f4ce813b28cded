import Foundation
import Testing

/// The rules of a course and its gradebook, as an instructor meets them.
@Suite("Course")
struct CourseTests {
  static let partly = """
    ```swift {#square .exercise}
    func square(_ x: Double) -> Double { x * x }
    ```

    """
  static let question = """

    ```answer {#why points=3}
    Because it is so.
    ```

    """
  static let course = """
    title: Tests
    zone: America/New_York
    roster: roster.csv
    practicals:
      target: {due: 2026-09-18 19:59}
    late: lectures
    extensions:
      - {student: noor, hours: 2}

    """
  static let roster = """
    student,name,email,canvas_id
    ada,Ada Lovelace,ada@example.org,11
    ben,=Ben,ben@example.org,12
    zoe,Zoe Z,zoe@example.org,13

    """

  /// What `practical gradebook list --json` prints.
  struct Listing: Decodable {
    struct Practical: Decodable {
      var final: Double?
      var status: String
    }
    struct Student: Decodable {
      var student: String
      var practicals: [Practical]
      var grade: Double?
    }
    var students: [Student]
  }

  static func submit(_ text: String, as name: String, at time: String, in marks: Marks) throws {
    try marks.folder.write(text, to: "submissions/\(name).md")
    let date = try Date(time, strategy: .iso8601)
    try FileManager.default.setAttributes(
      [.modificationDate: date],
      ofItemAtPath: marks.folder.url.appending(path: "submissions/\(name).md").path)
  }

  static func run(_ arguments: [String], in marks: Marks) async throws -> Finished {
    try await PracticalProgram.run(arguments, in: marks.folder, seconds: 1200)
  }

  static func rows(_ marks: Marks) throws -> [String] {
    try #require(marks.folder.text("marks/grades.csv")).split(separator: "\n").dropFirst().map {
      String($0)
    }
  }

  @Test("A deadline that the command gave holds for later pages and for marking again")
  func deadlineOfTheCommand() async throws {
    let marks = try Marks([:])
    try Self.submit(Marks.right, as: "ben", at: "2026-09-18T23:59:01Z", in: marks)
    let late = "ben,target,2026-09-18T23:59:01Z,9,9,0.9,8.1,graded"
    let run = try await marks.grade(["--due", "2026-09-18T23:59:00Z"], seconds: 1200)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try Self.rows(marks) == [late])
    let page = try #require(marks.folder.text("marks/ben/feedback.html"))
    #expect(page.contains("1 s late"))

    let report = try await Self.run(
      ["report", "course/target.md", "--class", "marks"], in: marks)
    #expect(report.status == 0, "\(report.errors)")
    #expect(marks.folder.text("marks/ben/feedback.html") == page)
    let again = try await Self.run(
      ["regrade", "course/target.md", "--out", "marks"], in: marks)
    #expect(again.status == 0, "\(again.errors)")
    #expect(try Self.rows(marks) == [late])
    #expect(marks.folder.text("marks/ben/feedback.html") == page)

    let other = try await Self.run(
      ["regrade", "course/target.md", "--out", "marks", "--due", "2026-09-19"], in: marks)
    #expect(other.status == 0, "\(other.errors)")
    #expect(try Self.rows(marks) == ["ben,target,2026-09-18T23:59:01Z,9,9,0,9,graded"])
  }

  @Test func deadlinesExtensionsAndTheBetterOfTwo() async throws {
    let marks = try Marks([:])
    try marks.folder.write(Marks.practical + Self.question, to: "course/target.md")
    try marks.folder.write(Self.course, to: "course.yaml")
    try marks.folder.write(Self.roster, to: "roster.csv")
    // The deadline is 23:59 in UTC.
    try Self.submit(Marks.right, as: "ada", at: "2026-09-18T23:59:00Z", in: marks)
    try Self.submit(Marks.right, as: "ben", at: "2026-09-18T23:59:01Z", in: marks)
    try Self.submit(Self.partly, as: "dan", at: "2026-09-18T20:00:00Z", in: marks)
    try Self.submit(Marks.right, as: "eve", at: "2026-09-19T23:59:01Z", in: marks)
    try Self.submit(Marks.right, as: "noor", at: "2026-09-19T01:59:00Z", in: marks)
    let run = try await marks.grade(
      ["--course", "course.yaml", "--gradescope"], seconds: 1200)
    #expect(run.status == 0, "\(run.errors)\(run.output)")
    let first = [
      "ada,target,2026-09-18T23:59:00Z,9,9,0,9,graded",
      "ben,target,2026-09-18T23:59:01Z,9,9,0.9,8.1,graded",
      "dan,target,2026-09-18T20:00:00Z,3,9,0,3,graded",
      "eve,target,2026-09-19T23:59:01Z,9,9,9,0,graded",
      "noor,target,2026-09-19T01:59:00Z,9,9,0,9,graded", "zoe,target,,0,9,0,0,missing",
    ]
    #expect(try Self.rows(marks) == first)
    let results = try #require(marks.folder.text("marks/ben/results.json"))
    #expect(results.contains("\"score\" : 8.1") && results.contains("1 s late, which costs 0.9"))
    #expect(!results.contains("48151623") && !results.contains("96303246"))

    // Later submissions come beside the earlier ones; the better of both counts after the penalty.
    try Self.submit(Marks.right, as: "dan", at: "2026-09-19T20:00:00Z", in: marks)
    try Self.submit(Self.partly, as: "ada", at: "2026-09-19T20:00:00Z", in: marks)
    let again = try await marks.grade(["--course", "course.yaml"], seconds: 1200)
    #expect(again.status == 0 && again.output.contains("; 2 marked in "), "\(again.output)")
    #expect(try Self.rows(marks)[0] == first[0])
    #expect(try Self.rows(marks)[2] == "dan,target,2026-09-19T20:00:00Z,9,9,0.9,8.1,graded")

    // What people gave is added; the check is worth more now, and the earlier submissions count still.
    try marks.folder.write(
      "student,answer,points,comment\nada,why,2,\"good, \"\"so\"\" far\"\n=Ben,why,1.5,\n",
      to: "m.csv")
    let book = ["--course", "course.yaml", "--gradebook", "marks"]
    let imported = try await Self.run(
      ["gradebook", "import-scores", "course/target.md", "m.csv", "--by", "tess"] + book, in: marks)
    #expect(imported.output == "took in 2 marks of target\n", "\(imported.errors)")
    try marks.folder.write(
      (Marks.practical + Self.question).replacing(
        "for=square points=3", with: "for=square points=6"),
      to: "course/target.md")
    let regrade = try await Self.run(
      ["regrade", "course/target.md", "--out", "marks", "--course", "course.yaml"], in: marks)
    #expect(regrade.status == 0, "\(regrade.errors)")
    #expect(
      regrade.output.contains(
        "ada: 9/9 → 12/12\n  square: squares numbers: passed 3/3 → passed 6/6\n"))
    #expect(
      regrade.output.contains("7 of 7 submissions changed; 2 marks by hand kept\n"),
      "\(regrade.output)")
    #expect(
      try Self.rows(marks) == [
        "ada,target,2026-09-18T23:59:00Z,14,15,0,14,graded",
        "ben,target,2026-09-18T23:59:01Z,13.5,15,1.35,12.15,graded",
        "dan,target,2026-09-19T20:00:00Z,12,15,1.2,10.8,graded",
        "eve,target,2026-09-19T23:59:01Z,12,15,12,0,graded",
        "noor,target,2026-09-19T01:59:00Z,12,15,0,12,graded", "zoe,target,,0,15,0,0,missing",
      ])
    // The feedback is that of the submission that counts.
    #expect(try marks.document("ada").score == 12 && marks.document("dan").score == 12)
    try await exports(of: marks, book)
  }

  /// What the gradebook gives out, once all is in it.
  private func exports(of marks: Marks, _ book: [String]) async throws {
    let csv = try await Self.run(["gradebook", "export", "--format", "csv"] + book, in: marks)
    #expect(
      csv.output == """
        student,name,email,section,target,target_max,grade
        ada,Ada Lovelace,ada@example.org,,14,15,93.33
        ben,'=Ben,ben@example.org,,12.15,15,81
        zoe,Zoe Z,zoe@example.org,,0,15,0
        dan,,,,10.8,15,72
        eve,,,,0,15,0
        noor,,,,12,15,80

        """, "\(csv.errors)")
    try marks.folder.write(
      """
      Student,ID,SIS Login ID,Section,The target (7),Essay (8)
          Points Possible,,,,30.00,5.00
      "Lovelace, Ada",11,al,S1,,5.00
      Nobody,99,nn,S1,3.00,


      """, to: "canvas.csv")
    let canvas = try await Self.run(
      [
        "gradebook", "export", "target", "--format", "canvas", "--into", "canvas.csv", "--out",
        "c.csv",
      ]
        + book, in: marks)
    #expect(
      marks.folder.text("c.csv") == """
        Student,ID,SIS Login ID,Section,The target (7)
            Points Possible,,,,30.00
        "Lovelace, Ada",11,al,S1,28
        Nobody,99,nn,S1,3.00

        """, "\(canvas.errors)")
    let show = try await Self.run(["gradebook", "show", "ada@example.org"] + book, in: marks)
    #expect(show.output.contains("target: 14 of 15\n"), "\(show.output)\(show.errors)")
    #expect(show.output.contains("→ 2026-09-18T23:59:00Z  12/12 graded  (run 3)\n"))
    #expect(show.output.contains("  why: 2 by tess: good, \"so\" far\n"))
    let history = try await Self.run(["gradebook", "history"] + book, in: marks)
    #expect(history.output.split(separator: "\n").count == 4, "\(history.output)")
    let lost = try await Self.run(["gradebook", "show", "nobody"] + book, in: marks)
    #expect(lost.status == 2 && lost.errors.contains("there is no student `nobody`"))
  }

  @Test func twoGradersAtOnceAndAKilledOneLoseNothing() async throws {
    let marks = try Marks([:])
    for name in ["a", "b", "c"] {
      try marks.folder.write(Marks.right, to: "one/\(name).md")
      try marks.folder.write(Self.partly, to: "two/\(name)\(name).md")
    }
    // It keeps the grader busy until it is killed.
    let endless =
      "```swift {#double .exercise}\nfunc double(_ x: Double) -> Double { while true {} }\n```\n"
    try marks.folder.write(Self.partly + endless, to: "one/d.md")
    func arguments(_ folder: String) -> [String] {
      [
        "grade", "course/target.md", folder, "--out", "marks-\(folder)", "--gradebook",
        "book.sqlite",
        "--jobs", "1",
      ]
    }
    // One is killed as soon as the first mark is there, the other goes on beside it.
    let killed = try Running.start(arguments("one"), in: marks.folder)
    async let other = PracticalProgram.run(arguments("two"), in: marks.folder)
    try await killed.waits(for: "a: graded 9/9", within: 900)
    kill(killed.processID, SIGKILL)
    #expect(try await killed.finish().status == -9)
    let list = ["gradebook", "list", "--json", "--gradebook", "book.sqlite"]
    let early = try await listing(list, in: marks)
    #expect(early.students.first { $0.student == "a" }?.practicals.first?.final == 9)
    #expect(try await other.status == 0)
    let again = try await Self.run(arguments("one"), in: marks)
    #expect(again.status == 0, "\(again.errors)")
    let late = try await listing(list, in: marks)
    #expect(late.students.map(\.student) == ["a", "aa", "b", "bb", "c", "cc", "d"])
    #expect(late.students.map { $0.practicals.first?.final } == [9, 3, 9, 3, 9, 3, 3])
  }

  private func listing(_ arguments: [String], in marks: Marks) async throws -> Listing {
    let run = try await Self.run(arguments, in: marks)
    #expect(run.status == 0, "\(run.errors)")
    return try JSONDecoder().decode(Listing.self, from: Data(run.output.utf8))
  }

  @Test(arguments: [
    (["--due", "soon"], "--due soon is no point in time"),
    (["--policy", "reject"], "--policy means nothing without a deadline"),
    (["--due", "2026-09-18", "--policy", "harsh"], "there is no late policy `harsh`"),
    (["--course", "bad.yaml"], "bad.yaml:1:1: error: there is no key `deu` in the course"),
    (["--roster", "none.csv"], "none.csv:1:1: error: there is no such file"),
    (["--gradebook", "bad.yaml"], "`bad.yaml` is no gradebook, or is damaged"),
  ])
  func whatIsWrongIsSaidFirst(_ options: [String], _ words: String) async throws {
    let marks = try Marks(["ada.md": Marks.right])
    try marks.folder.write("deu: 2026-09-18\n", to: "bad.yaml")
    let run = try await marks.grade(options)
    #expect(run.status == 2)
    #expect(run.errors.contains(words) && run.errors.contains("  help: "), "\(run.errors)")
    #expect(!marks.folder.has("marks/ada"))
  }
}
