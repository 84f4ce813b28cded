/// Swift code in the colours of a terminal.
public enum TerminalCode {
  /// The code with the sequences that colour it.
  public static func colored(_ code: String) -> String {
    let bytes = Array(code.utf8)
    return SwiftHighlighter.tokens(in: bytes).map { token in
      let text = String(decoding: bytes[token.range], as: UTF8.self)
      guard let color = color(of: token.kind) else { return text }
      // Line by line, so that a pager that starts in the middle of a comment colours it too.
      return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.isEmpty ? "" : "\u{1B}[\(color)m\(line)\u{1B}[0m"
      }.joined(separator: "\n")
    }.joined()
  }

  /// The number of a colour that can be read on light and on dark ground.
  private static func color(of kind: SwiftHighlighter.Kind) -> String? {
    switch kind {
    case .plain: nil
    case .keyword: "35"
    case .type: "36"
    case .call: "34"
    case .string: "31"
    case .number: "33"
    case .comment: "32"
    case .attribute: "35"
    }
  }
}
