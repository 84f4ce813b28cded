import Notebooks

/// Who is in the course.
public struct Roster: Sendable, Equatable {
  /// A student.
  public struct Student: Sendable, Equatable {
    /// The id, as submissions name it.
    public var id: String
    /// The name.
    public var name = ""
    /// The address.
    public var email = ""
    /// The section.
    public var section = ""
    /// Canvas' number.
    public var canvas = ""
    /// The number of the student information system.
    public var sisUser = ""
    /// The login name there.
    public var sisLogin = ""
    /// Moodle's number, as in `Participant 123`.
    public var moodle = ""
    /// Gradescope's SID.
    public var gradescope = ""

    /// Makes a student.
    public init(id: String, name: String = "", email: String = "") {
      self.id = id
      self.name = name
      self.email = email
    }
  }

  /// The students, in the order of the file.
  public var students: [Student]

  /// Makes a roster.
  public init(_ students: [Student]) { self.students = students }

  /// Reads a CSV file with a column `student` and, as there are any, `name`, `email`, `section`, `canvas_id`,
  /// `sis_user_id`, `sis_login_id`, `moodle_id` and `gradescope_id`; other columns are left alone.
  ///
  /// - Parameter path: the path of the file.
  /// - Returns: the roster.
  /// - Throws: what is wrong with the file, and where.
  public static func read(path: String) throws(Diagnostic) -> Roster {
    try Roster(CourseText.read(path: path, what: "a CSV file with a line for each student"))
  }

  /// Reads the text of a roster.
  public init(_ source: SourceFile) throws(Diagnostic) {
    let table = try CSVText(source)
    let columns = try CSVColumns(table)
    let id = try columns.required(["student", "student_id", "id", "login", "username"])
    let name = try columns.column(["name", "full_name", "student_name"])
    let first = try columns.column(["first_name"])
    let last = try columns.column(["last_name"])
    let fields: [(WritableKeyPath<Student, String>, Int?)] = [
      (\.email, try columns.column(["email", "email_address"])),
      (\.section, try columns.column(["section", "sections"])),
      (\.canvas, try columns.column(["canvas_id"])),
      (\.sisUser, try columns.column(["sis_user_id", "sis_id"])),
      (\.sisLogin, try columns.column(["sis_login_id", "sis_login"])),
      (\.moodle, try columns.column(["moodle_id", "identifier"])),
      (\.gradescope, try columns.column(["gradescope_id", "sid"])),
    ]
    var students: [Student] = []
    var seen: [String: Int] = [:]
    for row in columns.rows {
      func text(_ column: Int?) -> String { column.map { row[$0].text.onOneLine } ?? "" }
      var student = Student(id: text(id), name: text(name))
      guard !student.id.isEmpty else {
        throw table.error(
          "this student has no id", at: row[id], help: "give the name that submissions have")
      }
      guard student.id.utf8.count <= 200 else {
        throw table.error("the id is longer than 200 bytes", at: row[id], help: "shorten it")
      }
      if let line = seen[student.id] {
        throw table.error(
          "the student \(student.id.quotedForMessage) is there twice, first in line \(line)",
          at: row[id], help: "keep one of the two lines")
      }
      seen[student.id] = row[id].line
      if student.name.isEmpty {
        student.name = [text(first), text(last)].filter { !$0.isEmpty }.joined(separator: " ")
      }
      for (path, column) in fields { student[keyPath: path] = text(column) }
      students.append(student)
    }
    self.students = students
  }

  /// The student whom a name of some system means: an id first, then the systems' numbers, the address, and
  /// a name that only one has.
  ///
  /// - Parameter name: the name.
  /// - Returns: the student, or nil when nobody or more than one is meant.
  public func student(known name: String) -> Student? {
    if let student = students.first(where: { $0.id == name }) { return student }
    let keys: [KeyPath<Student, String>] = [
      \.canvas, \.sisUser, \.sisLogin, \.moodle, \.gradescope, \.email, \.name,
    ]
    for key in keys {
      let matches = students.filter { !name.isEmpty && $0[keyPath: key] == name }
      if matches.count == 1 { return matches[0] }
      if matches.count > 1 { return nil }
    }
    return nil
  }

  /// The student whom a learning platform has given a number.
  ///
  /// - Parameter number: the number, in the file names of a download.
  /// - Returns: the student, or nil when nobody or more than one is meant.
  public func student(numbered number: String) -> Student? {
    let matches = students.filter { student in
      !number.isEmpty
        && [student.canvas, ExportStudents.number(student.moodle), student.gradescope]
          .contains(number)
    }
    return matches.count == 1 ? matches[0] : nil
  }

  /// Submissions under the ids that the roster has for their students: what platforms call them is looked up.
  ///
  /// - Parameter submissions: the submissions.
  /// - Returns: the same, each student's in the order of their times.
  public func named(_ submissions: [Submission]) -> [Submission] {
    let ids = Set(students.map(\.id))
    let renamed = submissions.map { submission in
      var submission = submission
      if !ids.contains(submission.student) {
        let student =
          submission.identifier.flatMap(student(numbered:)) ?? student(known: submission.student)
        submission.student = student?.id ?? submission.student
      }
      submission.members = submission.members.map { student(known: $0)?.id ?? $0 }
      return submission
    }
    return Dictionary(grouping: renamed, by: \.student).values.flatMap { own in
      let sorted = own.sorted {
        ($0.submitted ?? .distantPast, $0.attempt) < ($1.submitted ?? .distantPast, $1.attempt)
      }
      return sorted.enumerated().map { index, submission in
        var submission = submission
        submission.attempt = index + 1
        submission.attemptCount = sorted.count
        return submission
      }
    }.sorted { ($0.student, $0.attempt) < ($1.student, $1.attempt) }
  }
}
