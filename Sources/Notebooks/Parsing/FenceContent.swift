/// The lines between two fences, with their places in the source.
struct FenceContent {
  /// The source.
  let source: SourceFile
  /// The fence.
  let fence: Fence

  /// The lines, without what stands before the fence.
  var lines: [String] { fence.content }

  /// The lines, each ended by a newline.
  var code: String { lines.map { $0 + "\n" }.joined() }

  /// The 1-based line in the source of one of `lines`.
  func sourceLine(of index: Int) -> Int { fence.line + 1 + index }

  /// The place in the source of a byte of one of `lines`.
  func location(of index: Int, byte: Int) -> Location {
    let line = sourceLine(of: index)
    let whole = source.line(line)?.utf8.count ?? 0
    // Half a tab that cmark turned to spaces makes a line of the content the longer one.
    return Location(line: line, byte: max(0, whole - lines[index].utf8.count) + byte)
  }

  /// The characters of the source that stand before column 1 of the content.
  var indentation: Int {
    guard let index = lines.firstIndex(where: { !$0.trimmed.isEmpty }) else {
      return fence.indentation
    }
    let line = (source.line(sourceLine(of: index)) ?? "").utf8
    return String(decoding: line.prefix(location(of: index, byte: 0).byte), as: UTF8.self).count
  }
}
