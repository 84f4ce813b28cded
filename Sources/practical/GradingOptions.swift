import ArgumentParser
import Foundation
import Grading
import Notebooks

/// What `grade` and `regrade` are told.
struct GradingOptions: ParsableArguments {
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

  @Option(
    help: """
      The deadline: 2026-09-18T23:59:00-04:00, or 2026-09-18 23:59 in the zone of the course; else that of \
      the course.
      """)
  var due: String?

  @Option(
    help: """
      What handing in late costs: lectures (a tenth, for 24 hours; the default), none, reject, \
      "constant 10% 24h", "per-day 10% cap 50% days 5" or "bank 5 each 2".
      """)
  var policy: String?

  @Flag(help: "Write results.json for Gradescope beside each feedback.")
  var gradescope = false

  @OptionGroup var course: CourseOptions

  /// What is said of the deadline.
  var lateRules: LateRules { LateRules(due: due, policy: policy) }

  /// The rules for a practical: those of the course, with what is said of the deadline instead.
  func setup(for slug: String, in course: Course, _ lateRules: LateRules) throws -> CourseSetup {
    var setup = try CourseSetup(self.course, course: course)
    setup.rules = try lateRules.applied(to: slug, of: setup.rules)
    return setup
  }
}
