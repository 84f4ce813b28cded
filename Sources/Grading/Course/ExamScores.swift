import Notebooks

/// The scores of an exam that was marked elsewhere.
public struct ExamScores: Sendable, Equatable {
  /// The name of the exam.
  public var name: String
  /// The points that could be reached.
  public var maxScore: Double
  /// The points of each student.
  public var scores: [String: Double]

  /// Gathers scores.
  public init(name: String, maxScore: Double, scores: [String: Double]) {
    self.name = name
    self.maxScore = maxScore
    self.scores = scores
  }

  /// Reads a CSV file with the columns `student`, `score` and, unless the course says the points, `max_score`.
  ///
  /// - Parameters:
  ///   - name: the name of the exam.
  ///   - source: the text.
  ///   - points: the points that can be reached, where the course says them.
  ///   - roster: who is in the course, so that a student's other names are understood.
  /// - Throws: what is wrong with the text, and where.
  public init(
    name: String, _ source: SourceFile, points: Double?, roster: Roster?
  ) throws(Diagnostic) {
    let table = try CSVText(source)
    let columns = try CSVColumns(table)
    let id = try columns.required(["student", "student_id", "id", "email", "name"])
    let score = try columns.required(["score", "points", "grade"])
    let most =
      points == nil ? try columns.required(["max_score", "max_points", "out_of"]) : nil
    var scores: [String: Double] = [:]
    var maxScore = points
    for row in columns.rows {
      let written = row[id].text.onOneLine
      let student = roster?.student(known: written)?.id ?? written
      guard !student.isEmpty else {
        throw table.error("this line names no student", at: row[id], help: "name one")
      }
      guard scores[student] == nil else {
        throw table.error(
          "\(student.quotedForMessage) has a score already", at: row[id], help: "keep one line")
      }
      if let most {
        guard let value = CourseNumber.read(row[most].text.trimmed), value > 0 else {
          throw table.error(
            "\(row[most].text.quotedForMessage) is no number of points above 0", at: row[most],
            help: "write the points that can be reached")
        }
        guard maxScore == nil || maxScore == value else {
          throw table.error(
            "the points that can be reached differ from the lines above", at: row[most],
            help: "give every line the same")
        }
        maxScore = value
      }
      // Nothing was handed in.
      if row[score].text.trimmed.isEmpty { continue }
      guard let value = CourseNumber.read(row[score].text.trimmed) else {
        throw table.error(
          "\(row[score].text.quotedForMessage) is no score", at: row[score],
          help: "write a number such as `17.5`, or nothing for who was not there")
      }
      scores[student] = value
    }
    self.init(name: name, maxScore: maxScore ?? 0, scores: scores)
  }
}
