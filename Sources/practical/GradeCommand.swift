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
      Submissions are `STUDENT.md`, `STUDENT/NAME.md`, archives of `practical submit`, or what Canvas, \
      Moodle and Gradescope give out, as a folder or as one archive. Only exercises, ticks and answers are \
      taken from them, by id; all else is the author's. What was marked before and has not changed is not \
      marked again, so a grading that was broken off goes on where it was.
      """)

  @Argument(help: "The practical: its number, its slug, or the path of the author's version.")
  var practical: String

  @Argument(help: "The folder with the submissions, or the archive of a class.")
  var submissions: String

  @Option(
    help: "What other names of submissions mean, such as 'hw2-{student}-{time}{late}.md'.")
  var pattern: String?

  @Flag(
    name: .customLong("manifest-time"),
    help: "Take the times from the manifests of `practical submit`, which students could change.")
  var believesManifests = false

  @OptionGroup var options: GradingOptions

  mutating func run() throws {
    let request = try GradingRequest(practical, options: options, course: Course.find())
    let all = try handedIn(request)
    let wanted = try wanted(all)
    var session = try GradingSession(request)
    defer { session.close() }
    try session.recordKey()
    let marking = try session.mark(wanted)
    try session.finish(marking, students: all.map(\.student))
  }

  /// What was handed in, under the names of the roster; with those who have handed in nothing any more.
  private func handedIn(_ request: GradingRequest) throws -> [Submission] {
    let collection = try SubmissionCollection(
      at: submissions,
      options: SubmissionCollection.Options(
        slug: request.author.slug, version: PracticalVersion.make(of: request.starter),
        excluded: request.marks.path, pattern: try pattern.map(NamePattern.init),
        believesManifests: believesManifests), archives: ArchiveProgram.find())
    tell(passedOver: collection.passedOver)
    guard !collection.submissions.isEmpty else {
      throw UsageError(
        "there is nothing to mark in `\(Course.shortened(submissions))`",
        help:
          "submissions are STUDENT.md, STUDENT/NAME.md, archives, or what a platform gives out; "
          + "other names are told with --pattern")
    }
    let found = request.setup.roster?.named(collection.submissions) ?? collection.submissions
    // With rules every submission counts that was ever graded.
    guard request.setup.rules == nil else { return found }
    let withdrawn = request.marks.withdrawn(from: found, of: request.author.slug)
    if !withdrawn.isEmpty {
      let names = withdrawn.map { TerminalStyle.harmless($0.student) }
      let more = names.count > 8 ? " and \(names.count - 8) more" : ""
      writeError(
        "handed in no more, and so missing: \(names.prefix(8).joined(separator: ", "))\(more)")
    }
    return (found + withdrawn).sorted { ($0.student, $0.attempt) < ($1.student, $1.attempt) }
  }

  private func tell(passedOver names: [String]) {
    guard !names.isEmpty else { return }
    let shown = names.prefix(8).map { TerminalStyle.harmless($0) }.joined(separator: ", ")
    let more = names.count > 8 ? " and \(names.count - 8) more" : ""
    writeError("passed over, because no student's: \(shown)\(more)")
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
