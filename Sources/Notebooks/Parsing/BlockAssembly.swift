/// Puts the blocks of a file together: their names, what they refer to, and the prose between them.
struct BlockAssembly {
  private let source: SourceFile
  private var drafts: [(draft: BlockDraft, fence: Fence)] = []
  private var lines: [String: Int] = [:]

  /// Makes an assembly without blocks.
  init(source: SourceFile) { self.source = source }

  /// Adds the next block of the file.
  mutating func add(_ draft: BlockDraft, of fence: Fence) throws(Diagnostic) {
    if let id = draft.id {
      if let first = lines[id.text] {
        throw source.diagnostic(
          "the id `\(id.text)` is already taken by line \(first)",
          at: id.location.advanced(by: -1), help: "give one of the two another id")
      }
      lines[id.text] = fence.line
    }
    drafts.append((draft, fence))
  }

  /// All blocks from a 1-based line of the file on.
  consuming func blocks(from firstLine: Int) throws(Diagnostic) -> [Block] {
    nameBlocks()
    try resolveTargets()
    var blocks: [Block] = []
    var nextLine = firstLine
    for (draft, fence) in drafts {
      appendProse(nextLine..<fence.line, to: &blocks)
      blocks.append(draft.block)
      nextLine = (fence.closingLine ?? fence.line) + 1
    }
    // After the newline that ends a file there is one more, empty, line.
    let end = source.lines.last == "" ? source.lines.count : source.lines.count + 1
    appendProse(nextLine..<max(nextLine, end), to: &blocks)
    return blocks
  }

  private mutating func nameBlocks() {
    guard drafts.contains(where: { $0.draft.isNamed && $0.draft.id == nil }) else { return }
    var derived = DerivedIdentifiers(taken: Set(lines.keys))
    for index in drafts.indices where drafts[index].draft.isNamed {
      let heading = drafts[index].draft.heading
      if drafts[index].draft.id == nil {
        drafts[index].draft.name(derived.next(under: heading))
      } else {
        derived.skip(under: heading)
      }
    }
  }

  private func resolveTargets() throws(Diagnostic) {
    var exercises: [String] = []
    var questions: [String] = []
    for (draft, _) in drafts {
      if draft.role == .exercise { exercises.append(draft.blockID) }
      if draft.role == .quiz || draft.role == .answer { questions.append(draft.blockID) }
    }
    let checkTargets = Set(exercises)
    let hintTargets = checkTargets.union(questions)
    for (draft, _) in drafts {
      guard let target = draft.target else { continue }
      let isHint = draft.role == .hint
      guard !(isHint ? hintTargets : checkTargets).contains(target.text) else { continue }
      throw source.diagnostic(
        "there is no exercise \(isHint ? "or question " : "")\(target.text.quotedForMessage)",
        at: target.location,
        help: Suggestion.help(
          for: target.text, among: isHint ? exercises + questions : exercises,
          all: isHint
            ? "`for` names the id of an exercise, a quiz or an answer"
            : "`for` names the id of an `.exercise` cell"))
    }
  }

  private func appendProse(_ lines: Range<Int>, to blocks: inout [Block]) {
    let text = source.lines[(lines.lowerBound - 1)..<(lines.upperBound - 1)]
    guard text.contains(where: { !$0.trimmed.isEmpty }) else { return }
    blocks.append(
      .prose(Prose(markdown: text.joined(separator: "\n"), line: lines.lowerBound)))
  }
}
