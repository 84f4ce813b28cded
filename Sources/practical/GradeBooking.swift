import Foundation
import Gradebook
import Grading
import Notebooks

/// Keeps in the gradebook what one grading run gives.
final class GradeBooking {
  let book: GradebookFile
  private let setup: CourseSetup
  private let slug: String
  private let run: Int64
  private let owner: (Submission) -> String
  private var failure: (any Error)?

  /// Notes that a run begins.
  init(
    _ setup: CourseSetup, book: GradebookFile, context: GradingContext,
    owner: @escaping (Submission) -> String
  ) throws {
    self.setup = setup
    self.owner = owner
    slug = context.author.slug
    self.book = book
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
      let bytes = graded.status == .missing ? nil : submission.bytes
      try book.record(
        RecordedMark(
          graded, of: owner(submission), submitted: submission.submitted, bytes: bytes),
        bytes: bytes, in: run, isCurrent: owner(submission) == submission.student)
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
    let all = (setup.rules ?? CourseRules()).standings(attempts, students: Array(listed))
    let own = zip(attempts, all).first { $0.0.slug == slug }?.1 ?? []
    return setup.rules == nil ? own.filter { listed.contains($0.student) } : own
  }
}

extension Submission {
  /// What was handed in; nil where it cannot be read, or is so large that grading does not read it either.
  var bytes: [UInt8]? {
    guard let path,
      let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int,
      size <= 8 << 20
    else { return nil }
    return FileManager.default.contents(atPath: path).map { Array($0) }
  }
}
