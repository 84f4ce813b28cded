import ArgumentParser
import Foundation
import Glibc
import Grading
import Notebooks

/// Marks the submissions whose fingerprints it reads: `practical grade` starts some of these programs, so that
/// whatever happens to one submission costs no other.
///
/// A line names submissions that are marked together; for each one that is marked a line is written. Of one
/// that cannot be marked the program dies, and another one takes its place.
struct GradeSubmissionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade-submission", abstract: "Mark submissions; started by `grade`.",
    shouldDisplay: false)

  @Argument(help: "The path of the author's version.")
  var practical: String

  @Option(name: .customLong("out"))
  var output: String

  @Option(name: .customLong("grading-seed"))
  var gradingSeed: UInt64

  @Option(name: .customLong("datasets"))
  var datasets: String

  @Option(name: .customLong("timeout"))
  var timeout: Double?

  @Flag(name: .customLong("no-sandbox"))
  var hasNoSandbox = false

  mutating func run() throws {
    Interrupt.endWithParent()
    WatchingPriority.raise()
    let author = try PracticalParser.read(path: practical)
    let marks = MarksFolder(path: output)
    let toolchain = try Toolchain.find()
    var context = try GradingContext(
      author: author, gradingSeed: gradingSeed,
      confinement: hasNoSandbox
        ? nil : Confinement.prepared(moduleCache: marks.cache + "/headers"),
      cache: marks.cache, datasets: datasets)
    context.wantedTimeLimit = timeout
    Interrupt.install()
    try context.recordKey(toolchain, in: marks.grader)
    let grader = try SubmissionGrader(context, toolchain: toolchain)
    while let line = readLine() {
      let submissions = try line.split(separator: " ").map { fingerprint in
        guard let submission = marks.submission(String(fingerprint)) else {
          throw UsageError("there is no submission of this name any more", help: "grade again")
        }
        return submission
      }
      if submissions.count > 1 { try grader.parseAhead(submissions) }
      for submission in submissions {
        try mark(submission, with: grader, in: marks, author: author)
        StandardOutput.writeLine(LastingProgram.done)
      }
    }
  }

  private func mark(
    _ submission: Submission, with grader: SubmissionGrader, in marks: MarksFolder,
    author: Practical
  ) throws {
    let plots = StudentPlots(
      folder: marks.folder(of: submission), cache: marks.cache + "/plots")
    do {
      let graded = try grader.grade(submission, draw: plots.draw)
      try marks.write(graded, of: submission, author: author)
    } catch is GradingContext.Interrupted {
      throw ExitCode(ExitStatus.interrupted)
    }
  }
}
