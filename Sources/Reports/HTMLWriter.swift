/// Builds a page of HTML.
///
/// Markup can only be written from literals of this program, so nothing that a student made can become
/// markup: everything else goes through `text` or `attribute`, which escape it.
struct HTMLWriter {
  /// The page so far, in UTF-8.
  private(set) var bytes: [UInt8] = []

  /// The page so far.
  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Makes room for a page of about so many bytes.
  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// Writes a literal as it stands.
  mutating func markup(_ literal: StaticString) {
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Writes any text as text, with what HTML or a terminal would act on made harmless.
  mutating func text(_ value: String) {
    var value = value
    value.withUTF8 { HTMLEscaping.append($0, to: &bytes) }
  }

  /// Writes UTF-8 as text, with what HTML or a terminal would act on made harmless.
  mutating func text(_ value: ArraySlice<UInt8>) {
    value.withUnsafeBufferPointer { HTMLEscaping.append($0, to: &bytes) }
  }

  /// Writes a whole number.
  mutating func number(_ value: Int) { bytes.append(contentsOf: String(value).utf8) }

  /// Writes ` name="value"`, escaped.
  mutating func attribute(_ name: StaticString, _ value: String) {
    markup(" ")
    markup(name)
    markup("=\"")
    text(value)
    markup("\"")
  }

  /// Writes ` name="prefixNUMBER"`.
  mutating func attribute(_ name: StaticString, prefix: StaticString, _ value: Int) {
    markup(" ")
    markup(name)
    markup("=\"")
    markup(prefix)
    number(value)
    markup("\"")
  }

  /// Writes another piece of a page, built by the same rules.
  mutating func append(_ other: HTMLWriter) { bytes.append(contentsOf: other.bytes) }

  /// Writes what comes from an installed library or is base64, as it stands.
  mutating func trusted(_ asset: some Sequence<UInt8>) { bytes.append(contentsOf: asset) }

  /// Takes what was written since a position out again.
  @discardableResult mutating func cut(from position: Int) -> HTMLWriter {
    var piece = HTMLWriter()
    piece.bytes = Array(bytes[position...])
    bytes.removeSubrange(position...)
    return piece
  }
}
