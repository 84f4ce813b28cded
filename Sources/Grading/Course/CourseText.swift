import Notebooks

/// Reads the files that describe a course.
public enum CourseText {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: its path.
  ///   - what: what it should be, for the help line.
  /// - Returns: its text.
  /// - Throws: why it cannot be read.
  public static func read(path: String, what: String) throws(Diagnostic) -> SourceFile {
    do {
      return try SourceReader.read(path: path)
    } catch {
      var error = error
      if error.help.contains("Markdown") || error.help.contains("practical") {
        error.help = "name \(what)"
      }
      throw error
    }
  }
}
