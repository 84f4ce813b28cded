import ArgumentParser
import Foundation
import Gradebook
import Grading
import Notebooks

/// `practical gradebook import-scores`.
struct GradebookImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import-scores",
    abstract: "Take in points for free answers from a CSV file.",
    discussion: """
      The columns are student, answer, points and, where there are any, item and comment. An empty field \
      of points takes back what was given. All lines are taken in, or none.
      """)

  @Argument(help: "The practical.")
  var practical: String

  @Argument(help: "The CSV file.")
  var file: String

  @Option(name: .customLong("by"), help: "Who has marked; by default your login name.")
  var grader: String?

  @OptionGroup var options: CourseOptions

  mutating func run() throws {
    let (setup, book, course) = try GradebookCommand.open(options)
    let author = try PracticalParser.read(path: course.path(for: practical))
    let answers = Dictionary(
      author.answers.map { ($0.id, $0.points ?? 0) }, uniquingKeysWith: { first, _ in first })
    let scores = try ManualScores(
      CourseText.read(path: file, what: "a CSV file with points"), roster: setup.roster,
      answers: answers)
    let grader = grader ?? NSUserName()
    let now = Date()
    try book.record(
      scores.lines.map { line in
        ManualMark(
          practical: author.slug, student: line.student, answer: line.answer, item: line.item,
          points: line.points, comment: line.comment, grader: grader, marked: now)
      }, of: author.slug, title: author.frontMatter.title, answers: answers)
    StandardOutput.writeLine(
      "took in \(RunView.counted(scores.lines.count, "mark")) of \(author.slug)")
  }
}
