import Foundation

/// Tables of our own and of Gradescope's form, for spreadsheets and other programs.
public enum TableExport {
  /// The whole course: a line for each student, with the points of every practical, exams and the grade.
  ///
  /// - Parameters:
  ///   - exported: the practicals.
  ///   - grades: the grades, which say who is in the course.
  ///   - roster: who they are.
  /// - Returns: the text of the file.
  public static func text(
    _ exported: [ExportColumn], grades: [CourseGrade], roster: Roster?
  ) -> String {
    let exams = grades.first?.parts.map(\.name).filter { $0 != "practicals" } ?? []
    let header =
      ["student", "name", "email", "section"]
      + exported.flatMap { [$0.slug, "\($0.slug)_max"] } + exams + ["grade"]
    let rows = grades.map { grade in
      let student =
        roster?.students.first { $0.id == grade.student } ?? Roster.Student(id: grade.student)
      let points = exported.flatMap { export -> [String] in
        let standing = export.standings[grade.student]
        return [
          standing?.final.map(CourseNumber.text) ?? "",
          CourseNumber.text(standing?.maxScore ?? export.maxScore),
        ]
      }
      let shares = exams.map { name in
        grade.parts.first { $0.name == name }?.share.map { CourseNumber.short($0 * 100) } ?? ""
      }
      return [student.id, student.name, student.email, student.section].map(CSVField.guarded)
        + points + shares + [grade.percent.map(CourseNumber.short) ?? ""]
    }
    return CSVField.table([header.map(CSVField.guarded)] + rows)
  }

  /// One practical, in the columns of the scores that Gradescope exports.
  ///
  /// - Parameters:
  ///   - export: the practical.
  ///   - students: who is in the course.
  ///   - roster: who they are.
  /// - Returns: the text of the file.
  public static func gradescope(
    _ export: ExportColumn, students: [String], roster: Roster?
  ) -> String {
    let header = [
      "First Name", "Last Name", "SID", "Email", "Sections", "Total Score", "Max Points", "Status",
      "Submission ID", "Submission Time", "Lateness (H:M:S)", "View Count", "Submission Count",
    ]
    let rows = students.map { id -> [String] in
      let student = roster?.students.first { $0.id == id } ?? Roster.Student(id: id)
      let standing = export.standings[id]
      let name = PersonName(student.name)
      let isThere = standing?.attempt != nil
      let late = standing?.late ?? 0
      let lateness = String(format: "%02d:%02d:%02d", late / 3600, late / 60 % 60, late % 60)
      let time = standing?.attempt?.submitted.map {
        $0.formatted(.iso8601).replacing("T", with: " ").replacing("Z", with: " +0000")
      }
      return [
        name.first, name.last, student.gradescope.isEmpty ? id : student.gradescope,
        student.email, student.section,
      ].map(CSVField.guarded) + [
        isThere ? standing?.final.map(CourseNumber.short) ?? "" : "",
        CourseNumber.short(standing?.maxScore ?? export.maxScore),
        isThere ? (standing?.final == nil ? "Ungraded" : "Graded") : "Missing",
        CSVField.guarded(standing?.attempt?.id ?? ""), time ?? "", isThere ? lateness : "", "", "",
      ]
    }
    return CSVField.table([header] + rows)
  }
}
