import ArgumentParser
import Foundation
import Glibc
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

  @Argument(help: "The number of the submission in the folder.")
  var number: Int

  @Option(name: .customLong("submissions"))
  var submissions: String

  @Option(name: .customLong("out"))
  var output: String

  @Option(name: .customLong("grading-seed"))
  var gradingSeed: UInt64

  @Option(name: .customLong("datasets"))
  var datasets: String

  @Option(name: .customLong("student"))
  var student: String

  @Option(name: .customLong("timeout"))
  var timeout: Double?

  @Flag(name: .customLong("no-sandbox"))
  var hasNoSandbox = false

  mutating func run() throws {
    Interrupt.endWithParent()
    // Whoever watches over others has to come first, also among thousands of processes. Only root may do
    // this, and only for root the kernel's own limit on processes does not hold.
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, -15)
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
    let all = try SubmissionFolder.submissions(
      in: submissions, slug: author.slug, except: marks.path)
    guard let submission = all.first(where: { $0.student == student }) else {
      throw UsageError("there is no submission of this name any more", help: "grade again")
    }
    do {
      let graded = try SubmissionGrader(context, toolchain: toolchain).grade(submission)
      try marks.write(graded, of: submission, author: author)
    } catch is GradingContext.Interrupted {
      throw ExitCode(ExitStatus.interrupted)
    }
  }
}
