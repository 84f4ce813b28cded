import CCMark
import Testing

@testable import Notebooks

/// What is done to a text before cmark sees it leaves its blocks where they are.
@Suite struct BlockTextTests {
  @Test func theBlocksAreThoseOfTheText() throws {
    let names = ["full.md", "structure.md", "french.md", "broken.md", "blocks.md"]
    var mutator = Mutator(seed: 77, corpus: try names.map { Array(try fixture($0).utf8) })
    for _ in 0..<5000 {
      let source = SourceFile(path: "", text: String(decoding: mutator.next(), as: UTF8.self))
      // Reference definitions are made text of a paragraph; cmark drops byte-order marks.
      if source.text.contains("]:") || source.text.hasPrefix("\u{FEFF}") { continue }
      let bytes = Array(source.text.utf8)
      #expect(blocks(of: bytes) == blocks(of: BlockText(bytes).bytes), "\(source.text)")
    }
  }

  @Test func inlineMarkupIsGone() {
    let text = BlockText(Array("* a*b* _c_ [d](e) <f> </g> \\ & `h`".utf8))
    #expect(String(decoding: text.bytes, as: UTF8.self) == "* a|b| :c: |d|(e) |f> </g> | | `h`")
  }

  /// The blocks that can hold lines of code, and what they stand in, with their places.
  private func blocks(of bytes: [UInt8]) -> [String] {
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return [] }
    bytes.withUnsafeBytes { buffer in
      cmark_parser_feed(
        parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
    }
    let document = cmark_parser_finish(parser)
    cmark_parser_free(parser)
    let iterator = cmark_iter_new(document)
    defer {
      cmark_iter_free(iterator)
      cmark_node_free(document)
    }
    let kinds = [
      CMARK_NODE_CODE_BLOCK, CMARK_NODE_HTML_BLOCK, CMARK_NODE_LIST, CMARK_NODE_ITEM,
      CMARK_NODE_BLOCK_QUOTE, CMARK_NODE_HEADING,
    ]
    var blocks: [String] = []
    while cmark_iter_next(iterator) != CMARK_EVENT_DONE {
      let node = cmark_iter_get_node(iterator)
      let kind = cmark_node_get_type(node)
      guard kinds.contains(kind) else { continue }
      let line = cmark_node_get_start_line(node)
      let column = cmark_node_get_start_column(node)
      blocks.append("\(kind) \(line):\(column) \(cmark_node_get_end_line(node))")
    }
    return blocks
  }
}
