import Foundation
import Grading
import Notebooks

/// What `grade` or `regrade` was asked for, found good before anything is written.
struct GradingRequest {
  /// The author's version.
  let author: Practical
  /// The students' copy of it, to tell those who worked on another.
  let starter: Practical
  /// What the command was told.
  let options: GradingOptions
  /// The course with its rules.
  let setup: CourseSetup
  /// What was said of the deadline instead.
  let lateRules: LateRules
  /// The folder of the data sets.
  let datasets: String
  /// The folder of marks, which need not be there.
  var marks: MarksFolder { MarksFolder(path: options.output) }

  /// Checks what can be told without writing or running anything.
  ///
  /// - Parameters:
  ///   - practical: as the user names it.
  ///   - options: what the command was told.
  ///   - course: the course.
  ///   - goesOn: whether what an earlier grading was told of the deadline holds where nothing is said of it.
  /// - Throws: `UsageError`.
  init(_ practical: String, options: GradingOptions, course: Course, goesOn: Bool = false) throws {
    self.options = options
    author = try PracticalParser.read(path: course.path(for: practical))
    let isAuthors =
      author.holdsSolutions || author.quizzes.contains { $0.choices.contains(where: \.isTicked) }
    guard isAuthors else {
      throw UsageError(
        "\(author.source.path) holds no solutions: it is not the author's version",
        help: "name the file with `// BEGIN SOLUTION` … `// END SOLUTION` in its exercises")
    }
    starter = try PracticalParser.parse(
      SourceFile(path: author.source.path, text: StudentCopy(of: author).text), slug: author.slug)
    if let jobs = options.jobs, jobs < 1 {
      throw UsageError("--jobs \(jobs) marks nothing", help: "give a number from 1 on")
    }
    if let timeout = options.timeout, !(timeout > 0 && timeout <= 1e6) {
      throw UsageError(
        "--timeout \(timeout) is no time for a submission", help: "give a number of seconds")
    }
    lateRules =
      goesOn && options.lateRules == LateRules()
      ? LateRules(keptIn: MarksFolder(path: options.output), of: author.slug) : options.lateRules
    setup = try options.setup(for: author.slug, in: course, lateRules)
    datasets = course.datasets
  }
}
