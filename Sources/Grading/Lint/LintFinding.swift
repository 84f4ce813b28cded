/// Something that an author should know of a practical.
public struct LintFinding: Sendable, Equatable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// Students would be marked wrongly, or could not work with it.
    case error
    /// Probably not meant so.
    case warning
  }

  /// How bad it is.
  public var severity: Severity
  /// The 1-based line in the author's file.
  public var line: Int
  /// What is wrong.
  public var message: String
  /// What to do.
  public var help: String

  /// Makes a finding.
  public init(_ severity: Severity, line: Int, _ message: String, help: String) {
    self.severity = severity
    self.line = line
    self.message = message
    self.help = help
  }
}
