import Notebooks

/// Swift code in a page: coloured, with the line numbers of the file that it stands in.
struct CodeListing {
  private let code: [UInt8]
  private let firstLine: Int
  private let lastLine: Int

  /// Makes a listing of a cell's code without its option lines.
  init(of cell: Cell) {
    var line = cell.codeLine
    var rest = cell.code[...]
    while true {
      let end = rest.firstIndex(of: "\n").map { rest.index(after: $0) } ?? rest.endIndex
      let text = rest[..<end].drop { $0 == " " || $0 == "\t" }
      let isBlank = text.allSatisfy { $0 == "\n" }
      guard !rest.isEmpty, text.hasPrefix("//|") || isBlank else { break }
      rest = rest[end...]
      line += 1
    }
    self.init(code: String(rest), firstLine: line)
  }

  /// Makes a listing of code whose first line has a number.
  init(code: String, firstLine: Int) {
    var bytes = Array(code.utf8)
    while let last = bytes.last, last == 0x0A || last == 0x20 || last == 0x09 { bytes.removeLast() }
    self.code = bytes
    self.firstLine = firstLine
    lastLine = firstLine + bytes.count(where: { $0 == 0x0A })
  }

  /// Whether there is nothing to list.
  var isEmpty: Bool { code.isEmpty }

  /// The lines that it has, by their numbers in the file.
  var lines: ClosedRange<Int> { firstLine...lastLine }

  /// The code as it is listed.
  var text: String { String(decoding: code, as: UTF8.self) }

  /// A line that stands out because of an error.
  struct MarkedLine {
    /// Its number in the file.
    var number: Int
    /// Whether the error is none of the student's doing or is expected.
    var isMild: Bool
  }

  /// Writes numbered lines that can be linked to, with one marked.
  func write(to html: inout HTMLWriter, marking markedLine: MarkedLine?) {
    html.markup("<pre class=\"code numbered\" tabindex=\"0\"")
    html.attribute("style", "--first:\(firstLine - 1);--digits:\(max(2, String(lastLine).count))")
    html.markup("><code>")
    var line = firstLine
    open(line: line, to: &html, marking: markedLine)
    writeTokens(to: &html) { html in
      html.markup("</span>\n")
      line += 1
      open(line: line, to: &html, marking: markedLine)
    }
    html.markup("</span></code></pre>\n")
  }

  /// Writes the lines without numbers.
  func writePlain(to html: inout HTMLWriter) {
    html.markup("<pre class=\"code\" tabindex=\"0\"><code>")
    writeTokens(to: &html) { $0.markup("\n") }
    html.markup("</code></pre>\n")
  }

  private func open(line: Int, to html: inout HTMLWriter, marking markedLine: MarkedLine?) {
    if let markedLine, line == markedLine.number {
      html.markup(
        markedLine.isMild ? "<span class=\"line marked mild\"" : "<span class=\"line marked\"")
    } else {
      html.markup("<span class=\"line\"")
    }
    html.attribute("id", prefix: "L", line)
    html.markup(">")
  }

  private func writeTokens(
    to html: inout HTMLWriter, lineEnd: (inout HTMLWriter) -> Void
  ) {
    for token in SwiftHighlighter.tokens(in: code) {
      var isFirst = true
      let pieces = code[token.range].split(separator: 0x0A, omittingEmptySubsequences: false)
      for piece in pieces {
        if !isFirst { lineEnd(&html) }
        isFirst = false
        guard !piece.isEmpty else { continue }
        guard let name = Self.name(of: token.kind) else {
          html.text(piece)
          continue
        }
        html.markup("<span class=\"")
        html.markup(name)
        html.markup("\">")
        html.text(piece)
        html.markup("</span>")
      }
    }
  }

  private static func name(of kind: SwiftHighlighter.Kind) -> StaticString? {
    switch kind {
    case .plain: nil
    case .keyword: "k"
    case .type: "t"
    case .call: "f"
    case .string: "s"
    case .number: "n"
    case .comment: "c"
    case .attribute: "a"
    }
  }
}
