import ArgumentParser
import Foundation
import Gradebook
import Grading
import Notebooks

/// `practical gradebook export`.
struct GradebookExportCommand: ParsableCommand {
  /// What a platform reads.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case csv, canvas, moodle, gradescope
  }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write grades as a spreadsheet or a learning platform reads them.",
    discussion: """
      csv is a table of the whole course. canvas fills in the gradebook that Canvas exported (--into), or \
      makes a table from the roster. moodle fills in the grading worksheet of an assignment (--into). \
      gradescope is a table as Gradescope exports scores.
      """)

  @Argument(help: "The practicals; all where none is named.")
  var practicals: [String] = []

  @Option(help: "csv, canvas, moodle or gradescope.")
  var format: Format

  @Option(name: .customLong("into"), help: "The table that the platform gave out, to be filled in.")
  var template: String?

  @Option(help: "The title of the assignment in Canvas, where it is not the practical's.")
  var column: String?

  @Option(name: .customLong("out"), help: "The file to write; standard output by default.")
  var output: String?

  @OptionGroup var options: CourseOptions

  mutating func run() throws {
    let (setup, book, course) = try GradebookCommand.open(options)
    let slugs = try practicals.map { try GradebookCommand.slug($0, in: book, course) }
    let record = try setup.record(book)
    let columns = record.columns(slugs)
    let text: String
    switch format {
    case .csv:
      try refuse(template, "--into")
      text = TableExport.text(columns, grades: record.grades, roster: setup.roster)
    case .gradescope:
      try refuse(template, "--into")
      text = TableExport.gradescope(
        try only(columns), students: record.students, roster: setup.roster)
    case .canvas:
      text = try canvas(columns, setup)
    case .moodle:
      guard let template else {
        throw UsageError(
          "Moodle's worksheet is filled in, not made", help: "download it, and name it with --into")
      }
      text = told(
        try MoodleExport.filled(
          ExportTemplate(path: template), with: try only(columns), roster: setup.roster))
    }
    guard let output else {
      StandardOutput.write(text)
      return
    }
    try OutputFile.write(Data(text.utf8), to: output)
    writeError("wrote \(output)")
  }

  private func canvas(_ columns: [ExportColumn], _ setup: CourseSetup) throws -> String {
    if let template {
      if column != nil { _ = try only(columns) }
      return told(
        try CanvasExport.filled(
          ExportTemplate(path: template), with: columns, roster: setup.roster, column: column))
    }
    guard let roster = setup.roster else {
      throw UsageError(
        "Canvas knows students by numbers that nobody has told",
        help: "name the table that Canvas exported with --into, or a roster with --roster")
    }
    return CanvasExport.text(columns, roster: roster)
  }

  private func told(_ filled: ExportTemplate.Filled) -> String {
    for note in filled.notes { writeError("note: \(TerminalStyle.harmless(note))") }
    writeError("\(filled.count) students have their points")
    return filled.text
  }

  private func only(_ columns: [ExportColumn]) throws -> ExportColumn {
    guard columns.count == 1 else {
      throw UsageError(
        "this format has one practical, and there are \(columns.count)",
        help: "name one, such as `practical gradebook export 2 --format \(format.rawValue)`")
    }
    return columns[0]
  }

  private func refuse(_ value: String?, _ option: String) throws {
    guard value != nil else { return }
    throw UsageError(
      "\(option) means nothing with --format \(format.rawValue)", help: "leave it out")
  }
}
