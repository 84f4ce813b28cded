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
        + "author's version takes, and at least five minutes.", valueName: "seconds"))
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

  /// The rules for a practical: those of the course, with what the options say instead.
  func setup(for slug: String, in course: Course) throws -> CourseSetup {
    var setup = try CourseSetup(self.course, course: course)
    guard due != nil || policy != nil else { return setup }
    var rules = setup.rules ?? CourseRules()
    var own = rules.rules(for: slug)
    if let due {
      do {
        own.due = try CourseTime.date(due, in: rules.zone)
      } catch {
        throw UsageError(
          "--due \(due) is no point in time, or not one alone", help: CourseTime.forms)
      }
    }
    if let policy {
      do {
        own.late = try LatePolicy(policy)
      } catch {
        throw UsageError("--policy: \(error.message)", help: LatePolicy.forms)
      }
      guard own.due != nil else {
        throw UsageError(
          "--policy means nothing without a deadline",
          help: "give one with --due, or in \(CourseFile.fileName)")
      }
    }
    rules.practicals.removeAll { $0.isFor(slug) }
    rules.practicals.append(own)
    setup.rules = rules
    return setup
  }
}
