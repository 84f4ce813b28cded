import CCMark

/// Gathers headings and fences while cmark's tree is walked.
struct OutlineWalk {
  /// What was found so far.
  private(set) var elements: [MarkdownOutline.Element] = []
  private let source: SourceFile
  private let lineOffset: Int
  private var quoteDepth = 0

  /// Starts a walk; cmark's line numbers count from the line after `lineOffset` of the source.
  init(source: SourceFile, lineOffset: Int) {
    self.source = source
    self.lineOffset = lineOffset
  }

  /// Looks at a node; whether the walk can skip what is inside.
  mutating func visit(_ node: OpaquePointer, isEntry: Bool) -> Bool {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_BLOCK_QUOTE:
      quoteDepth += isEntry ? 1 : -1
      return false
    case CMARK_NODE_HEADING:
      if isEntry, quoteDepth == 0 { elements.append(.heading(heading(node))) }
      return isEntry
    case CMARK_NODE_PARAGRAPH:
      return isEntry
    case CMARK_NODE_CODE_BLOCK:
      reopenLastFence(before: startLine(node))
      if let fence = fence(node) { elements.append(.fence(fence)) }
      return false
    default:
      return false
    }
  }

  private func startLine(_ node: OpaquePointer) -> Int {
    Int(cmark_node_get_start_line(node)) + lineOffset
  }

  private func endLine(_ node: OpaquePointer) -> Int {
    Int(cmark_node_get_end_line(node)) + lineOffset
  }

  /// A fence cut off by the end of its list ends, for cmark, at the next line. When that line looks
  /// like its closing fence, it is none if another code block starts there.
  private mutating func reopenLastFence(before line: Int) {
    guard let last = elements.indices.last, case .fence(var fence) = elements[last],
      fence.closingLine == line
    else { return }
    fence.closingLine = nil
    elements[last] = .fence(fence)
  }

  private func heading(_ node: OpaquePointer) -> Heading {
    let line = startLine(node)
    let first = (source.line(line) ?? "").utf8.dropFirst(
      Int(cmark_node_get_start_column(node)) - 1)
    let hash = UInt8(ascii: "#")
    var text: String
    if first.first == hash {
      text = String(Substring(first.drop { $0 == hash })).trimmed
      let beforeClosing = text.utf8.dropLast(text.utf8.reversed().prefix { $0 == hash }.count)
      if beforeClosing.last.map({ $0 == 0x20 || $0 == 0x09 }) ?? true {
        text = String(Substring(beforeClosing)).trimmed
      }
    } else {
      // The last line is the underline.
      let rest = (line + 1..<max(line + 1, endLine(node))).map { source.line($0) ?? "" }
      text = ([String(Substring(first))] + rest).map(\.trimmed).joined(separator: " ")
    }
    return Heading(line: line, level: Int(cmark_node_get_heading_level(node)), text: text)
  }

  private func fence(_ node: OpaquePointer) -> Fence? {
    var length: Int32 = 0
    var offset: Int32 = 0
    var character: CChar = 0
    guard cmark_node_get_fenced(node, &length, &offset, &character) != 0 else { return nil }
    let line = startLine(node)
    let content = content(node, from: line + 1)
    let mark = UInt8(bitPattern: character)
    let end = endLine(node)
    // Without a closing fence the last line, at the end of the file, is one of the content.
    let isClosed =
      end == line + content.count + 1 && isClosingFence(end, mark: mark, length: Int(length))
    return Fence(
      line: line, closingLine: isClosed ? end : nil,
      indentation: Int(cmark_node_get_start_column(node)) - 1, length: Int(length),
      isQuoted: quoteDepth > 0, content: content)
  }

  /// The lines of a code block as they stand in the source, without the indentation that cmark took.
  private func content(_ node: OpaquePointer, from firstLine: Int) -> [String] {
    guard let literal = cmark_node_get_literal(node) else { return [] }
    var lines = String(cString: literal).utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    lines.removeLast()
    return lines.enumerated().map { index, line in
      // The white space is cmark's, which may have cut a tab in two; the rest is the source's.
      let space = line.prefix { $0 == 0x20 || $0 == 0x09 }
      let rest = (source.line(firstLine + index) ?? "").utf8.suffix(line.count - space.count)
      return String(Substring(space)) + String(decoding: rest, as: UTF8.self)
    }
  }

  private func isClosingFence(_ line: Int, mark: UInt8, length: Int) -> Bool {
    let text = (source.line(line) ?? "").utf8
    let run = text.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
    let rest = run.drop { $0 == mark }
    return run.count - rest.count >= length && rest.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }
}
