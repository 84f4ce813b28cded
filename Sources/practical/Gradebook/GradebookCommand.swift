import ArgumentParser
import Foundation
import Gradebook
import Grading
import Notebooks

/// `practical gradebook`.
struct GradebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradebook",
    abstract: "Look into the gradebook, and hand grades to a learning platform.",
    discussion: """
      The gradebook is the file gradebook.sqlite that `practical grade` writes. It is found by --gradebook, \
      by the course, or in the current folder.
      """,
    subcommands: [
      GradebookListCommand.self, GradebookShowCommand.self, GradebookHistoryCommand.self,
      GradebookExportCommand.self, GradebookImportCommand.self, GradebookAutograderCommand.self,
    ],
    defaultSubcommand: GradebookListCommand.self)

  /// What all subcommands begin with.
  static func open(
    _ options: CourseOptions
  ) throws -> (setup: CourseSetup, book: GradebookFile, course: Course) {
    let course = Course.find()
    let setup = try CourseSetup(options, course: course)
    let path = Course.shortened(
      setup.gradebook(in: FileManager.default.currentDirectoryPath))
    return (setup, try GradebookFile.existing(path: path), course)
  }

  /// The slug of a practical as the user names it, which must have been graded.
  static func slug(_ name: String, in book: GradebookFile, _ course: Course) throws -> String {
    let known = try book.practicals().map(\.slug)
    let path = try? course.path(for: name)
    let matches = known.filter { slug in
      slug == name || slug == path.map(Course.slug)
        || Int(name) != nil && Int(name) == Int(slug.prefix { $0.isNumber })
    }
    guard let slug = matches.first else {
      throw UsageError(
        "`\(TerminalStyle.harmless(name))` is not in the gradebook",
        help: known.isEmpty
          ? "nothing has been graded yet" : "it has \(known.joined(separator: ", "))")
    }
    return slug
  }
}

/// Tables in a terminal.
enum TextTable {
  /// Lines of columns that stand below each other; the first is on the left, the others on the right.
  static func text(_ rows: [[String]], isLeft: (Int) -> Bool = { $0 == 0 }) -> String {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, text) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - text.count)
        line += (column == 0 ? "" : "  ") + (isLeft(column) ? text + padding : padding + text)
      }
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  /// A text of a student, fit for one field of a line.
  static func field(_ text: String, atMost limit: Int = 40) -> String {
    let shown = TerminalStyle.harmless(text).split(whereSeparator: \.isNewline).joined(
      separator: " "
    )
    .replacing("\t", with: " ")
    return shown.count > limit ? shown.prefix(limit - 1) + "…" : shown
  }
}
