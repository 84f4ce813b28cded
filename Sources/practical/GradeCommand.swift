import ArgumentParser
import Foundation
import Grading
import Notebooks

/// `practical grade`.
struct GradeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade",
    abstract: "Mark a folder of submissions, side by side and in a sandbox.",
    discussion: """
      Submissions are `STUDENT.md` or `STUDENT/NAME.md`. Only exercises, ticks and answers are taken from \
      them, by id; all else is the author's. What was marked before and has not changed is not marked \
      again, so a grading that was broken off goes on where it was.
      """)

  @Argument(help: "The practical: its number, its slug, or the path of the author's version.")
  var practical: String

  @Argument(help: "The folder with the submissions.")
  var submissions: String

  @OptionGroup var options: GradingOptions

  mutating func run() throws {
    var session = try GradingSession(practical, options: options, course: Course.find())
    defer { session.marks.removeLeftovers() }
    let all = try SubmissionFolder.submissions(
      in: submissions, slug: session.author.slug, except: session.marks.path)
    let wanted = try wanted(all)
    try session.recordKey()
    let (results, grading, booking) = try session.mark(wanted, in: submissions)
    let table = try session.writeTables(booking, results, students: all.map(\.student))
    grading.summarize(results, table: table)
    if results.contains(where: { $0.status == .graderError }) {
      throw ExitCode(ExitStatus.failure)
    }
  }

  private func wanted(_ all: [Submission]) throws -> [Submission] {
    if options.students.isEmpty { return all }
    for student in options.students where !all.contains(where: { $0.student == student }) {
      throw UsageError(
        "there is no submission of `\(student)`", help: "check the name in `\(submissions)`")
    }
    return all.filter { options.students.contains($0.student) }
  }
}
