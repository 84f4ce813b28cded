import Foundation
import Notebooks

/// Moodle's offline grading worksheet.
///
/// The format is that of `mod/assign/feedback/offline` in Moodle: a column `Identifier` with
/// `Participant 123`, `Grade`, `Maximum grade`, `Grade can be changed` and `Last modified (grade)`.
public enum MoodleExport {
  /// Fills in a worksheet that was downloaded.
  ///
  /// - Parameters:
  ///   - template: the worksheet.
  ///   - export: the practical.
  ///   - roster: who is in the course.
  /// - Returns: the worksheet.
  /// - Throws: when it is no worksheet.
  public static func filled(
    _ template: ExportTemplate, with export: ExportColumn, roster: Roster?
  ) throws(Diagnostic) -> ExportTemplate.Filled {
    let table = template.table
    guard let identifier = template.column("Identifier"), let grade = template.column("Grade"),
      template.column("Last modified (grade)") != nil
    else {
      throw table.error(
        "this is no grading worksheet of Moodle: it has `Identifier`, `Grade` and "
          + "`Last modified (grade)`", at: table.rows[0].first,
        help: "download it in English: allow offline grading, then Download grading worksheet")
    }
    let students = ExportStudents(roster, others: export.standings.keys)
    var found: Set<String> = []
    var notes: [String] = []
    let rows = table.rows.enumerated().map { index, row -> [String] in
      var fields = row.map(\.raw)
      func text(_ name: String) -> String { template.column(name).map { row[$0].text } ?? "" }
      guard index > 0 else { return fields }
      let student =
        students.student("moodle", ExportStudents.number(row[identifier].text))
        ?? students.student("email", text("Email address").lowercased())
        ?? students.student("id", text("ID number")) ?? students.student("id", text("Username"))
        ?? students.student("name", text("Full name"))
      guard let student else { return fields }
      found.insert(student)
      let most = CourseNumber.read(text("Maximum grade").trimmed)
      if let most, most > 0, most != export.maxScore, notes.isEmpty {
        notes.append(
          "the worksheet has \(CourseNumber.short(most)) points, so scores out of "
            + "\(CourseNumber.short(export.maxScore)) were scaled")
      }
      if let points = export.points(of: student, worth: most), text("Grade can be changed") != "No"
      {
        fields[grade] = String(format: "%.2f", points)
      }
      return fields
    }
    return ExportTemplate.Filled(
      text: template.text(rows), count: found.count,
      notes: notes + ExportNotes.missing([export], found: found))
  }
}
