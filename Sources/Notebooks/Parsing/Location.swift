/// A place in a source: a line and an offset of bytes in it.
///
/// Parsing counts bytes, which costs nothing; characters are counted once, for the message of the one
/// error that is reported. Counting them for every token would make a long line quadratic.
package struct Location: Equatable, Sendable {
  /// The 1-based line.
  package var line: Int
  /// The number of UTF-8 bytes of the line that stand before the place.
  package var byte: Int

  /// Names a place.
  package init(line: Int, byte: Int) {
    self.line = line
    self.byte = byte
  }

  /// The place some bytes further on the same line.
  package func advanced(by bytes: Int) -> Location { Location(line: line, byte: byte + bytes) }
}

/// A piece of text with the place where it stands.
struct LocatedText: Equatable {
  /// The text.
  var text: String
  /// Where the text starts.
  var location: Location
}

extension SourceFile {
  /// Makes the error that points at a place of this source.
  package func diagnostic(_ message: String, at location: Location, help: String) -> Diagnostic {
    let before = (line(location.line) ?? "").utf8.prefix(max(0, location.byte))
    return Diagnostic(
      in: self, line: location.line, column: String(decoding: before, as: UTF8.self).count + 1,
      message, help: help)
  }
}
