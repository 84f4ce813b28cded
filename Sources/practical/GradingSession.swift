import ArgumentParser
import Foundation
import Gradebook
import Grading
import Notebooks
import Reports

/// One run of `grade` or `regrade`: what is marked against, and where it is kept.
struct GradingSession {
  let author: Practical
  let options: GradingOptions
  let setup: CourseSetup
  let marks: MarksFolder
  private let toolchain: Toolchain
  private var context: GradingContext
  private let cache: CacheKeeper
  /// The gradebook, where there is one: it is not made before there is something to put into it.
  private let book: GradebookFile?

  /// Prepares the folder and the sandbox.
  init(_ request: GradingRequest) throws {
    author = request.author
    options = request.options
    setup = request.setup
    marks = request.marks
    // What the machine lacks is said before anything is written.
    toolchain = try Toolchain.find()
    try OutputFolder.make(
      options.output, help: "choose a folder that can be written to with --out")
    let gradebook = setup.gradebook(in: options.output)
    if FileManager.default.fileExists(atPath: gradebook) {
      book = try GradebookFile(path: gradebook)
    } else {
      book = nil
      try OutputFolder.check(
        URL(fileURLWithPath: gradebook).deletingLastPathComponent().path,
        help: "make it, or name another gradebook with --gradebook")
    }
    Interrupt.install()
    try marks.prepare()
    try request.lateRules.keep(in: marks, of: author.slug)
    cache = CacheKeeper(folder: marks.cache)
    if options.hasNoSandbox {
      writeError("warning: without a sandbox, the students' code runs with your rights")
    }
    context = try GradingContext(
      author: author,
      gradingSeed: try marks.gradingSeed(for: author, wanted: options.gradingSeed),
      confinement: options.hasNoSandbox
        ? nil : try Confinement.prepare(toolchain, moduleCache: marks.cache + "/headers"),
      cache: marks.cache, datasets: request.datasets)
    context.wantedTimeLimit = options.timeout
  }

  /// Removes what is of no more use when the run ends.
  func close() {
    marks.removeLeftovers()
    cache.trim()
  }

  /// Runs the author's version, which gives the answer key.
  mutating func recordKey() throws {
    writeError("running the author's version")
    do {
      try OutputFolder.keeping { try context.recordKey(toolchain, in: marks.grader) }
    } catch is GradingContext.Interrupted {
      throw ExitCode(ExitStatus.interrupted)
    }
  }

  /// What marking came to.
  struct Marking {
    var results: [GradedSubmission]
    var grading: ClassGrading
    var booking: GradeBooking
  }

  /// Marks submissions, and keeps the marks in the gradebook.
  func mark(_ submissions: [Submission]) throws -> Marking {
    let book = try book ?? GradebookFile(path: setup.gradebook(in: options.output))
    let booking = try GradeBooking(setup, book: book, context: context)
    try marks.removeStale(beside: submissions)
    let grading = try ClassGrading(
      context: context, marks: marks, submissions: submissions, toolchain: toolchain,
      jobs: options.jobs ?? ProcessInfo.processInfo.activeProcessorCount, keep: booking.keep)
    guard let results = try grading.run() else {
      writeError("interrupted; the same command goes on from here")
      throw ExitCode(ExitStatus.interrupted)
    }
    try booking.finish()
    return Marking(results: results, grading: grading, booking: booking)
  }

  /// Writes `grades.csv`, puts what counts into the students' folders, and says what came of it.
  ///
  /// - Parameters:
  ///   - marking: what marking came to.
  ///   - students: whom the table has in any case.
  /// - Throws: what keeps that from being written, or the exit status for failures of the grader.
  func finish(_ marking: Marking, students: [String]) throws {
    let standings = try marking.booking.standings(students: students)
    let counting = try marking.booking.counting(standings)
    let results = try marking.grading.counting(marking.results) { submission in
      counting.contains(GradeBooking.Key(submission))
    }
    try marking.grading.addSilent(standings)
    let table = "\(options.output)/grades.csv"
    try OutputFile.write(Data(GradesTable.text(standings).utf8), to: table)
    if options.gradescope { try writeResults(results, standings) }
    let pages = try ClassPages(author: author, folder: options.output, setup: setup).write()
    marking.grading.summarize(results, table: table)
    StandardOutput.writeLine("wrote \(pages)")
    if results.contains(where: { $0.status == .graderError }) {
      throw ExitCode(ExitStatus.failure)
    }
  }

  /// Writes what Gradescope reads.
  private func writeResults(_ results: [GradedSubmission], _ standings: [Standing]) throws {
    let byStudent = Dictionary(
      standings.map { ($0.student, $0) }, uniquingKeysWith: { first, _ in first })
    for graded in results where graded.status != .graderError {
      let folder = marks.folder(of: Submission(student: graded.student))
      let results = GradescopeResults(
        Feedback(graded, author: author), seconds: graded.seconds,
        standing: byStudent[graded.student], policy: setup.rules?.policy(for: author.slug))
      try OutputFile.write(results.json(), to: "\(folder)/\(GradescopeResults.fileName)")
    }
  }
}
