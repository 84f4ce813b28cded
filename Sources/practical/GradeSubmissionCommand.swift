import ArgumentParser
import Foundation
import Grading
import Notebooks

/// Marks one submission: `practical grade` starts this program anew for each, so that whatever happens to
/// one costs no other.
struct GradeSubmissionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade-submission", abstract: "Mark one submission; started by `grade`.",
    shouldDisplay: false)

  @Argument(help: "The path of the author's version.")
  var practical: String

  @Argument(help: "The fingerprint of the submission.")
  var fingerprint: String

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
    guard let submission = marks.submission(fingerprint) else {
      throw UsageError("there is no submission of this name any more", help: "grade again")
    }
    do {
      let plots = StudentPlots(
        folder: marks.folder(of: submission), cache: marks.cache + "/plots")
      let grader = try SubmissionGrader(context, toolchain: toolchain)
      let graded = try grader.grade(submission, draw: plots.draw)
      try marks.write(graded, of: submission, author: author)
    } catch is GradingContext.Interrupted {
      throw ExitCode(ExitStatus.interrupted)
    }
  }
}
