import Testing

@testable import Notebooks

/// Feeds malformed practicals to the parser; `PRACTICAL_SLOW_TESTS=1` makes it a million.
@Suite struct FuzzTests {
  private static let shards = 2
  private static let inputs = (isSlowRun ? 1_000_000 : 20_000) / shards

  @Test(arguments: 0..<shards)
  func everyErrorHasAPosition(shard: Int) throws {
    var mutator = Mutator(seed: UInt64(shard) &+ 2026, corpus: try Self.corpus())
    let clock = ContinuousClock()
    let start = clock.now
    var valid = 0
    var messages: Set<String> = []
    for _ in 0..<Self.inputs {
      let bytes = mutator.next()
      do {
        let source = try SourceReader.source(path: "fuzz.md", bytes: bytes)
        let practical = try PracticalParser.parse(source, slug: "fuzz")
        valid += 1
        if let fault = Self.fault(of: practical) { fail(fault, bytes) }
      } catch {
        messages.insert(error.message.filter(\.isLetter))
        if let fault = Self.fault(of: error, in: bytes) { fail("\(fault): \(error)", bytes) }
      }
    }
    // The mutations are of use while many inputs parse and many different errors are met.
    #expect(valid > Self.inputs / 50)
    #expect(messages.count > 60)
    if isSlowRun {
      let seconds = (clock.now - start) / .seconds(1)
      print("fuzz shard \(shard): \(Self.inputs) inputs in \(seconds) s, \(valid) valid")
    }
  }

  private static func corpus() throws -> [[UInt8]] {
    try ["full.md", "structure.md", "french.md", "broken.md", "blocks.md"].map {
      Array(try fixture($0).utf8)
    }
  }

  private func fail(_ fault: String, _ bytes: [UInt8]) {
    Issue.record("\(fault)\n\(String(decoding: bytes, as: UTF8.self))")
  }

  /// What is wrong with an error, if anything.
  private static func fault(of error: Diagnostic, in bytes: [UInt8]) -> String? {
    let text = SourceFile(path: "", text: String(decoding: bytes, as: UTF8.self))
    if error.line < 1 || error.line > text.lines.count { return "no such line" }
    if error.column < 1 { return "no such column" }
    if error.column > text.lines[error.line - 1].count + 1 { return "beyond the line's end" }
    for words in [error.message, error.help] {
      if words.isEmpty || words.contains(where: \.isNewline) { return "not one line of words" }
    }
    return nil
  }

  /// What is wrong with a practical, if anything.
  private static func fault(of practical: Practical) -> String? {
    let source = practical.source
    var nextLine = 1
    var ids: Set<String> = []
    for block in practical.blocks {
      switch block {
      case .prose(let prose):
        if prose.line < nextLine { return "prose overlaps" }
        let lines = prose.markdown.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated()
        where source.line(prose.line + index) != String(line) { return "not the file's prose" }
        nextLine = prose.line + lines.count
      case .cell(let cell):
        if cell.line < nextLine { return "a cell overlaps" }
        if !ids.insert(cell.id).inserted || cell.id.isEmpty { return "an id is not unique" }
        let lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        for (index, line) in lines.enumerated() {
          // Where cmark cut a tab in two, the line starts with spaces in the tab's place.
          let code = line.drop { $0 == " " || $0 == "\t" }
          if source.line(cell.codeLine + index)?.hasSuffix(code) != true { return "not its code" }
        }
        nextLine = cell.codeLine + lines.count + 1
      case .quiz(let quiz):
        if !ids.insert(quiz.id).inserted || quiz.id.isEmpty { return "an id is not unique" }
        nextLine = quiz.line + 1
      case .answer(let answer):
        if !ids.insert(answer.id).inserted || answer.id.isEmpty { return "an id is not unique" }
        nextLine = answer.line + 1
      case .hint(let hint):
        nextLine = hint.line + 1
      }
    }
    return nil
  }
}
