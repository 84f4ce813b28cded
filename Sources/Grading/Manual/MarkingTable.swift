import Foundation
import Notebooks

/// Answers and their marks as a table, to mark with a spreadsheet.
///
/// `question,student,items,points,comment,total,answer`: `items` holds the numbers of the rubric's items that
/// are given, `points` what is given beside them (all points where there is no rubric), and a line in which
/// `items`, `points` and `comment` are empty is not marked. `total` and `answer` are there to be read.
public enum MarkingTable {
  private static let columns = [
    "question", "student", "items", "points", "comment", "total", "answer",
  ]

  /// The table of all answers, a question after the other.
  ///
  /// - Parameters:
  ///   - round: the answers.
  ///   - marks: the marks so far.
  ///   - showsNames: whether students are named, and not called by their codes.
  /// - Returns: the text of the table.
  public static func text(
    _ round: MarkingRound, marks: [AnswerMark], showsNames: Bool
  ) -> String {
    let byPaper = index(marks)
    var rows = [columns]
    for question in round.questions {
      for paper in round.papers(of: question.id) {
        let mark = byPaper[question.id]?[paper.student]
        let items = question.rubric.indices.filter {
          mark?.items.contains(question.rubric[$0].text) == true
        }
        let hasPoints = mark.map { $0.extra != 0 || items.isEmpty } ?? false
        rows.append(
          [
            question.id, showsNames ? paper.student : paper.code,
            items.map { "\($0 + 1)" }.joined(separator: " "),
            hasPoints ? number(mark?.extra ?? 0) : "", mark?.comment ?? "",
            mark.map { number($0.points(for: question)) } ?? "", paper.text,
          ].map(field))
      }
    }
    return CSVField.table(rows)
  }

  /// Reads marks back.
  ///
  /// - Parameters:
  ///   - source: the table.
  ///   - round: the answers.
  ///   - marks: the marks so far.
  ///   - grader: who marked.
  ///   - date: when.
  /// - Returns: the marks that are new or have changed.
  /// - Throws: the first line that cannot be read, with its place.
  public static func read(
    _ source: SourceFile, round: MarkingRound, marks: [AnswerMark], grader: String, date: Date
  ) throws(Diagnostic) -> [AnswerMark] {
    let table = try CSVColumns(CSVText(source))
    let question = try table.required(["question"])
    let student = try table.required(["student"])
    let items = try table.column(["items"])
    let points = try table.required(["points"])
    let comment = try table.column(["comment"])
    let byPaper = index(marks)
    var changed: [AnswerMark] = []
    for row in table.rows {
      guard let asked = round.questions.first(where: { $0.id == row[question].text }) else {
        throw table.table.error(
          "there is no answer \(row[question].text.quotedForMessage) in the practical",
          at: row[question],
          help: "its answers are \(round.questions.map(\.id).joined(separator: ", "))")
      }
      let name = unguarded(row[student].text)
      let papers = round.papers(of: asked.id)
      guard let paper = papers.first(where: { $0.code == name || $0.student == name }) else {
        throw table.table.error(
          "there is no student \(name.quotedForMessage)", at: row[student],
          help: "leave this column as `practical mark --export` wrote it")
      }
      let words = comment.map { unguarded(row[$0].text) } ?? ""
      let given =
        try items.map { (column) throws(Diagnostic) in
          try Self.items(row[column], of: asked, in: table.table)
        } ?? []
      let isEmpty = row[points].text.allSatisfy(\.isWhitespace)
      if isEmpty, given.isEmpty, words.isEmpty { continue }
      let extra = try Self.points(row[points], in: table.table)
      let old = byPaper[asked.id]?[paper.student]
      if let old, old.items == given, old.extra == extra, old.comment == words { continue }
      changed.append(
        AnswerMark(
          student: paper.student, question: asked.id, items: given, extra: extra, comment: words,
          content: paper.content, grader: grader, marked: date))
    }
    return changed
  }

  private static func items(
    _ field: CSVText.Field, of question: FreeAnswer, in table: CSVText
  ) throws(Diagnostic) -> Set<String> {
    var given: Set<String> = []
    for word in field.text.split(whereSeparator: { " ,;".contains($0) }) {
      guard let number = Int(word), question.rubric.indices.contains(number - 1) else {
        throw table.error(
          "\(String(word).quotedForMessage) is no item of the rubric of `\(question.id)`",
          at: field,
          help: question.rubric.isEmpty
            ? "it has no items; give `points`"
            : "give numbers from 1 to \(question.rubric.count), with blanks between them")
      }
      given.insert(question.rubric[number - 1].text)
    }
    return given
  }

  private static func points(
    _ field: CSVText.Field, in table: CSVText
  ) throws(Diagnostic) -> Double {
    let text = unguarded(field.text).filter { !$0.isWhitespace }.replacing(",", with: ".")
    if text.isEmpty { return 0 }
    guard let value = Double(text), abs(value) <= 1000 else {
      throw table.error(
        "\(field.text.quotedForMessage) are no points", at: field, help: "write a number like 1.5")
    }
    return value
  }

  private static func index(_ marks: [AnswerMark]) -> [String: [String: AnswerMark]] {
    marks.reduce(into: [:]) { $0[$1.question, default: [:]][$1.student] = $1 }
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e6 ? String(Int(value)) : "\(value)"
  }

  // MARK: What a spreadsheet would take for a formula

  private static let formulaSigns = "=+-@\t'"

  /// A text as a field, line ends and all; what a spreadsheet would take for a formula begins with an
  /// apostrophe.
  private static func field(_ text: String) -> String {
    let plain = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.value < 32 && $0 != "\n" && $0 != "\t" ? "\u{FFFD}" : $0 }))
    guard let first = plain.unicodeScalars.first, formulaSigns.unicodeScalars.contains(first),
      Double(plain) == nil
    else { return CSVField.quoted(plain) }
    return CSVField.quoted("'" + plain)
  }

  private static func unguarded(_ text: String) -> String {
    guard text.hasPrefix("'"), let next = text.unicodeScalars.dropFirst().first,
      formulaSigns.unicodeScalars.contains(next)
    else { return text }
    return String(text.dropFirst())
  }
}
