import ArgumentParser
import Foundation
import Gradebook
import Grading
import LiveReport
import Notebooks

/// `practical mark`.
struct MarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark",
    abstract: "Mark answers in free text by hand, in a browser or with a spreadsheet.",
    discussion: """
      One question after the other goes through the whole class, in an order that is the same each time and \
      without names. Everything is saved at once in the gradebook, and outlives grading again.
      """)

  @Argument(help: "The practical: its number, its slug, or the path of the author's version.")
  var practical: String

  @Option(help: "The folder that `practical grade` wrote to.")
  var marks = "marks"

  @OptionGroup var course: CourseOptions

  @Flag(name: .customLong("names"), help: "Show who wrote an answer.")
  var showsNames = false

  @Option(help: "Who marks, instead of the user of this machine.")
  var grader: String?

  @Option(name: .customLong("export"), help: "Write answers and marks to a CSV file, and end.")
  var export: String?

  @Option(name: .customLong("import"), help: "Read marks from a CSV file, and end.")
  var importing: String?

  @Option(help: "The port of the pages; by default a free one.")
  var port: UInt16 = 0

  mutating func run() throws {
    let found = Course.find()
    let author = try PracticalParser.read(path: found.path(for: practical))
    guard !author.answers.isEmpty else {
      throw UsageError(
        "`\(author.slug)` has no answers in free text", help: "there is nothing to mark by hand")
    }
    if export != nil, importing != nil {
      throw UsageError("--export and --import are given", help: "do one after the other")
    }
    let round = try MarkingRoundFile.read(author, marks: marks)
    let book = MarkingBook(
      gradebook: try GradebookFile(path: CourseSetup(course, course: found).gradebook(in: marks)),
      grader: grader ?? NSUserName())
    if let export {
      try write(round, book, to: export)
    } else if let importing {
      try read(importing, round, book)
    } else {
      try serve(round, book)
    }
  }

  private func write(_ round: MarkingRound, _ book: MarkingBook, to path: String) throws {
    let marks = try book.marks(of: round).values.flatMap(\.values)
    let text = MarkingTable.text(round, marks: marks, showsNames: showsNames)
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw UsageError(
        "\(path) cannot be written: \(OutputFolder.reason(for: error))",
        help: "check the folder and the space on the disk")
    }
    StandardOutput.writeLine("wrote \(path)")
  }

  private func read(_ path: String, _ round: MarkingRound, _ book: MarkingBook) throws {
    let source = try SourceReader.read(path: path)
    let old = try book.marks(of: round).values.flatMap(\.values)
    let changed = try MarkingTable.read(
      source, round: round, marks: Array(old), grader: book.grader, date: Date())
    try book.record(changed, of: round)
    StandardOutput.writeLine("\(RunView.counted(changed.count, "answer")) marked")
    try writePages(round.author)
  }

  private func serve(_ round: MarkingRound, _ book: MarkingBook) throws {
    let server: FormServer
    do {
      server = try FormServer(port: port)
    } catch let failure as LiveReportServer.StartFailure {
      throw UsageError(
        "the pages cannot be served: \(failure.reason)",
        help: "choose another --port, or use --export and --import")
    }
    let desk = MarkingDesk(round: round, book: book, showsNames: showsNames)
    StandardOutput.writeLine("open \(server.address)")
    StandardOutput.writeLine("everything is saved at once; Ctrl-C ends")
    Interrupt.install()
    server.serve(until: { Interrupt.isRaised }, desk.answer)
    try writePages(round.author)
  }

  /// Writes the students' feedback and the class report anew, with what was given.
  private func writePages(_ author: Practical) throws {
    let setup = try CourseSetup(course, course: Course.find())
    let pages = try ClassPages(author: author, folder: marks, setup: setup)
    StandardOutput.writeLine("wrote \(try pages.write())")
  }
}
