import Foundation
import Testing

/// What becomes of marks when less is there than before, or than was named.
@Suite("Grading again")
struct GradeAgainTests {
  @Test(arguments: [
    (["target.md", "nothing"], "there is no `nothing` with submissions"),
    (["target.md", "empty"], "there is nothing to mark in `empty`"),
    (["target.md", "others"], "there is nothing to mark in `others`"),
    (["target.md", "good", "--student", "zoe"], "there is no submission of `zoe`"),
    (["target.md", "good", "--pattern", "{nobody}.md"], "nobody"),
    (["target.md", "good", "--jobs", "0"], "--jobs 0 marks nothing"),
    (["target.md", "good", "--gradebook", "none/book.sqlite"], "cannot be written to"),
    (["starter.md", "good"], "holds no solutions"),
  ])
  func nothingIsWrittenForWhatCannotBeMarked(_ arguments: [String], _ words: String) async throws {
    let folder = try Workplace()
    try folder.write(Marks.practical, to: "target.md")
    try folder.write(
      Marks.practical.replacing(#/ *// (BEGIN|END) SOLUTION\n/#, with: ""), to: "starter.md")
    try folder.write("", to: "empty/.keep")
    try folder.write("a list", to: "others/roster.csv")
    try folder.write(Marks.right, to: "good/ada.md")
    let run = try await PracticalProgram.run(
      ["grade"] + arguments + ["--out", "marks"], in: folder)
    #expect(run.status == 2, "\(run.errors)\(run.output)")
    #expect(run.errors.contains(words) && run.errors.contains("  help: "), "\(run.errors)")
    #expect(!folder.has("marks/gradebook.sqlite") && !folder.has("marks/ada"))
    let isAboutTheBook = arguments.contains("--gradebook")
    #expect(isAboutTheBook || !folder.has("marks"))
  }

  /// Everything right, with something to find again.
  private static let bens = Marks.right.replacing("{ x + x }", with: "{ x + x }  // written by ben")

  @Test func anAuthorsVersionThatFailsLeavesNoGradebook() async throws {
    let marks = try Marks(["ada.md": Marks.right])
    try marks.folder.write(
      Marks.practical.replacing("return x * 2", with: "return x * 3"), to: "course/target.md")
    let run = try await marks.grade()
    #expect(run.status == 2 && run.errors.contains("does not earn full marks"), "\(run.errors)")
    #expect(!marks.folder.has("marks/gradebook.sqlite"))
  }

  @Test func whatIsHandedInNoMoreIsMissing() async throws {
    let marks = try Marks([
      "ada/target.md": Marks.right, "ada/target-2.md": CourseTests.partly,
      "ben.md": Self.bens,
    ])
    let first = try await marks.grade(["--gradescope"], seconds: 1200)
    #expect(first.status == 0, "\(first.errors)")
    #expect(marks.folder.has("marks/ada/attempt-1") && marks.folder.has("marks/ada/attempt-2"))
    #expect(marks.folder.text("marks/ben/feedback.html")?.contains("written by ben") == true)
    for name in ["ada/target-2.md", "ben.md"] {
      try FileManager.default.removeItem(
        at: marks.folder.url.appending(path: "submissions/\(name)"))
    }
    let second = try await marks.grade(seconds: 1200)
    #expect(second.status == 0, "\(second.errors)")
    #expect(second.errors.contains("handed in no more, and so missing: ben\n"), "\(second.errors)")
    #expect(
      try marks.table() == ["ada,target,9,9,0,9,graded", "ben,target,0,9,0,0,missing"])
    #expect(
      !marks.folder.has("marks/ada/attempt-1") && !marks.folder.has("marks/ada/attempt-2"))
    #expect(try marks.document("ada").score == 9)
    let ben = try marks.document("ben")
    #expect(ben.status == "missing" && ben.score == 0)
    #expect(
      ben.remarks.map(\.message) == [
        "`ben.md` was handed in when this was marked before, and is not there any more"
      ])
    let page = try #require(marks.folder.text("marks/ben/feedback.html"))
    #expect(page.contains("Nothing was handed in") && !page.contains("written by ben"))
    #expect(!marks.folder.has("marks/ben/results.json"))
    // The gradebook knows what was.
    let show = try await PracticalProgram.run(
      ["gradebook", "show", "ben", "--gradebook", "marks"], in: marks.folder)
    #expect(show.output.contains("9/9 graded"), "\(show.output)\(show.errors)")

