import Foundation

/// The marks of a class as `grades.csv`.
public enum GradesTable {
  /// The header.
  static let columns = [
    "student", "practical", "submitted", "score", "max_score", "penalty", "final", "status",
  ]

  /// The text of the file.
  ///
  /// - Parameter standings: where students stand, in the order of the lines.
  /// - Returns: a header and one line for each.
  public static func text(_ standings: [Standing]) -> String {
    let rows = standings.map { standing in
      [
        CSVField.guarded(standing.student), CSVField.guarded(standing.practical),
        standing.attempt?.submitted.map { $0.formatted(.iso8601) } ?? "",
        standing.score.map(CourseNumber.text) ?? "", CourseNumber.text(standing.maxScore),
        CourseNumber.text(standing.penalty), standing.final.map(CourseNumber.text) ?? "",
        standing.status.rawValue,
      ]
    }
    return CSVField.table([columns] + rows)
  }
}
