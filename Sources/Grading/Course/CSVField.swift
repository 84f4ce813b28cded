/// Fields of the tables that the program writes.
public enum CSVField {
  /// A text as a field: what a spreadsheet would take for a formula begins with an apostrophe.
  ///
  /// - Parameter text: the text, which may come from a student.
  /// - Returns: the field, in quotation marks where it needs them.
  public static func guarded(_ text: String) -> String {
    var text = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? "\u{FFFD}" : $0 }))
    if let first = text.unicodeScalars.first, "=+-@\u{FFFD}".unicodeScalars.contains(first) {
      text = "'" + text
    }
    return quoted(text)
  }

  /// A text as a field that is read back as it is.
  ///
  /// - Parameter text: the text.
  /// - Returns: the field, in quotation marks where it needs them.
  public static func quoted(_ text: String) -> String {
    // Scalars, because a line end of two is one character.
    guard text.unicodeScalars.contains(where: { "\",;\n\r\t".unicodeScalars.contains($0) }) else {
      return text
    }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// Lines of fields that are made already.
  ///
  /// - Parameters:
  ///   - rows: the fields.
  ///   - separator: what stands between two.
  ///   - end: what ends a line.
  /// - Returns: the text of a table.
  public static func table(
    _ rows: [[String]], separator: String = ",", end: String = "\n"
  ) -> String {
    rows.map { $0.joined(separator: separator) + end }.joined()
  }
}
