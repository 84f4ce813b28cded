import Gradebook
import Grading
import Notebooks

/// Marks of answers in the gradebook: one entry for each item of a rubric, and one, without a name, for the
/// points beside it and the comment.
struct MarkingBook {
  let gradebook: GradebookFile
  /// Who marks.
  let grader: String

  /// The most bytes of an item's text that name it.
  private static let longestItem = 900

  /// The marks that count, by question and student.
  func marks(of round: MarkingRound) throws -> [String: [String: AnswerMark]] {
    var marks: [String: [String: AnswerMark]] = [:]
    let items = Dictionary(
      round.questions.flatMap(\.rubric).map { (Self.name(of: $0), $0.text) },
      uniquingKeysWith: { first, _ in first })
    for entry in try gradebook.manualMarks(of: round.author.slug) {
      var mark =
        marks[entry.answer]?[entry.student]
        ?? AnswerMark(
          student: entry.student, question: entry.answer, content: entry.content,
          grader: entry.grader, marked: entry.marked)
      if entry.item.isEmpty {
        mark.extra = entry.points ?? 0
        mark.comment = entry.comment
        mark.content = entry.content
      } else if entry.points != 0, let text = items[entry.item] {
        mark.items.insert(text)
      }
      marks[entry.answer, default: [:]][entry.student] = mark
    }
    return marks
  }

  /// Keeps marks, all of them or none.
  func record(_ marks: [AnswerMark], of round: MarkingRound) throws {
    let before = try gradebook.manualMarks(of: round.author.slug)
    let entries = marks.flatMap { mark -> [ManualMark] in
      guard let question = round.questions.first(where: { $0.id == mark.question }) else {
        return []
      }
      func entry(_ item: String, _ points: Double?, _ comment: String = "") -> ManualMark {
        ManualMark(
          practical: round.author.slug, student: mark.student, answer: mark.question, item: item,
          points: points, comment: comment, content: mark.content, grader: mark.grader,
          marked: mark.marked)
      }
      let rubric = question.rubric.map {
        entry(Self.name(of: $0), mark.items.contains($0.text) ? $0.points : 0)
      }
      // Items that the rubric no longer has count no more.
      let gone = before.filter { old in
        old.student == mark.student && old.answer == mark.question && !old.item.isEmpty
          && !question.rubric.contains { Self.name(of: $0) == old.item }
      }
      return rubric + gone.map { entry($0.item, nil) } + [entry("", mark.extra, mark.comment)]
    }
    try gradebook.record(
      entries, of: round.author.slug, title: round.author.frontMatter.title,
      answers: Dictionary(
        round.questions.map { ($0.id, $0.points ?? 0) }, uniquingKeysWith: { first, _ in first }))
  }

  private static func name(of item: FreeAnswer.RubricItem) -> String {
    String(decoding: item.text.utf8.prefix(longestItem), as: UTF8.self)
  }
}
