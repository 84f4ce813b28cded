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

  @Option(name: .customLong("out"), help: "The folder to write to.")
  var output: String

  @Option(help: "How many submissions are marked at once; by default one for each core.")
  var jobs: Int?

  @Option(
    name: .customLong("grading-seed"),
    help: "What the random inputs of hidden checks start from, to repeat a grading.")
  var gradingSeed: UInt64?

  @Option(
    help: ArgumentHelp(
      "How long compiling and running one submission may take; by default twenty times what the "
        + "author's version takes, and at least twenty minutes.", valueName: "seconds"))
  var timeout: Double?

  @Option(name: .customLong("student"), help: "Mark only this student; repeatable.")
  var students: [String] = []

  @Flag(
    name: .customLong("no-sandbox"),
    help: "Run the students' code with your own rights, without protection.")
  var hasNoSandbox = false

  mutating func run() throws {
    let course = Course.find()
    let author = try PracticalParser.read(path: course.path(for: practical))
    guard author.holdsSolutions else {
      throw UsageError(
        "\(author.source.path) holds no solutions: it is not the author's version",
        help: "name the file with `// BEGIN SOLUTION` … `// END SOLUTION` in its exercises")
    }
    if let jobs, jobs < 1 {
      throw UsageError("--jobs \(jobs) marks nothing", help: "give a number from 1 on")
    }
    if let timeout, !(timeout > 0 && timeout <= 1e6) {
      throw UsageError(
        "--timeout \(timeout) is no time for a submission", help: "give a number of seconds")
    }
    try OutputFolder.make(output, help: "choose a folder that can be written to with --out")
    let marks = MarksFolder(path: output)
    Interrupt.install()
    try marks.prepare()
    let cache = CacheKeeper(folder: marks.cache)
    defer {
      marks.removeLeftovers()
      cache.trim()
    }
    let toolchain = try Toolchain.find()
    if hasNoSandbox {
      writeError("warning: without a sandbox, the students' code runs with your rights")
    }
    var context = try GradingContext(
      author: author,
      gradingSeed: try marks.gradingSeed(for: author, wanted: gradingSeed),
      confinement: hasNoSandbox
        ? nil : try Confinement.prepare(toolchain, moduleCache: marks.cache + "/headers"),
      cache: marks.cache, datasets: course.datasets)
    context.wantedTimeLimit = timeout
    let all = try wanted(
      SubmissionFolder.submissions(in: submissions, slug: author.slug, except: marks.path))
    writeError("running the author's version")
    do {
      try OutputFolder.keeping { try context.recordKey(toolchain, in: marks.grader) }
    } catch is GradingContext.Interrupted {
      throw ExitCode(ExitStatus.interrupted)
    }
    let grading = try ClassGrading(
      context: context, marks: marks, submissions: all, folder: submissions,
      toolchain: toolchain, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    let results = grading.run()
    if let results {
      try write(GradesTable.text(results), to: "\(output)/grades.csv")
      grading.summarize(results, table: "\(output)/grades.csv")
      if results.contains(where: { $0.status == .graderError }) {
        throw ExitCode(ExitStatus.failure)
      }
    } else {
      writeError("interrupted; the same command goes on from here")
      throw ExitCode(ExitStatus.interrupted)
    }
  }

  private func wanted(_ all: [Submission]) throws -> [Submission] {
    if students.isEmpty { return all }
    for student in students where !all.contains(where: { $0.student == student }) {
      throw UsageError(
        "there is no submission of `\(student)`", help: "check the name in `\(submissions)`")
    }
    return all.filter { students.contains($0.student) }
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw UsageError(
        "\(path) cannot be written: \(OutputFolder.reason(for: error))",
        help: "check the folder and the space on the disk")
    }
  }
}
