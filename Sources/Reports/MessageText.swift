/// A name or a message in one line: what stands between backticks is code, as in Markdown.
enum MessageText {
  /// Writes a text into a page.
  static func write(_ text: some StringProtocol, to html: inout HTMLWriter) {
    let pieces = text.split(separator: "`", omittingEmptySubsequences: false)
    let isPaired =
      pieces.count % 2 == 1
      && pieces.indices.allSatisfy { $0 % 2 == 0 || isCode(pieces[$0]) }
    guard isPaired, pieces.count > 1 else { return html.text(String(text)) }
    for (index, piece) in pieces.enumerated() {
      if index % 2 == 1 { html.markup("<code>") }
      html.text(String(piece))
      if index % 2 == 1 { html.markup("</code>") }
    }
  }

  /// Writes a message, which may have colours instead.
  static func write(message: String, limit: Int, to html: inout HTMLWriter) {
    let bytes = message.utf8.prefix(limit)
    if bytes.contains(0x1B) || bytes.contains(0x0D) || !bytes.contains(UInt8(ascii: "`")) {
      AnsiText(bytes).write(to: &html)
    } else {
      write(String(decoding: bytes, as: UTF8.self), to: &html)
    }
  }

  private static func isCode(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.count <= 200 && !text.contains(where: \.isNewline)
  }
}
