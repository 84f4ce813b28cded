import ArgumentParser
import Foundation
import Notebooks
import Reports

/// `practical report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the page of the course, or the report of a practical's last run again.",
    discussion: """
      Nothing is run. Without a practical the page lists all practicals with how far you are and links to \
      their reports; it is written to .practical/index.html. With `--class` the pages about the marks of \
      a class are written.
      """)

  @Argument(help: "The practical: its number, its slug, or the path of a Markdown file.")
  var practical: String?

  @Option(
    name: .customLong("out"),
    help: "The folder to write the page of the course to, or the folder of a practical's run.")
  var output: String?

  @Option(
    name: .customLong("class"),
    help: "For instructors: the folder that `practical grade` wrote; its pages are written anew.")
  var marks: String?

  @OptionGroup var courseOptions: CourseOptions

  @Flag(help: "Open the page when done.")
  var open = false

  mutating func run() throws {
    let course = Course.find()
    let path: String
    if let marks {
      guard let practical else {
        throw UsageError(
          "--class needs a practical", help: "name it: `practical report 2 --class \(marks)`")
      }
      let author = try PracticalParser.read(path: course.path(for: practical))
      let setup = try CourseSetup(courseOptions, course: course)
      path = try ClassPages(author: author, folder: marks, setup: setup).write()
      StandardOutput.writeLine("class report: \(path)")
    } else if let practical {
      path = try Self.rewrite(practical, folder: output, course: course)
      StandardOutput.writeLine("report: \(path)")
    } else {
      path = try CourseFiles(course: course, folder: output ?? ".practical").write()
      StandardOutput.writeLine("course page: \(path)")
    }
    if open { RunCommand.openReport(path) }
  }

  /// Writes the report of a practical's last run again; returns its path.
  private static func rewrite(
    _ practical: String, folder named: String?, course: Course
  ) throws -> String {
    let document = try PracticalParser.read(path: course.path(for: practical))
    let folder = named ?? ".practical/\(document.slug)"
    guard let result = RunResult(folder: folder), let record = ReportRecord(folder: folder) else {
      throw UsageError(
        "there is no run of `\(document.slug)` in \(folder)",
        help: "run it first with `practical run \(practical)`")
    }
    var details = record.details
    let states = (try? StatusCommand.states(of: document, in: folder, course: course)) ?? []
    let stale = states.count { $0.state == .stale }
    if stale > 0 {
      details.notice =
        "The practical has changed since this run: the results of "
        + "\(RunView.counted(stale, "cell")) are of before."
    }
    try RunFiles.writeReports(
      to: folder, practical: document, result: result, details: details,
      plot: { record.plot(at: $0, in: folder) })
    return "\(folder)/report.html"
  }
}
