import Grading

/// Where everybody stands, by the rules of the course and what is in the gradebook.
public struct CourseRecord: Sendable {
  /// The practicals that were graded.
  public let practicals: [RecordedPractical]
  /// Who is in the course: the roster in its order, then others by name.
  public let students: [String]
  /// Where students stand with each practical, in the order of the practicals.
  public let standings: [[Standing]]
  /// What they have reached in the course, in the order of the students.
  public let grades: [CourseGrade]

  /// Adds everything up.
  ///
  /// - Parameters:
  ///   - book: the gradebook.
  ///   - rules: the rules; nil where the course has none, so that what was last in the folder counts.
  ///   - roster: who is in the course.
  ///   - exams: the scores of exams that were marked elsewhere.
  /// - Throws: `UsageError` when the gradebook cannot be read.
  public init(
    _ book: GradebookFile, rules: CourseRules?, roster: Roster?, exams: [ExamScores]
  ) throws {
    let used = rules ?? CourseRules.withoutRules
    practicals = try book.practicals()
    let attempts = try book.attempts(isCurrentOnly: rules == nil)
    let listed = roster?.students.map(\.id) ?? []
    // Also who has handed in nothing and is in a group with somebody who has.
    let found = used.standings(attempts, students: listed).joined().map(\.student)
    let students = listed + Set(found).subtracting(listed).sorted()
    self.students = students
    standings = used.standings(attempts, students: students)
    grades = used.grades(standings, exams: exams, students: students)
  }

  /// The standings of one practical, by student.
  public func standings(of slug: String) -> [Standing] {
    zip(practicals, standings).first { $0.0.slug == slug }?.1 ?? []
  }

  /// Practicals to be handed to a learning platform.
  ///
  /// - Parameter slugs: the slugs of those that are wanted; all where there are none.
  /// - Returns: a column for each.
  public func columns(_ slugs: [String]) -> [ExportColumn] {
    zip(practicals, standings).compactMap { practical, standings in
      guard slugs.isEmpty || slugs.contains(practical.slug) else { return nil }
      return ExportColumn(
        slug: practical.slug, title: practical.title,
        maxScore: standings.first?.maxScore ?? practical.wholeScore, standings: standings)
    }
  }
}
