/// What a fence that means something is.
enum FenceKeyword: String, CaseIterable {
  case swift, quiz, answer, hint
}

/// The part of an opening fence after its backquotes or tildes, when the fence means something.
struct FenceInfo {
  /// The first word.
  var keyword: FenceKeyword
  /// Where the `{` stands.
  var brace: Location

  /// Reads the opening line of a fence; nil when the fence is prose.
  init?(of fence: Fence, in source: SourceFile) throws(Diagnostic) {
    guard !fence.isQuoted else { return nil }
    // The source's own line: cmark's copy of the info string has lost its escapes, and so its columns.
    let line = (source.line(fence.line) ?? "").utf8
    let info = line.dropFirst(fence.indentation + fence.length).drop(while: Self.isSpace)
    let word = info.prefix { Identifier.allows($0) }
    let rest = info[word.endIndex...]
    let brace = rest.drop(while: Self.isSpace)
    guard brace.first == UInt8(ascii: "{") else { return nil }
    let text = String(decoding: word, as: UTF8.self)
    guard let keyword = FenceKeyword(rawValue: text.lowercased()) else { return nil }
    let start = Location(line: fence.line, byte: line.count - info.count)
    guard text == keyword.rawValue else {
      throw source.diagnostic(
        "the word before the braces must be `\(keyword)`, not \(text.quotedForMessage)",
        at: start, help: "write it in small letters: `\(keyword) {`")
    }
    guard rest.startIndex != brace.startIndex else {
      throw source.diagnostic(
        "a space is missing between `\(keyword)` and `{`", at: start.advanced(by: word.count),
        help: "write `\(keyword) {`; without the space, editors do not colour the code")
    }
    self.keyword = keyword
    self.brace = Location(line: fence.line, byte: line.count - brace.count)
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
