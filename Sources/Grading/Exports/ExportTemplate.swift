import Foundation
import Notebooks

/// A table that a learning platform gave out, to be filled in: all that is not filled in stays as it is, to
/// the byte.
public struct ExportTemplate: Sendable {
  /// The table.
  let table: CSVText
  /// The line ends of the file.
  private let lineEnd: String
  /// Whether the file begins with a byte-order mark.
  private let hasMark: Bool

  /// A table that is filled in.
  public struct Filled: Sendable, Equatable {
    /// The text of the file.
    public var text: String
    /// How many students got points.
    public var count: Int
    /// What the instructor should know.
    public var notes: [String]
  }

  /// Reads a table.
  ///
  /// - Parameter path: the path of the file.
  /// - Throws: why it cannot be read, or is no table.
  public init(path: String) throws(Diagnostic) {
    let source = try CourseText.read(path: path, what: "the CSV file that the platform gave out")
    let bytes = FileManager.default.contents(atPath: path) ?? Data()
    try self.init(
      source, hasMark: bytes.starts(with: [0xEF, 0xBB, 0xBF]),
      lineEnd: bytes.firstRange(of: Data("\r\n".utf8)) == nil ? "\n" : "\r\n")
  }

  init(_ source: SourceFile, hasMark: Bool = false, lineEnd: String = "\n") throws(Diagnostic) {
    table = try CSVText(source)
    self.lineEnd = lineEnd
    self.hasMark = hasMark
    guard let header = table.rows.first else {
      throw table.error("the table is empty", at: nil, help: "export it from the platform again")
    }
    for row in table.rows where row.count != header.count {
      throw table.error(
        "this line has \(row.count) fields, and the first has \(header.count)", at: row.first,
        help: "export the table from the platform again, and leave it as it is")
    }
  }

  /// The text of a table whose fields are made already.
  func text(_ rows: [[String]]) -> String {
    (hasMark ? "\u{FEFF}" : "")
      + CSVField.table(rows, separator: String(table.separator), end: lineEnd)
  }

  /// The number of the column with exactly this name.
  func column(_ name: String) -> Int? { table.rows[0].firstIndex { $0.text == name } }
}

/// Who is meant by the names and numbers that a platform has for students.
struct ExportStudents {
  private var byKey: [String: [String: Set<String>]] = [:]

  /// Takes the students of a roster, and those who are in no roster under their ids.
  init(_ roster: Roster?, others: some Sequence<String>) {
    var students = roster?.students ?? []
    let known = Set(students.map(\.id))
    students += others.filter { !known.contains($0) }.map { Roster.Student(id: $0) }
    for student in students {
      add(student.id, "id", student.id)
      add(student.canvas, "canvas", student.id)
      add(student.sisUser, "sis user", student.id)
      add(student.sisLogin, "sis login", student.id)
      add(Self.number(student.moodle), "moodle", student.id)
      add(student.email.lowercased(), "email", student.id)
      let name = PersonName(student.name)
      for form in Set([student.name, name.sorted, name.full]) { add(form, "name", student.id) }
    }
  }

  private mutating func add(_ value: String, _ key: String, _ student: String) {
    if !value.isEmpty { byKey[key, default: [:]][value, default: []].insert(student) }
  }

  /// The student with a value, where it is exactly one.
  func student(_ key: String, _ value: String) -> String? {
    guard let found = byKey[key]?[value], found.count == 1 else { return nil }
    return found.first
  }

  /// Moodle's number: what is left of `Participant 123`.
  static func number(_ text: String) -> String { String(text.drop { !$0.isNumber }) }
}

/// A person's name in its two orders.
struct PersonName {
  /// The names before the family name.
  var first: String
  /// The family name.
  var last: String

  /// Takes a name apart: `Lovelace, Ada` or `Ada Lovelace`.
  init(_ name: String) {
    let parts = name.split(separator: ",", maxSplits: 1).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    if parts.count == 2 {
      last = parts[0]
      first = parts[1]
      return
    }
    let words = name.split(separator: " ").map(String.init)
    last = words.last ?? ""
    first = words.dropLast().joined(separator: " ")
  }

  /// `Ada Lovelace`.
  var full: String { first.isEmpty ? last : "\(first) \(last)" }
  /// `Lovelace, Ada`.
  var sorted: String { first.isEmpty ? last : "\(last), \(first)" }
}
