import Yams

/// A piece of YAML in a source, parsed by Yams with the positions of the source.
package struct YAMLText {
  /// The source that it stands in.
  package let source: SourceFile
  /// Where it starts.
  package let start: Location
  /// The YAML.
  package let text: String

  /// Takes a piece of YAML.
  package init(source: SourceFile, start: Location, text: String) {
    self.source = source
    self.start = start
    self.text = text
  }

  /// Parses the text; nil when it says nothing.
  package func compose() throws(Diagnostic) -> Node? {
    try refuseAliases()
    do {
      // Tags mean nothing here, and Yams is slow to resolve them; without the encoding it would ask
      // the environment for one.
      return try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw diagnostic(for: error)
    } catch {
      throw source.diagnostic("bad YAML: \(error)", at: start, help: Self.help)
    }
  }

  /// The scalar that is the value of a key; `node` is nil when there is none.
  package func scalar(_ node: Node?, of key: String) throws(Diagnostic) -> Node.Scalar {
    guard let node, let scalar = node.scalar, !isNull(node) else {
      throw source.diagnostic(
        "\(key.quotedForMessage) must have one value", at: node.map(location(of:)) ?? start,
        help: "write `key: value`, the value in double quotes if it holds `: `, `[` or `{`")
    }
    return scalar
  }

  /// Whether a node says that there is no value.
  package func isNull(_ node: Node) -> Bool {
    guard let scalar = node.scalar, scalar.style == .plain else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  /// Where a node starts.
  package func location(of node: Node) -> Location { location(of: node.mark) }

  private static let help = "write `key: value`; put text with special characters in double quotes"

  /// An alias repeats what its anchor names; a few lines of them stand for more than memory holds. An
  /// alias needs an anchor of the same name, so that this finds every one that could be followed.
  private func refuseAliases() throws(Diagnostic) {
    let bytes = Array(text.utf8)
    var anchors: Set<ArraySlice<UInt8>> = []
    for (index, byte) in bytes.enumerated()
    where byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") {
      let name = bytes[(index + 1)...].prefix(while: Identifier.allows)
      if byte == UInt8(ascii: "&") {
        anchors.insert(name)
      } else if !name.isEmpty, anchors.contains(name) {
        let alias = "*" + String(decoding: name, as: UTF8.self)
        throw source.diagnostic(
          "the alias \(alias.quotedForMessage) is not supported here",
          at: location(after: bytes[..<index]), help: "write the value itself")
      }
    }
  }

  private func diagnostic(for error: YamlError) -> Diagnostic {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      // What libyaml says about too many levels ends with the name of a function of its own.
      source.diagnostic(
        problem.hasPrefix("Maximum nesting level")
          ? "bad YAML: it is nested too deeply"
          : "bad YAML: \(context.map { $0.text + ", " } ?? "")\(problem)",
        at: location(of: mark), help: Self.help)
    case .reader(let problem, let offset, _, _):
      source.diagnostic(
        "bad YAML: \(problem)", at: location(after: text.prefix(offset ?? 0).utf8),
        help: "delete the character; it may be invisible")
    case .duplicatedKeysInMapping(let keys, let context):
      duplicateKey(keys.first ?? "", first: location(of: context.mark))
    default:
      source.diagnostic("bad YAML: \(error)", at: start, help: Self.help)
    }
  }

  private func duplicateKey(_ key: String, first: Location) -> Diagnostic {
    let lines = source.lines
    let second = lines.indices.dropFirst(first.line).first {
      lines[$0].trimmed.hasPrefix("\(key):")
    }
    let location = second.map { index in
      Location(line: index + 1, byte: lines[index].utf8.prefix { $0 == 0x20 }.count)
    }
    return source.diagnostic(
      "the key \(key.quotedForMessage) is given twice", at: location ?? first,
      help: "keep one of the two")
  }

  /// The place of a mark. YAML knows more line ends than a source does and counts scalars in them.
  private func location(of mark: Mark?) -> Location {
    guard let mark else { return start }
    let lineEnds: Set<Unicode.Scalar> = ["\n", "\u{85}", "\u{2028}", "\u{2029}"]
    var line = 1
    var column = 1
    let scalars = text.unicodeScalars
    let end = scalars.firstIndex { scalar in
      if line == mark.line && column >= mark.column || line > mark.line { return true }
      column = lineEnds.contains(scalar) ? 1 : column + 1
      line += column == 1 ? 1 : 0
      return false
    }
    return location(after: text.utf8[..<(end ?? text.endIndex)])
  }

  private func location(after text: some Collection<UInt8>) -> Location {
    var location = start
    for byte in text {
      location =
        byte == 0x0A ? Location(line: location.line + 1, byte: 0) : location.advanced(by: 1)
    }
    return location
  }
}
