/// A fault in a practical's file: what is wrong, where, and what to do.
///
/// Printed, it reads:
///
///     practicals/02-feed-forward-net.md:31:19: error: there is no cell class `.exercize`
///        31 | ```swift {#relu .exercize points=2}
///           |                 ^
///       help: the classes are .cell, .exercise, .check and .hidden
public struct Diagnostic: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file, as the user would write its path.
  public var path: String
  /// The 1-based line.
  public var line: Int
  /// The 1-based column, counted in characters.
  public var column: Int
  /// What is wrong, in one line.
  public var message: String
  /// What to do, in one line.
  public var help: String
  /// The text of the line, when the file could be read.
  public var sourceLine: String?

  /// Makes a diagnostic that points into a source.
  public init(in source: SourceFile, line: Int, column: Int, _ message: String, help: String) {
    self.init(
      path: source.path, line: line, column: column, message, help: help,
      sourceLine: source.line(line))
  }

  /// Makes a diagnostic for a file whose text may not be there.
  public init(
    path: String, line: Int, column: Int, _ message: String, help: String, sourceLine: String?
  ) {
    self.path = path
    self.line = line
    self.column = column
    self.message = message
    self.help = help
    self.sourceLine = sourceLine
  }

  /// The message as it is printed, without a final newline.
  public var description: String {
    var text = "\(path):\(line):\(column): error: \(message)\n"
    if let sourceLine {
      text += SourceExcerpt(line: line, column: column, text: sourceLine).description
    }
    return text + "  help: \(help)"
  }
}

/// A line of a file with a caret under one of its columns.
public struct SourceExcerpt: Sendable, Equatable, CustomStringConvertible {
  /// The 1-based line.
  public var line: Int
  /// The 1-based column.
  public var column: Int
  /// The text of the line.
  public var text: String

  /// Makes an excerpt.
  public init(line: Int, column: Int, text: String) {
    self.line = line
    self.column = column
    self.text = text
  }

  /// Two lines, each ended by a newline; tabs and control characters show as one space.
  public var description: String {
    let limit = 160
    let printable = String(
      text.prefix(limit).map { character in
        character.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 } ? character : " "
      })
    let number = String(line)
    let gutter = String(repeating: " ", count: max(0, 5 - number.count)) + number
    let blank = String(repeating: " ", count: gutter.count)
    let caret = String(repeating: " ", count: max(0, min(column, limit + 1) - 1))
    return "\(gutter) | \(printable)\n\(blank) | \(caret)^\n"
  }
}