    // It is marked as before when it is there again, and nothing is told twice.
    let third = try await marks.grade(seconds: 1200)
    #expect(third.output.contains("; 0 marked in "), "\(third.output)")
    try marks.folder.write(
      Self.bens, to: "submissions/ben.md")
    let fourth = try await marks.grade(seconds: 1200)
    #expect(fourth.status == 0 && !fourth.errors.contains("no more"), "\(fourth.errors)")
    #expect(try marks.table()[1] == "ben,target,9,9,0,9,graded")
  }

  @Test func withRulesWhatWasHandedInOnceCounts() async throws {
    let marks = try Marks(["ada.md": Marks.right, "ben.md": CourseTests.partly])
    try marks.folder.write("title: Tests\n", to: "course.yaml")
    let options = ["--course", "course.yaml"]
    #expect(try await marks.grade(options, seconds: 1200).status == 0)
    try FileManager.default.removeItem(at: marks.folder.url.appending(path: "submissions/ben.md"))
    let second = try await marks.grade(options, seconds: 1200)
    #expect(second.status == 0 && !second.errors.contains("no more"), "\(second.errors)")
    #expect(try marks.table() == ["ada,target,9,9,0,9,graded", "ben,target,3,9,0,3,graded"])
    #expect(try marks.document("ben").score == 3)
  }

  @Test func aGraderThatDiesSaysWhy() async throws {
    let marks = try Marks([
      "ada.md": Marks.right.replacing("print(", with: "while true {}\nprint(")
    ])
    // Nothing ends by itself here.
    try marks.folder.write(
      Marks.practical.replacing("timeout: 3s", with: "timeout: 10h"), to: "course/target.md")
    let running = try Running.start(
      ["grade", "course/target.md", "submissions", "--out", "marks"], in: marks.folder)
    let killer = Task {
      while !Task.isCancelled {
        for entry in ProcessTable.now().descendants(of: running.processID)
        where Self.isWorker(entry.processID) { kill(entry.processID, SIGKILL) }
        try await Task.sleep(for: .milliseconds(5))
      }
    }
    let run = try await running.finish(within: 3600)
    killer.cancel()
    #expect(run.status == 1, "\(run.errors)")
    #expect(try marks.table() == ["ada,target,,9,0,,graderError"])
    let words = "the program that marks was killed twice"
    #expect(run.output.contains(words) && run.output.contains("the same command marks"))
    #expect(try marks.document("ada").reason?.contains(words) == true)
    #expect(marks.folder.text("marks/class.html")?.contains(words) == true)
    let page = try #require(marks.folder.text("marks/ada/feedback.html"))
    #expect(page.contains("no fault of yours") && !page.contains("killed"))
    let feedback = try marks.document("ada", "feedback.json")
    #expect(!feedback.words.contains("killed"), "\(feedback.words)")

    try marks.folder.write(Marks.right, to: "submissions/ada.md")
    #expect(try await marks.grade(seconds: 1200).status == 0)
    #expect(try marks.table() == ["ada,target,9,9,0,9,graded"])
  }

  @Test func aStudentMayBeCalledLikeATable() async throws {
    let names = ["class.html", "gradebook.sqlite", "grades.csv"]
    let marks = try Marks(
      Dictionary(uniqueKeysWithValues: names.map { ("\($0).md", CourseTests.partly) }))
    for _ in 0..<2 {
      let run = try await marks.grade(seconds: 1200)
      #expect(run.status == 0, "\(run.errors)")
    }
    #expect(try marks.table() == names.map { "\($0),target,3,9,0,3,graded" })
    #expect(marks.folder.text("marks/class.html")?.contains("3 students") == true)
  }

  private static func isWorker(_ process: pid_t) -> Bool {
    let bytes = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
    return String(decoding: bytes, as: UTF8.self).contains("grade-submission")
  }

  /// Groups that students form in what `practical submit` makes.
  @Test func membersOfAGroupHaveItsMark() async throws {
    let marks = try Marks(["dan.md": Marks.right])
    let head = "---\ntitle: The target\n---\n"
    for (student, other, text) in [
      ("ada", "Ben Moe", Marks.right), ("mal", "dan", CourseTests.partly),
    ] {
      try marks.folder.write(head + text, to: "\(student)/target.md")
      let run = try await PracticalProgram.run(
        [
          "submit", "\(student)/target.md", "--no-run", "--student", student, "--with", other,
          "--out", "submissions",
        ], in: marks.folder)
      #expect(run.status == 0, "\(run.errors)")
    }
    try marks.folder.write("title: Tests\ngroup-size: 2\n", to: "course.yaml")
    try marks.folder.write(
      "student,name\nada,Ada\nben,Ben Moe\ndan,Dan\nmal,Mal\n", to: "roster.csv")
    let options = ["--course", "course.yaml", "--roster", "roster.csv"]
    let run = try await marks.grade(options, seconds: 1200)
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      try marks.table() == [
        "ada,target,9,9,0,9,graded", "ben,target,9,9,0,9,graded", "dan,target,9,9,0,9,graded",
        "mal,target,3,9,0,3,graded",
      ])
    let feedback = { (student: String) in marks.folder.text("marks/\(student)/feedback.html") ?? ""
    }
    #expect(feedback("ada").contains("you are in a group with <code>ben</code>"))
    #expect(feedback("ben").contains("what <code>ada</code> handed in counts for you"))
    #expect(feedback("dan").contains("<code>mal</code> names you; you handed in too"))
    #expect(feedback("mal").contains("<code>dan</code> handed in too and does not name"))
    #expect(marks.folder.text("marks/class.html")?.contains("what ada handed in counts") == true)
    // The word of the course is the last.
    try marks.folder.write(
      "title: Tests\ngroup-size: 2\ngroups:\n  - {members: [mal, ben]}\n", to: "course.yaml")
    #expect(try await marks.grade(options, seconds: 1200).status == 0)
    #expect(try marks.table()[1] == "ben,target,3,9,0,3,graded")
    #expect(feedback("ada").contains("<code>ben</code> is in a group that your instructor lists"))
  }
}
