import ArgumentParser
import Foundation
import Gradebook
import Grading

/// `practical gradebook list`.
struct GradebookListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show where everybody stands.")

  @OptionGroup var options: CourseOptions

  @Flag(help: "Print one JSON document.")
  var json = false

  mutating func run() throws {
    let (setup, book, _) = try GradebookCommand.open(options)
    let record = try setup.record(book)
    if json {
      StandardOutput.writeLine(try CourseDocument(record, roster: setup.roster).json())
      return
    }
    let names = Dictionary(
      (setup.roster?.students ?? []).map { ($0.id, $0.name) }, uniquingKeysWith: { name, _ in name }
    )
    let exams = record.grades.first?.parts.map(\.name).filter { $0 != "practicals" } ?? []
    let header =
      ["student", "name"] + record.practicals.map { TextTable.field($0.slug, atMost: 24) } + exams
      + ["grade"]
    let rows = record.grades.map { grade in
      let points = record.standings.map { standings -> String in
        guard let standing = standings.first(where: { $0.student == grade.student }) else {
          return "–"
        }
        return Self.points(standing)
      }
      let shares = exams.map { name in
        grade.parts.first { $0.name == name }?.share.map { CourseNumber.short($0 * 100) + " %" }
          ?? "–"
      }
      return [TextTable.field(grade.student), TextTable.field(names[grade.student] ?? "")] + points
        + shares + [grade.percent.map { CourseNumber.short($0) + " %" } ?? "–"]
    }
    StandardOutput.write(TextTable.text([header] + rows, isLeft: { $0 < 2 }))
    let legend = "! the grader failed · * late · ~ too late · – nothing handed in"
    StandardOutput.writeLine(TerminalStyle.detect().dim(legend))
  }

  /// A standing in a few characters.
  private static func points(_ standing: Standing) -> String {
    guard standing.status != .missing else { return "–" }
    guard let final = standing.final else { return "!" }
    let mark = standing.isRefused ? "~" : standing.late > 0 ? "*" : ""
    return "\(CourseNumber.short(final))/\(CourseNumber.short(standing.maxScore))\(mark)"
  }
}

/// Where everybody stands, for programs.
struct CourseDocument: Encodable {
  struct Practical: Encodable {
    var practical: String
    var submitted: String?
    var due: String?
    var secondsLate: Int
    var score: Double?
    var maxScore: Double
    var penalty: Double
    var final: Double?
    var status: String
  }
  struct Student: Encodable {
    var student: String
    var name: String?
    var email: String?
    var practicals: [Practical]
    var parts: [String: Double]
    var grade: Double?
    var isComplete: Bool
  }
  var students: [Student]

  init(_ record: CourseRecord, roster: Roster?) {
    students = record.grades.map { grade in
      let known = roster?.students.first { $0.id == grade.student }
      let standings = record.standings.compactMap { standings in
        standings.first { $0.student == grade.student }
      }
      return Student(
        student: grade.student, name: known?.name, email: known?.email,
        practicals: standings.map { standing in
          Practical(
            practical: standing.practical,
            submitted: standing.attempt?.submitted?.formatted(.iso8601),
            due: standing.deadline?.formatted(.iso8601), secondsLate: standing.late,
            score: standing.score, maxScore: standing.maxScore, penalty: standing.penalty,
            final: standing.final, status: standing.status.rawValue)
        },
        parts: Dictionary(
          grade.parts.compactMap { part in part.share.map { (part.name, $0) } },
          uniquingKeysWith: { first, _ in first }),
        grade: grade.percent, isComplete: grade.isComplete)
    }
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
