import Foundation
import Gradebook
import Grading
import Notebooks

/// Keeps in the gradebook what one grading run gives.
final class GradeBooking {
  /// What tells a submission from others.
  struct Key: Hashable {
    var student: String
    var content: String

    init(_ submission: Submission) {
      student = submission.student
      content = RecordedMark.content(submission)
    }

    init(_ mark: RecordedMark) {
      student = mark.student
      content = mark.content
    }
  }

  private let book: GradebookFile
  private let setup: CourseSetup
  private let slug: String
  private let run: Int64
  private var failure: (any Error)?

  /// Notes that a run begins.
  init(_ setup: CourseSetup, book: GradebookFile, context: GradingContext) throws {
    self.setup = setup
    self.book = book
    slug = context.author.slug
    run = try book.begin(
      GradingRun(
        practical: slug, title: context.author.frontMatter.title, started: Date(),
        version: ContentKey.make(Array(context.author.source.text.utf8)),
        seed: context.author.frontMatter.seed, gradingSeed: context.gradingSeed,
        tool: ProgramVersion.text, isSandboxed: context.confinement != nil))
  }

  /// Records the marks of a submission; when it returns they are on the disk.
  func keep(_ graded: GradedSubmission, _ submission: Submission) {
    do {
      try book.record(
        RecordedMark(graded, of: submission), bytes: submission.markdown, in: run)
    } catch {
      // Marking goes on, because its results are in the folder; the error ends the command.
      failure = failure ?? error
    }
  }

  /// Notes that the run has ended.
  func finish() throws {
    if let failure { throw failure }
    try book.finish(run, at: Date())
  }

  /// Where students stand with the practical.
  ///
  /// - Parameter students: whom to list. Who else is in the roster is listed too, and with rules for the
  ///   course everybody who has ever handed in.
  /// - Returns: the standings, by name.
  /// - Throws: `UsageError` when the gradebook cannot be read.
  func standings(students: [String]) throws -> [Standing] {
    let roster = setup.roster?.students.map(\.id) ?? []
    let listed = Set(students + roster)
    let attempts = try book.attempts(isCurrentOnly: setup.rules == nil)
    let all = (setup.rules ?? CourseRules.withoutRules).standings(attempts, students: Array(listed))
    let own = zip(attempts, all).first { $0.0.slug == slug }?.1 ?? []
    return setup.rules == nil ? own.filter { listed.contains($0.student) } : own
  }

  /// The submissions that count.
  func counting(_ standings: [Standing]) throws -> Set<Key> {
    let counting = Set(standings.compactMap { $0.attempt?.id })
    return Set(
      try book.marks(of: slug).filter { counting.contains("\($0.submission)") }.map { Key($0) })
  }
}
