import ArgumentParser
import Foundation
import Gradebook
import Grading
import Notebooks

/// `practical gradebook show`.
struct GradebookShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show all that the gradebook has of a student.")

  @Argument(help: "The student: the id, or a name or number of the roster.")
  var student: String

  @OptionGroup var options: CourseOptions

  mutating func run() throws {
    let (setup, book, _) = try GradebookCommand.open(options)
    let record = try setup.record(book)
    let id = setup.roster?.student(known: student)?.id ?? student
    guard record.students.contains(id) else {
      throw UsageError(
        "there is no student `\(TerminalStyle.harmless(student))` in the gradebook",
        help: "`practical gradebook list` lists them")
    }
    let manual = try book.manualMarks(student: id)
    let marks = try book.marks(student: id)
    if let known = setup.roster?.students.first(where: { $0.id == id }) {
      StandardOutput.writeLine(TextTable.field("\(known.name) \(known.email)", atMost: 120))
    }
    for (practical, standings) in zip(record.practicals, record.standings) {
      guard let standing = standings.first(where: { $0.student == id }) else { continue }
      StandardOutput.writeLine(
        "\n\(practical.slug): \(Self.words(standing, setup.rules?.policy(for: practical.slug)))")
      for mark in marks where mark.practical == practical.slug {
        write(mark, counts: standing.attempt?.id == "\(mark.submission)")
      }
      for mark in manual where mark.practical == practical.slug {
        write(mark)
      }
    }
    if let grade = record.grades.first(where: { $0.student == id }), let percent = grade.percent {
      let parts = grade.parts.map { part in
        "\(part.name) \(part.share.map { CourseNumber.short($0 * 100) + " %" } ?? "–")"
      }
      StandardOutput.writeLine(
        "\ngrade\(grade.isComplete ? "" : " so far"): \(CourseNumber.short(percent)) % "
          + "(\(parts.joined(separator: ", ")))")
    }
  }

  static func words(_ standing: Standing, _ policy: LatePolicy?) -> String {
    guard standing.status != .missing else { return "nothing handed in" }
    guard let final = standing.final, let score = standing.score else { return "the grader failed" }
    var words = "\(CourseNumber.short(final)) of \(CourseNumber.short(standing.maxScore))"
    if standing.late > 0 {
      words += ", \(CourseTime.words(standing.late)) late"
      if standing.isRefused {
        words += ", which is too late: \(policy?.words ?? "")"
      } else if standing.penalty > 0 {
        words +=
          ", which costs \(CourseNumber.short(standing.penalty)) of \(CourseNumber.short(score))"
      }
    }
    return words
  }

  private func write(_ mark: RecordedMark, counts: Bool) {
    let time = mark.submitted.map { $0.formatted(.iso8601) } ?? "at an unknown time"
    let sign = counts ? "→" : " "
    StandardOutput.writeLine(
      "  \(sign) \(time)  \(CourseNumber.short(mark.score))/\(CourseNumber.short(mark.maxScore)) "
        + "\(mark.status.rawValue)  (run \(mark.run))")
    for check in mark.checks where counts && check.status != .passed {
      let message = check.message.isEmpty ? "" : ": " + TextTable.field(check.message, atMost: 100)
      StandardOutput.writeLine(
        "      \(TextTable.field(check.exercise)): \(TextTable.field(check.name, atMost: 80)) "
          + "\(check.status.rawValue)\(message)")
    }
  }

  private func write(_ mark: ManualMark) {
    let item = mark.item.isEmpty ? "" : " (\(TextTable.field(mark.item)))"
    let comment = mark.comment.isEmpty ? "" : ": " + TextTable.field(mark.comment, atMost: 100)
    StandardOutput.writeLine(
      "  \(TextTable.field(mark.answer))\(item): \(CourseNumber.short(mark.points ?? 0)) by "
        + "\(TextTable.field(mark.grader))\(comment)")
  }
}
