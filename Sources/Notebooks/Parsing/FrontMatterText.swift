import Yams

/// The YAML between `---` lines at the head of a file, found and taken apart, with its keys unread.
struct FrontMatterText {
  /// A key with its value, both with their places.
  struct Entry {
    /// The key.
    var key: LocatedText
    /// The value.
    var value: Node
  }

  /// The YAML; nil when the file begins with something else.
  var yaml: YAMLText?
  /// The 1-based line after the front matter.
  var bodyLine: Int

  /// The most bytes of a front matter: YAML is slower to parse than Markdown.
  private static let maximumSize = 65536

  /// Finds the front matter of a source.
  init(of source: SourceFile) throws(Diagnostic) {
    guard Self.isMarker(source.lines[0]) else {
      yaml = nil
      bodyLine = 1
      return
    }
    guard let end = source.lines.dropFirst().firstIndex(where: Self.isMarker) else {
      throw source.diagnostic(
        "the front matter is not closed", at: Location(line: 1, byte: 0),
        help: "end it with a line that is `---`")
    }
    let text = source.lines[1..<end].map { $0 + "\n" }.joined()
    let start = Location(line: 2, byte: 0)
    guard text.utf8.count <= Self.maximumSize else {
      throw source.diagnostic(
        "the front matter is longer than 64 KiB", at: start,
        help: "end it with a line that is `---`; data belongs in a data set")
    }
    yaml = YAMLText(source: source, start: start, text: text)
    bodyLine = end + 2
  }

  private static func isMarker(_ line: String) -> Bool {
    line.hasPrefix("---") && line.utf8.dropFirst(3).allSatisfy(FenceInfo.isSpace)
  }

  /// The keys with their values, in order; `keys` says in a help line which there are.
  func entries(keys: String) throws(Diagnostic) -> [Entry] {
    guard let yaml, let root = try yaml.compose(), !yaml.isNull(root) else { return [] }
    guard let mapping = root.mapping else {
      throw yaml.source.diagnostic(
        "the front matter is no mapping", at: yaml.location(of: root),
        help: "write one `key: value` on each line")
    }
    var entries: [Entry] = []
    for (keyNode, value) in mapping {
      let location = yaml.location(of: keyNode)
      guard let name = keyNode.scalar?.string else {
        throw yaml.source.diagnostic(
          "a key of the front matter must be a word", at: location, help: keys)
      }
      entries.append(Entry(key: LocatedText(text: name, location: location), value: value))
    }
    return entries
  }
}
