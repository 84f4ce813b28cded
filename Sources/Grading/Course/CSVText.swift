import Notebooks

/// A table of comma-separated values with the places of its fields.
public struct CSVText: Sendable {
  /// A field.
  public struct Field: Sendable, Equatable {
    /// The text, without its quotes.
    public var text: String
    /// The text as it stands in the file, with its quotes.
    public var raw: String
    /// The 1-based line where it starts.
    public var line: Int
    /// The number of bytes that stand before it on this line.
    var byte: Int
  }

  /// The file.
  public let source: SourceFile
  /// The lines with something in them, the header first.
  public let rows: [[Field]]
  /// The character between fields.
  public let separator: Character

  /// The most lines of a table.
  private static let maximumRows = 100_000

  /// Reads a table. Fields are divided by the one of comma, semicolon and tabulator that the first line has
  /// most of.
  ///
  /// - Parameter source: the text.
  /// - Throws: an open quotation mark, text behind a closed one, or too many lines.
  public init(_ source: SourceFile) throws(Diagnostic) {
    self.source = source
    let head = Array((source.lines.first ?? "").utf8)
    let separators: [Character] = [",", ";", "\t"]
    separator =
      separators.enumerated().max { first, second in
        let counts = [first, second].map { item in
          head.count { $0 == item.element.asciiValue ?? 0 }
        }
        return counts[0] == counts[1] ? first.offset > second.offset : counts[0] < counts[1]
      }?.element ?? ","
    var scanner = Scanner(source: source, separator: separator.asciiValue ?? 0x2C)
    rows = try scanner.rows(atMost: Self.maximumRows)
  }

  /// The error that points at a field.
  func error(_ message: String, at field: Field?, help: String) -> Diagnostic {
    source.diagnostic(
      message, at: Location(line: field?.line ?? 1, byte: field?.byte ?? 0), help: help)
  }

  private struct Scanner {
    let source: SourceFile
    let separator: UInt8
    private var index = 0
    private var line = 1
    private var lineStart = 0
    private let bytes: [UInt8]

    init(source: SourceFile, separator: UInt8) {
      self.source = source
      self.separator = separator
      bytes = Array(source.text.utf8)
    }

    mutating func rows(atMost limit: Int) throws(Diagnostic) -> [[Field]] {
      var rows: [[Field]] = []
      while index < bytes.count {
        let row = try row()
        if row.count > 1 || !(row.first?.text.trimmed.isEmpty ?? true) { rows.append(row) }
        guard rows.count <= limit else {
          throw source.diagnostic(
            "the table has more than \(limit) lines", at: Location(line: line, byte: 0),
            help: "leave out what is no student")
        }
      }
      return rows
    }

    private mutating func row() throws(Diagnostic) -> [Field] {
      var fields: [Field] = []
      while true {
        let place = Location(line: line, byte: index - lineStart)
        let start = index
        var text: [UInt8] = []
        if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
          text = try quoted(from: place)
          guard index == bytes.count || bytes[index] == separator || bytes[index] == 0x0A else {
            throw source.diagnostic(
              "there is text behind a closing quotation mark",
              at: Location(line: line, byte: index - lineStart),
              help: "double the quotation marks inside a field: \"\"")
          }
        } else {
          while index < bytes.count, bytes[index] != separator, bytes[index] != 0x0A {
            text.append(bytes[index])
            index += 1
          }
        }
        fields.append(
          Field(
            text: String(decoding: text, as: UTF8.self),
            raw: String(decoding: bytes[start..<index], as: UTF8.self), line: place.line,
            byte: place.byte))
        guard index < bytes.count, bytes[index] == separator else { break }
        index += 1
      }
      if index < bytes.count { newLine() }
      return fields
    }

    private mutating func quoted(from place: Location) throws(Diagnostic) -> [UInt8] {
      var text: [UInt8] = []
      index += 1
      while index < bytes.count {
        let byte = bytes[index]
        if byte == UInt8(ascii: "\"") {
          index += 1
          guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return text }
        }
        text.append(byte)
        if byte == 0x0A { newLine() } else { index += 1 }
      }
      throw source.diagnostic(
        "the quotation mark is not closed", at: place, help: "end the field with a second one")
    }

    private mutating func newLine() {
      index += 1
      line += 1
      lineStart = index
    }
  }
}
