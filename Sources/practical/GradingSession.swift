import ArgumentParser
import Foundation
import Gradebook
import Grading
import Notebooks

/// One run of `grade` or `regrade`: what is marked against, and where it is kept.
struct GradingSession {
  let author: Practical
  let options: GradingOptions
  let setup: CourseSetup
  let marks: MarksFolder
  let book: GradebookFile
  private let toolchain: Toolchain
  private var context: GradingContext

  /// Prepares the folder and the sandbox.
  init(_ practical: String, options: GradingOptions, course: Course) throws {
    self.options = options
    author = try PracticalParser.read(path: course.path(for: practical))
    guard author.holdsSolutions else {
      throw UsageError(
        "\(author.source.path) holds no solutions: it is not the author's version",
        help: "name the file with `// BEGIN SOLUTION` … `// END SOLUTION` in its exercises")
    }
    if let jobs = options.jobs, jobs < 1 {
      throw UsageError("--jobs \(jobs) marks nothing", help: "give a number from 1 on")
    }
    setup = try options.setup(for: author.slug, in: course)
    try OutputFolder.make(
      options.output, help: "choose a folder that can be written to with --out")
    marks = MarksFolder(path: options.output)
    Interrupt.install()
    try marks.prepare()
    book = try GradebookFile(path: setup.gradebook(in: options.output))
    toolchain = try Toolchain.find()
    if options.hasNoSandbox {
      writeError("warning: without a sandbox, the students' code runs with your rights")
    }
    context = try GradingContext(
      author: author,
      gradingSeed: try marks.gradingSeed(for: author, wanted: options.gradingSeed),
      confinement: options.hasNoSandbox
        ? nil : try Confinement.prepare(toolchain, moduleCache: marks.cache + "/headers"),
      cache: marks.cache, datasets: course.datasets)
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

  /// Marks submissions, and keeps the marks in the gradebook.
  ///
  /// - Parameters:
  ///   - submissions: what is marked.
  ///   - folder: where it lies.
  ///   - owner: whose a submission is, where its name says more than the student.
  /// - Returns: what came of it, and the gradebook with it.
  /// - Throws: what keeps the run from ending, or the exit status of an interruption.
  func mark(
    _ submissions: [Submission], in folder: String,
    owner: @escaping (Submission) -> String = { $0.student }
  ) throws -> (results: [GradedSubmission], grading: ClassGrading, booking: GradeBooking) {
    let booking = try GradeBooking(setup, book: book, context: context, owner: owner)
    let grading = try ClassGrading(
      context: context, marks: marks, submissions: submissions, folder: folder,
      toolchain: toolchain, jobs: options.jobs ?? ProcessInfo.processInfo.activeProcessorCount,
      keep: booking.keep)
    guard let results = grading.run() else {
      writeError("interrupted; the same command goes on from here")
      throw ExitCode(ExitStatus.interrupted)
    }
    try booking.finish()
    return (results, grading, booking)
  }

  /// Writes `grades.csv`, and what Gradescope reads where that is wanted.
  ///
  /// - Parameters:
  ///   - booking: the gradebook with the marks.
  ///   - results: the marks.
  ///   - students: whom the table has in any case.
  /// - Returns: the path of the table.
  /// - Throws: what keeps them from being written.
  func writeTables(
    _ booking: GradeBooking, _ results: [GradedSubmission], students: [String]
  ) throws -> String {
    let standings = try booking.standings(students: students)
    let table = "\(options.output)/grades.csv"
    try OutputFile.write(Data(GradesTable.text(standings).utf8), to: table)
    guard options.gradescope else { return table }
    let byStudent = Dictionary(
      standings.map { ($0.student, $0) }, uniquingKeysWith: { first, _ in first })
    for graded in results where graded.status != .graderError {
      let folder = marks.folder(of: Submission(student: graded.student))
      let feedback = Feedback(graded, author: author)
      let results = GradescopeResults(
        feedback, seconds: graded.seconds, standing: byStudent[graded.student],
        policy: setup.rules?.policy(for: author.slug))
      try OutputFile.write(results.json(), to: "\(folder)/\(GradescopeResults.fileName)")
    }
    return table
  }
}
