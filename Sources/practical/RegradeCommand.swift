import ArgumentParser
import Foundation
import Gradebook
import Grading
import Notebooks

/// `practical regrade`.
struct RegradeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regrade",
    abstract: "Mark again what was handed in, and say who changed and why.",
    discussion: """
      The submissions are those in the gradebook, as they were handed in: also earlier ones of a student, \
      where the course has rules by which they may count. What was marked by hand stays, and so do the \
      --due and --policy of the grading before, where nothing else is said.
      """)

  @Argument(help: "The practical: its number, its slug, or the path of the author's version.")
  var practical: String

  @OptionGroup var options: GradingOptions

  mutating func run() throws {
    let course = Course.find()
    let request = try GradingRequest(practical, options: options, course: course, goesOn: true)
    let (slug, setup) = (request.author.slug, request.setup)
    let book = try GradebookFile.existing(path: setup.gradebook(in: options.output))
    let before = try book.marks(of: slug)
    guard !before.isEmpty else {
      throw UsageError(
        "nothing of \(slug) is in the gradebook \(book.path)", help: "grade it first")
    }
    let submissions = try handedIn(
      try wanted(before), from: book, isCurrentOnly: setup.rules == nil)
    var session = try GradingSession(request)
    defer { session.close() }
    try session.recordKey()
    let marking = try session.mark(submissions)
    let changes = MarkChange.changes(from: before, to: try book.marks(of: slug))
    tell(changes, manual: try book.manualMarks(of: slug).count, of: submissions.count)
    try session.finish(marking, students: Set(before.map(\.student)).sorted())
  }

  /// Submissions as they were handed in.
  private func handedIn(
    _ marks: [RecordedMark], from book: GradebookFile, isCurrentOnly: Bool
  ) throws -> [Submission] {
    var submissions: [Submission] = []
    for student in Set(marks.map(\.student)).sorted() {
      let own = marks.filter { $0.student == student }
      let last = own.map(\.seen).max()
      let counted = own.filter { !isCurrentOnly || $0.seen == last }.sorted { first, second in
        (first.submitted ?? .distantPast, first.attempt, first.submission)
          < (second.submitted ?? .distantPast, second.attempt, second.submission)
      }
      for (index, mark) in counted.enumerated() {
        var submission = Submission(student: student, submitted: mark.submitted)
        submission.markdown = try book.bytes(of: mark.submission)
        submission.name = submission.markdown == nil ? nil : "\(student).md"
        submission.problem =
          submission.markdown == nil && mark.status != .missing ? mark.reason ?? "" : nil
        submission.members = mark.members
        submission.attempt = index + 1
        submission.attemptCount = counted.count
        submissions.append(submission)
      }
    }
    return submissions
  }

  private func wanted(_ marks: [RecordedMark]) throws -> [RecordedMark] {
    if options.students.isEmpty { return marks }
    for student in options.students where !marks.contains(where: { $0.student == student }) {
      throw UsageError(
        "there is no submission of `\(student)` in the gradebook",
        help: "`practical gradebook list` lists the students")
    }
    return marks.filter { options.students.contains($0.student) }
  }

  private func tell(_ changes: [MarkChange], manual: Int, of count: Int) {
    for change in changes {
      let (before, after) = (change.before, change.after)
      let status = before.status == after.status ? "" : " (\(before.status) → \(after.status))"
      StandardOutput.writeLine(
        "\(TextTable.field(after.student)): \(Self.score(before)) → \(Self.score(after))\(status)")
      for check in change.checks {
        StandardOutput.writeLine(
          "  \(TextTable.field(check.exercise)): \(TextTable.field(check.name, atMost: 80)): "
            + "\(Self.words(check.before)) → \(Self.words(check.after))")
      }
    }
    let kept = manual > 0 ? "; \(RunView.counted(manual, "mark")) by hand kept" : ""
    StandardOutput.writeLine(
      "\(changes.count) of \(RunView.counted(count, "submission")) changed\(kept)")
  }

  private static func score(_ mark: RecordedMark) -> String {
    "\(CourseNumber.short(mark.score))/\(CourseNumber.short(mark.maxScore))"
  }

  private static func words(_ check: CheckResult?) -> String {
    guard let check else { return "not there" }
    return "\(check.status.rawValue) \(CourseNumber.short(check.score))"
      + "/\(CourseNumber.short(check.maxScore))"
  }
}
