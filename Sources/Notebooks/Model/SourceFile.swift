/// The text of a file, with the means to point into it.
public struct SourceFile: Sendable, Equatable {
  /// The path as the user would write it, used in messages.
  public let path: String
  /// The text, with line ends as `\n`.
  public let text: String
  /// The lines, without their ends.
  public let lines: [String]

  /// Makes a source from its text; `\r\n` and lone `\r` become `\n`, a byte-order mark is dropped.
  public init(path: String, text: String) {
    self.path = path
    var scalars = String.UnicodeScalarView()
    var previousWasReturn = false
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if index == 0 && scalar == "\u{FEFF}" { continue }
      if scalar == "\n" && previousWasReturn {
        previousWasReturn = false
        continue
      }
      previousWasReturn = scalar == "\r"
      scalars.append(scalar == "\r" ? "\n" : scalar)
    }
    self.text = String(scalars)
    self.lines = self.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The text of a 1-based line, or nil when there is no such line.
  public func line(_ number: Int) -> String? {
    lines.indices.contains(number - 1) ? lines[number - 1] : nil
  }
}
