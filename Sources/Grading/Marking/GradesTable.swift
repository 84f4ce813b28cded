import Foundation

/// The marks of a class as `grades.csv`.
public enum GradesTable {
  /// The header.
  static let columns = [
    "student", "practical", "submitted", "score", "max_score", "penalty", "final", "status",
  ]

  /// The text of the file.
  ///
  /// - Parameter results: the results, in the order of the lines.
  /// - Returns: a header and one line for each.
  public static func text(_ results: [GradedSubmission]) -> String {
    let rows = results.map { result in
      let hasMarks = result.status != .graderError
      return [
        result.student, result.practical, result.submitted ?? "",
        hasMarks ? number(result.score) : "", number(result.maxScore), "0",
        hasMarks ? number(result.score) : "", result.status.rawValue,
      ]
    }
    return ([columns] + rows).map { $0.map(field).joined(separator: ",") + "\n" }.joined()
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }

  /// A text as a field: what a spreadsheet would take for a formula begins with an apostrophe.
  static func field(_ text: String) -> String {
    var text = String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 ? "\u{FFFD}" : $0 }))
    if let first = text.unicodeScalars.first, "=+-@\u{FFFD}".unicodeScalars.contains(first) {
      text = "'" + text
    }
    guard text.contains(where: { "\",;".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
