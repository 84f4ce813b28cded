import Notebooks

/// The table that Canvas' gradebook imports.
///
/// The format is that of `lib/gradebook_importer.rb` in canvas-lms: columns for the student up to `Section`,
/// then assignments as `Title (id)`; a row `    Points Possible`.
public enum CanvasExport {
  /// The columns that name a student.
  private static let columns = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]

  /// Makes a table from a roster. Canvas knows students by the numbers in it, and makes an assignment for a
  /// title that it does not have.
  ///
  /// - Parameters:
  ///   - exported: the practicals.
  ///   - roster: who is in the course.
  /// - Returns: the text of the file.
  public static func text(_ exported: [ExportColumn], roster: Roster) -> String {
    let header = columns + exported.map { CSVField.guarded($0.title) }
    let possible =
      ["    Points Possible", "", "", "", ""] + exported.map { CourseNumber.short($0.maxScore) }
    let rows = roster.students.map { student in
      [
        PersonName(student.name.isEmpty ? student.id : student.name).sorted, student.canvas,
        student.sisUser, student.sisLogin, student.section,
      ].map(CSVField.guarded)
        + exported.map { $0.points(of: student.id, worth: nil).map(CourseNumber.short) ?? "" }
    }
    return CSVField.table([header, possible] + rows)
  }

  /// Fills in a table that Canvas exported. What comes back has the columns for the student and those of the
  /// practicals, so that importing it changes nothing else.
  ///
  /// - Parameters:
  ///   - template: the table.
  ///   - exported: the practicals.
  ///   - roster: who is in the course.
  ///   - name: the title of the assignment, where there is one practical and the title tells not.
  /// - Returns: the table.
  /// - Throws: when it is no table of Canvas', or has no column for a practical.
  public static func filled(
    _ template: ExportTemplate, with exported: [ExportColumn], roster: Roster?, column name: String?
  ) throws(Diagnostic) -> ExportTemplate.Filled {
    let table = template.table
    let header = table.rows[0]
    guard header[0].text.contains("Student"), header.count > 1, header[1].text.contains("ID"),
      let section = template.column("Section")
    else {
      throw table.error(
        "this is no gradebook of Canvas: it begins with `Student`, `ID`, …, `Section`",
        at: header.first, help: "export it with Grades, Export, Export Entire Gradebook")
    }
    var targets: [(column: Int, export: ExportColumn)] = []
    for export in exported {
      targets.append((try column(of: export, in: table, after: section, name: name), export))
    }
    let possible = table.rows.first { $0[0].text.contains("Points Possible") }
    var notes: [String] = []
    for (column, export) in targets {
      guard let most = most(possible, column), most != export.maxScore else { continue }
      notes.append(
        "\(header[column].text) has \(CourseNumber.short(most)) points, so scores out of "
          + "\(CourseNumber.short(export.maxScore)) were scaled")
    }
    let students = ExportStudents(roster, others: Set(exported.flatMap(\.standings.keys)))
    var found: Set<String> = []
    let rows = table.rows.enumerated().map { index, row -> [String] in
      let kept = row[...section].map(\.raw)
      let isStudent =
        index > 0 && !row[0].text.contains("Points Possible")
        && !(row[0].text.isEmpty && row[1].text.isEmpty)
      let student = isStudent ? self.student(of: row, template, students) : nil
      if let student { found.insert(student) }
      return kept
        + targets.map { column, export in
          guard let student, row[column].text != "EX",
            let points = export.points(of: student, worth: most(possible, column))
          else { return row[column].raw }
          return CourseNumber.short(points)
        }
    }
    return ExportTemplate.Filled(
      text: template.text(rows), count: found.count,
      notes: notes + ExportNotes.missing(exported, found: found))
  }

  private static func most(_ possible: [CSVText.Field]?, _ column: Int) -> Double? {
    possible.flatMap { CourseNumber.read($0[column].text.trimmed) }.flatMap { $0 > 0 ? $0 : nil }
  }

  private static func student(
    of row: [CSVText.Field], _ template: ExportTemplate, _ students: ExportStudents
  ) -> String? {
    func text(_ name: String) -> String { template.column(name).map { row[$0].text } ?? "" }
    return students.student("canvas", text("ID")) ?? students.student(
      "sis user", text("SIS User ID"))
      ?? students.student("sis login", text("SIS Login ID"))
      ?? students.student("id", text("SIS Login ID")) ?? students.student("id", text("SIS User ID"))
      ?? students.student("email", text("SIS Login ID").lowercased())
      ?? students.student("name", row[0].text)
  }

  /// The number of the column of an assignment, by its title without the number that Canvas adds.
  private static func column(
    of export: ExportColumn, in table: CSVText, after section: Int, name: String?
  ) throws(Diagnostic) -> Int {
    let header = table.rows[0]
    let candidates = header.indices.filter {
      $0 > section && !header[$0].text.contains("(read only)")
    }
    let matches = candidates.filter { index in
      let text = header[index].text
      let title = text.replacing(#/ \(\d+\)$/#, with: "")
      return name.map { $0 == text || $0 == title } ?? export.isNamed(title)
    }
    guard matches.count == 1 else {
      let titles = candidates.prefix(12).map { "`\(header[$0].text.onOneLine)`" }
      let wanted = (name ?? export.title).quotedForMessage
      throw table.error(
        matches.isEmpty
          ? "there is no assignment \(wanted)"
          : "\(matches.count) assignments are called \(wanted)", at: header[section],
        help: titles.isEmpty
          ? "make the assignment in Canvas, and export again"
          : "name one with --column; there are \(titles.joined(separator: ", "))")
    }
    return matches[0]
  }
}

/// What the instructor should know of an export.
enum ExportNotes {
  /// Who has marks, and is not in the table of the platform.
  static func missing(_ exported: [ExportColumn], found: Set<String>) -> [String] {
    let lost = Set(
      exported.flatMap { $0.standings.values.filter { $0.status != .missing }.map(\.student) }
    ).subtracting(found).sorted()
    guard !lost.isEmpty else { return [] }
    let names = lost.prefix(10).joined(separator: ", ") + (lost.count > 10 ? ", …" : "")
    return [
      "not in the table, so their marks are not either: \(names); a roster can say how the platform "
        + "names them"
    ]
  }
}
