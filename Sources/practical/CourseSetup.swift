import ArgumentParser
import Foundation
import Gradebook
import Grading
import Notebooks
import Reports

/// Where the rules of the course and its gradebook are.
struct CourseOptions: ParsableArguments {
  @Option(
    name: .customLong("course"),
    help: "The rules of the course; by default course.yaml beside the practicals.")
  var course: String?

  @Option(
    help: "A CSV file with a line for each student, instead of the one that the course names.")
  var roster: String?

  @Option(
    name: .customLong("gradebook"),
    help: "The gradebook, or the folder that it is in, instead of the one that the course names.")
  var gradebook: String?
}

/// The rules of the course, and who is in it.
struct CourseSetup {
  /// The rules; nil where there are none.
  var rules: CourseRules?
  /// Who is in the course, where somebody says.
  var roster: Roster?
  private let gradebook: String?

  /// Reads what the options name, or what lies beside the practicals.
  init(_ options: CourseOptions, course: Course) throws {
    let own = Course.shortened("\(course.root)/\(CourseFile.fileName)")
    if let path = options.course {
      rules = try CourseFile.read(path: path)
    } else if FileManager.default.fileExists(atPath: own) {
      rules = try CourseFile.read(path: own)
    }
    if let path = options.roster ?? rules?.roster.map(Course.shortened) {
      roster = try Roster.read(path: path)
    }
    rules?.enrolled = roster.map { Set($0.students.map(\.id)) }
    gradebook = options.gradebook.map(Self.file) ?? rules?.gradebook
  }

  /// The path of the gradebook: what the user or the course names, else the file in a folder.
  func gradebook(in folder: String) -> String {
    gradebook ?? "\(folder)/\(GradebookFile.fileName)"
  }

  /// The scores of exams that were marked elsewhere. A table that is not there yet is no error: the exam may
  /// be to come.
  func exams() throws -> [ExamScores] {
    try (rules?.exams ?? []).compactMap { exam in
      guard case .scores(let path) = exam.source, FileManager.default.fileExists(atPath: path)
      else {
        return nil
      }
      let source = try CourseText.read(
        path: Course.shortened(path), what: "a CSV file with a score for each student")
      return try ExamScores(name: exam.name, source, points: exam.points, roster: roster)
    }
  }

  /// Where everybody stands.
  func record(_ book: GradebookFile) throws -> CourseRecord {
    try CourseRecord(book, rules: rules, roster: roster, exams: exams())
  }

  /// Where students stand with a practical; nobody where there are no rules.
  ///
  /// - Parameters:
  ///   - slug: the practical.
  ///   - path: the gradebook, which need not be there.
  /// - Returns: the standings, by student.
  /// - Throws: `UsageError` when the gradebook cannot be read.
  func standings(for slug: String, gradebook path: String) throws -> [String: Standing] {
    guard let rules, FileManager.default.fileExists(atPath: path) else { return [:] }
    let attempts = try GradebookFile(path: path).attempts(isCurrentOnly: false)
    let standings = rules.standings(attempts, students: [])
    let own = zip(attempts, standings).first { $0.0.slug == slug }?.1 ?? []
    return Dictionary(own.map { ($0.student, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func file(_ path: String) -> String {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return isThere && isFolder.boolValue ? "\(path)/\(GradebookFile.fileName)" : path
  }
}
