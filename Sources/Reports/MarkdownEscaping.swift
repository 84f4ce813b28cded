/// Makes any text safe to stand in Markdown.
enum MarkdownEscaping {
  /// The text in one line, with everything escaped that Markdown or HTML gives a meaning.
  static func escape(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case _ where character.isNewline: result += " "
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "$", "!", "@", ":":
        result += "\\\(character)"
      default: result += isDirectional(character) ? "\u{FFFD}" : String(character)
      }
    }
    return result
  }

  /// A fenced block whose fence is longer than any run of backticks in the text.
  static func fence(_ text: String, language: String) -> String {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    let end = text.hasSuffix("\n") || text.isEmpty ? "" : "\n"
    return "\(fence)\(language)\n\(text)\(end)\(fence)\n\n"
  }

  /// A path below the report's folder as an address, or nil where it leads elsewhere.
  static func relativeAddress(_ path: String) -> String? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(".."), !parts.contains("") else { return nil }
    return LinkPolicy.encoded(path: path)
  }

  private static func isDirectional(_ character: Character) -> Bool {
    character.unicodeScalars.contains {
      (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
    }
  }
}
