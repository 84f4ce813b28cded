import Notebooks

/// Tells versions of a practical apart by what students do not write: given cells, checks, questions.
public enum PracticalVersion {
  /// The version of a students' copy.
  ///
  /// Code of exercises, ticks, answers, prose and hints have no part in it, so that a student's file has the
  /// version of the copy that it began as.
  ///
  /// - Parameter practical: the students' copy, or what a student made of it.
  /// - Returns: a SHA-256, as 64 hexadecimal digits.
  public static func make(of practical: Practical) -> String {
    var parts: [String] = [practical.slug, "\(practical.frontMatter.seed)"]
    parts += practical.frontMatter.settings.sorted { $0.key < $1.key }.map {
      "\($0.key)=\($0.value)"
    }
    for block in practical.blocks {
      switch block {
      case .cell(let cell):
        parts += [cell.kind.rawValue, cell.id]
        if cell.kind != .exercise { parts.append(cell.code) }
      case .quiz(let quiz):
        parts += ["quiz", quiz.id, quiz.question] + quiz.choices.map(\.markdown)
      case .answer(let answer): parts += ["answer", answer.id]
      case .prose, .hint: break
      }
    }
    return ContentKey.make(parts.flatMap { Array("\($0.utf8.count) \($0)".utf8) })
  }
}
