/// What a cell printed, cut to what a report shows.
struct OutputExcerpt {
  /// The most bytes of output that a report shows for one cell.
  static let limit = 200_000

  /// The beginning.
  let head: AnsiText
  /// How many bytes were cut out of the middle.
  let cutBytes: Int
  /// The end, where something was cut before it.
  let tail: AnsiText?

  /// Reads output, and cuts its middle out where it is longer than the limit.
  init(_ output: String, limit: Int = Self.limit) {
    let bytes = Array(output.utf8)
    guard bytes.count > limit else {
      (head, cutBytes, tail) = (AnsiText(bytes), 0, nil)
      return
    }
    let headEnd = Self.lineEnd(in: bytes, near: limit * 4 / 5, stepping: -1, within: limit / 10)
    let tailStart = Self.lineEnd(
      in: bytes, near: bytes.count - limit / 5, stepping: 1, within: limit / 10)
    head = AnsiText(bytes[..<headEnd])
    cutBytes = tailStart - headEnd
    tail = AnsiText(bytes[tailStart...])
  }

  /// The words that stand for what was cut.
  var cutNote: String { "… \(Quantity.bytes(cutBytes)) cut …" }

  /// The text alone, with a note for what was cut.
  var plain: String {
    guard let tail else { return head.plain }
    return head.plain + cutNote + "\n" + tail.plain
  }

  /// Writes the excerpt into a page: its text, and between pieces of that its tables.
  func writeBlocks(to html: inout HTMLWriter) {
    if tail == nil && head.isPlain {
      writeParts(of: head.plain, to: &html)
    } else {
      writeText(to: &html) { write(to: &$0) }
    }
  }

  /// Writes the excerpt into a page as text.
  func write(to html: inout HTMLWriter) {
    head.write(to: &html)
    guard let tail else { return }
    html.markup("<span class=\"cut\">")
    html.text(cutNote)
    html.markup("</span>\n")
    tail.write(to: &html)
  }

  private func writeParts(of text: String, to html: inout HTMLWriter) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for part in ShownTable.parts(of: lines) {
      switch part {
      case .table(let table): table.write(to: &html)
      case .text(let range):
        var piece = lines[range]
        while piece.last?.isEmpty == true, range.upperBound < lines.count { piece.removeLast() }
        while piece.first?.isEmpty == true, range.lowerBound > 0 { piece.removeFirst() }
        guard !piece.isEmpty else { continue }
        writeText(to: &html) { html in
          for line in piece {
            html.text(String(line))
            html.markup("\n")
          }
        }
      }
    }
  }

  private func writeText(to html: inout HTMLWriter, _ text: (inout HTMLWriter) -> Void) {
    html.markup("<pre class=\"output\" tabindex=\"0\" role=\"group\" aria-label=\"Output\">")
    text(&html)
    html.markup("</pre>\n")
  }

  /// A position just after a line end, or where lines are very long after a whole character.
  private static func lineEnd(
    in bytes: [UInt8], near position: Int, stepping step: Int, within reach: Int
  ) -> Int {
    var index = position
    while abs(index - position) < reach {
      if bytes[index - 1] == UInt8(ascii: "\n") { return index }
      index += step
    }
    index = position
    while bytes[index] & 0xC0 == 0x80 { index += step }
    return index
  }
}
