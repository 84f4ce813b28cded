import CCMark

/// A fenced code block of the Markdown.
struct Fence {
  /// The 1-based line of the opening fence.
  var line: Int
  /// The 1-based line of the closing fence, or nil when there is none.
  var closingLine: Int?
  /// The bytes that stand before the opening fence on its line.
  var indentation: Int
  /// The number of backquotes or tildes of the opening fence.
  var length: Int
  /// Whether it stands in a block quote.
  var isQuoted: Bool
  /// The lines between the fences, without what stands before the fence.
  var content: [String]
}

/// A heading of the Markdown.
struct Heading {
  /// The 1-based line.
  var line: Int
  /// 1 for `#`, 2 for `##` and so on.
  var level: Int
  /// The Markdown of the heading.
  var text: String
}

/// The headings and fences of a text, as CommonMark has them.
struct MarkdownOutline {
  /// A heading or a fence.
  enum Element {
    case heading(Heading)
    case fence(Fence)
  }

  /// What was found, in the order of the file.
  private(set) var elements: [Element] = []

  /// Finds the headings and fences of a source from a 1-based line on.
  init(of source: SourceFile, from firstLine: Int) throws(Diagnostic) {
    let text = Array(source.lines[(firstLine - 1)...].joined(separator: "\n").utf8)
    let blocks = BlockText(text)
    if let line = blocks.tooDeepLine {
      throw source.diagnostic(
        "more than \(BlockText.maximumDepth) lists and quotes stand inside one another",
        at: Location(line: line + firstLine - 1, byte: 0),
        help: "take some of the leading `>`, `-`, `*`, `+` or numbers away")
    }
    guard let document = Self.parse(blocks.bytes), let iterator = cmark_iter_new(document) else {
      return
    }
    defer {
      cmark_iter_free(iterator)
      cmark_node_free(document)
    }
    var walk = OutlineWalk(source: source, lineOffset: firstLine - 1)
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { break }
      if walk.visit(node, isEntry: event == CMARK_EVENT_ENTER) {
        cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT)
      }
    }
    elements = walk.elements
  }

  private static func parse(_ bytes: [UInt8]) -> OpaquePointer? {
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return nil }
    defer { cmark_parser_free(parser) }
    bytes.withUnsafeBytes { buffer in
      cmark_parser_feed(
        parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
    }
    return cmark_parser_finish(parser)
  }
}
