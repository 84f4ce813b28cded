import Notebooks

/// Points for free answers in a table: columns `student`, `answer`, `points` and, as there are any, `item` and
/// `comment`.
public struct ManualScores: Sendable, Equatable {
  /// A line of the table.
  public struct Line: Sendable, Equatable {
    /// The student.
    public var student: String
    /// The id of the answer.
    public var answer: String
    /// The item of the rubric; empty for the whole answer.
    public var item: String
    /// The points; nil takes them back.
    public var points: Double?
    /// What the student is to read.
    public var comment: String
  }

  /// The lines.
  public var lines: [Line] = []

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - source: the text.
  ///   - roster: who is in the course, so that a student's other names are understood.
  ///   - answers: the points of each answer of the practical.
  /// - Throws: what is wrong with the text, and where.
  public init(
    _ source: SourceFile, roster: Roster?, answers: [String: Double]
  ) throws(Diagnostic) {
    let table = try CSVText(source)
    let columns = try CSVColumns(table)
    let student = try columns.required(["student", "student_id", "id", "email"])
    let answer = try columns.required(["answer", "question"])
    let points = try columns.required(["points", "score"])
    let item = try columns.column(["item", "rubric"])
    let comment = try columns.column(["comment", "feedback"])
    var seen: [[String]: Int] = [:]
    for row in columns.rows {
      let written = row[student].text.onOneLine
      let line = Line(
        student: roster?.student(known: written)?.id ?? written,
        answer: row[answer].text.onOneLine, item: item.map { row[$0].text.onOneLine } ?? "",
        points: try Self.points(row[points], in: table),
        comment: comment.map { row[$0].text } ?? "")
      guard !line.student.isEmpty else {
        throw table.error("this line names no student", at: row[student], help: "name one")
      }
      guard let most = answers[line.answer] else {
        let known = answers.keys.sorted().joined(separator: ", ")
        throw table.error(
          "there is no answer \(line.answer.quotedForMessage)", at: row[answer],
          help: known.isEmpty ? "the practical has none" : "the answers are \(known)")
      }
      guard line.points ?? 0 <= most else {
        throw table.error(
          "`\(line.answer)` has \(CourseNumber.text(most)) points, not \(row[points].text.trimmed)",
          at: row[points], help: "give at most those")
      }
      let key = [line.student, line.answer, line.item]
      if let first = seen[key] {
        throw table.error(
          "this is given twice, first in line \(first)", at: row[student], help: "keep one line")
      }
      seen[key] = row[student].line
      lines.append(line)
    }
  }

  private static func points(
    _ field: CSVText.Field, in table: CSVText
  ) throws(Diagnostic) -> Double? {
    let text = field.text.trimmed
    if text.isEmpty { return nil }
    let isNegative = text.hasPrefix("-")
    guard let value = CourseNumber.read(isNegative ? String(text.dropFirst()) : text) else {
      throw table.error(
        "\(text.quotedForMessage) is no number of points", at: field,
        help: "write a number such as `2.5`, or nothing to take points back")
    }
    return isNegative ? -value : value
  }
}
