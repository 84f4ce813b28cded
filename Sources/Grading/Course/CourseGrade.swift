/// What a student has reached in the course so far.
public struct CourseGrade: Sendable, Equatable {
  /// A part of the grade.
  public struct Part: Sendable, Equatable {
    /// `practicals`, or the name of an exam.
    public var name: String
    /// The weight that the course gives it.
    public var weight: Double
    /// What was reached, from 0 to 1; nil when nobody has marks for it yet.
    public var share: Double?
  }

  /// The student.
  public var student: String
  /// The parts, in the order of the course.
  public var parts: [Part]

  /// Whether there are marks for all parts.
  public var isComplete: Bool { parts.allSatisfy { $0.share != nil } }

  /// The grade from 0 to 100, of the parts that there are marks for; nil when there are none.
  ///
  /// With shares s and weights w of those parts it is 100 · Σ w s / Σ w.
  public var percent: Double? {
    let known = parts.compactMap { part in part.share.map { ($0, part.weight) } }
    let weight = known.map(\.1).reduce(0, +)
    guard weight > 0 else { return nil }
    return CourseNumber.rounded(100 * known.map { $0 * $1 }.reduce(0, +) / weight)
  }
}

extension CourseRules {
  /// Adds up what students have reached.
  ///
  /// The practicals count together, each by its points. An exam for which there are no marks at all is left
  /// out, and a student who has none where others have some gets 0.
  ///
  /// - Parameters:
  ///   - standings: where students stand, a list for each practical.
  ///   - scores: the scores of the exams that were marked elsewhere.
  ///   - students: who is in the course.
  /// - Returns: a grade for each student, in the same order.
  public func grades(
    _ standings: [[Standing]], exams scores: [ExamScores], students: [String]
  ) -> [CourseGrade] {
    var byStudent: [String: [Standing]] = [:]
    for standing in standings.joined() { byStudent[standing.student, default: []].append(standing) }
    return students.map { student in
      let own = byStudent[student] ?? []
      let parts = weights.map { weight in
        CourseGrade.Part(
          name: weight.name, weight: weight.weight,
          share: share(of: weight.name, student: student, own, scores))
      }
      return CourseGrade(student: student, parts: parts)
    }
  }

  private func share(
    of part: String, student: String, _ own: [Standing], _ scores: [ExamScores]
  ) -> Double? {
    if part == "practicals" {
      return Self.share(own.filter { !isExam($0.practical) })
    }
    guard let exam = exams.first(where: { $0.name == part }) else { return nil }
    switch exam.source {
    case .practical(let name):
      return Self.share(own.filter { Self.isName(name, of: $0.practical) })
    case .scores:
      guard let table = scores.first(where: { $0.name == part }), table.maxScore > 0 else {
        return nil
      }
      return (table.scores[student] ?? 0) / table.maxScore
    }
  }

  /// What was reached of what could be; what the grader failed on is left out.
  private static func share(_ standings: [Standing]) -> Double? {
    let judged = standings.filter { $0.final != nil }
    let most = judged.map(\.maxScore).reduce(0, +)
    return most > 0 ? judged.compactMap(\.final).reduce(0, +) / most : nil
  }
}
