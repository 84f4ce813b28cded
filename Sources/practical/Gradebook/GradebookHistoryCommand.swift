import ArgumentParser
import Foundation
import Gradebook

/// `practical gradebook history`.
struct GradebookHistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "List the grading runs.")

  @Argument(help: "The practical, or nothing for all.")
  var practical: String?

  @OptionGroup var options: CourseOptions

  mutating func run() throws {
    let (_, book, course) = try GradebookCommand.open(options)
    let slug = try practical.map { try GradebookCommand.slug($0, in: book, course) }
    let rows = try book.runs(of: slug).map { run in
      [
        "\(run.id)", run.started.formatted(.iso8601), run.practical, "\(run.marks)",
        String(run.version.prefix(12)), "\(run.gradingSeed)", run.tool,
        (run.finished == nil ? "broken off" : "")
          + (run.isSandboxed ? "" : (run.finished == nil ? ", " : "") + "without a sandbox"),
      ]
    }
    let header = ["run", "started", "practical", "marks", "version", "seed", "tool", ""]
    StandardOutput.write(
      TextTable.text(
        ([header] + rows).map { $0.map { TextTable.field($0) } },
        isLeft: { [1, 2, 4, 7].contains($0) }))
  }
}
