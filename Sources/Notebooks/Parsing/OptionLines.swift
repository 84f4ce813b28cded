import Yams

/// Reads the `//| key: value` lines at the head of a Swift cell.
enum OptionLines {
  private static let marker = "//|"

  /// The options of the leading lines, in order.
  static func options(of content: FenceContent) throws(Diagnostic) -> [OptionText] {
    var options: [OptionText] = []
    var isInCode = false
    for (index, line) in content.lines.enumerated() {
      let text = line.trimmed
      if text.hasPrefix(marker) {
        let byte = line.utf8.prefix(while: FenceInfo.isSpace).count
        if let option = try option(
          text, at: content.location(of: index, byte: byte), in: content.source,
          isInCode: isInCode)
        {
          options.append(option)
        }
      } else if !text.isEmpty {
        isInCode = true
      }
    }
    return options
  }

  /// How many lines at the head of some code hold its options.
  static func count(in lines: [String]) -> Int {
    let head = lines.prefix { $0.trimmed.isEmpty || $0.trimmed.hasPrefix(marker) }
    return (head.lastIndex { !$0.trimmed.isEmpty } ?? -1) + 1
  }

  private static func option(
    _ text: String, at start: Location, in source: SourceFile, isInCode: Bool
  ) throws(Diagnostic) -> OptionText? {
    let body = text.utf8.dropFirst(marker.utf8.count)
    let key = body.drop(while: FenceInfo.isSpace)
    let colon = key.firstIndex(of: UInt8(ascii: ":"))
    let name = String(Substring(key[..<(colon ?? key.startIndex)])).trimmed
    let location = start.advanced(by: text.utf8.count - key.count)
    if isInCode {
      // Further down such a line is a comment like any other, unless it was meant as an option.
      guard OptionName(rawValue: name) != nil else { return nil }
      throw source.diagnostic(
        "an option line stands below the code", at: start,
        help: "move it to the first line of the cell")
    }
    guard let colon, !name.isEmpty else {
      throw source.diagnostic(
        "the option line is not `key: value`", at: start,
        help: "write it like `\(marker) title: The rectifier`, or start the comment with `// |`")
    }
    let rest = key[key.index(after: colon)...]
    let value = try value(
      of: name, rest, at: start.advanced(by: text.utf8.count - rest.count), in: source)
    return OptionText(key: LocatedText(text: name, location: location), value: value)
  }

  private static func value(
    of name: String, _ rest: Substring.UTF8View, at start: Location, in source: SourceFile
  ) throws(Diagnostic) -> LocatedText {
    let yaml = YAMLText(source: source, start: start, text: String(Substring(rest)))
    let scalar = try yaml.scalar(try yaml.compose(), of: name)
    return LocatedText(text: scalar.string, location: yaml.location(of: .scalar(scalar)))
  }
}
