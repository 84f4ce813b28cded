/// A block whose id, if the file gives none, is not known yet.
struct BlockDraft {
  /// The block; its id is empty when the file gives none.
  var block: Block
  /// The id that the file gives.
  var id: LocatedText?
  /// What the block is for.
  var role: BlockRole
  /// The id that a check or hint names.
  var target: LocatedText?
  /// The heading above.
  var heading = ""

  /// Whether the block has an id of its own.
  var isNamed: Bool { role != .hint }

  /// Gives the block its id.
  mutating func name(_ id: String) {
    switch block {
    case .cell(var cell):
      cell.id = id
      block = .cell(cell)
    case .quiz(var quiz):
      quiz.id = id
      block = .quiz(quiz)
    case .answer(var answer):
      answer.id = id
      block = .answer(answer)
    case .prose, .hint: break
    }
  }

  /// The block's id; empty for a hint.
  var blockID: String {
    switch block {
    case .cell(let cell): cell.id
    case .quiz(let quiz): quiz.id
    case .answer(let answer): answer.id
    case .prose, .hint: ""
    }
  }
}
