import Notebooks

/// An author's practical with a student's answers in it: what is compiled and run when a submission is
/// graded.
///
/// Only the code of exercises, the ticks of quizzes and the texts of answers are the student's, each taken
/// by its id. All else is the author's: given cells, checks, points, options, order.
public struct MergedSubmission: Sendable, Equatable {
  /// Something about a submission that its feedback says.
  public struct Remark: Sendable, Equatable {
    /// The id that it is about.
    public var id: String
    /// What was found, and what it means for the marks.
    public var message: String
  }

  /// The practical to run. Its checks hold no expectations.
  public let practical: Practical
  /// What is remarkable, in the order of the author's file and then of the student's.
  public let remarks: [Remark]
  /// For each exercise that the student has: what is to be added to a line of `practical` to get the line
  /// in the student's file.
  public let lineOffsets: [String: Int]
  /// The ticks of each quiz that the student has, one for each of the author's boxes.
  public let ticks: [String: [Bool]]
  /// The text of each answer that the student has.
  public let answers: [String: String]

  /// Puts a student's answers into an author's practical.
  ///
  /// - Parameters:
  ///   - student: what was handed in.
  ///   - author: the author's version.
  ///   - starter: the students' copy of it, for what was not handed in.
  public init(_ student: SubmittedFile, into author: Practical, starter: Practical) {
    var merge = Merge(student: student, author: author, starter: starter)
    practical = merge.practical()
    lineOffsets = merge.lineOffsets
    ticks = merge.ticks
    answers = merge.answers
    remarks = merge.remarks + merge.leftovers()
  }
}

/// The work of merging.
private struct Merge {
  let author: Practical
  let starter: [String: Cell]
  /// The student's blocks by id; of several with one id the first.
  var submitted: [String: SubmittedFile.Block] = [:]
  var remarks: [MergedSubmission.Remark] = []
  var lineOffsets: [String: Int] = [:]
  var ticks: [String: [Bool]] = [:]
  var answers: [String: String] = [:]
  /// The ids of the student's file, each once, in its order.
  private var order: [String] = []

  init(student: SubmittedFile, author: Practical, starter: Practical) {
    self.author = author
    self.starter = Dictionary(
      starter.cells.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for block in student.blocks {
      if submitted[block.id] == nil {
        submitted[block.id] = block
        order.append(block.id)
      } else if isAnswered(block.id) {
        remarks.append(
          MergedSubmission.Remark(
            id: block.id,
            message: "`\(block.id)` is there more than once: the first counts, not that of line "
              + "\(block.line)"))
      }
    }
  }

  /// Whether an id is one that students answer.
  private func isAnswered(_ id: String) -> Bool {
    author.cells.contains { $0.id == id && $0.kind == .exercise }
      || author.quizzes.contains { $0.id == id } || author.answers.contains { $0.id == id }
  }

  mutating func practical() -> Practical {
    var merged = author.withoutExpectations
    // Lines by which everything below has moved.
    var shift = 0
    for index in merged.blocks.indices {
      switch merged.blocks[index] {
      case .cell(var cell):
        cell.line += shift
        cell.codeLine += shift
        if cell.kind == .exercise {
          let before = lineCount(cell.code)
          put(answerTo: &cell)
          shift += lineCount(cell.code) - before
        }
        merged.blocks[index] = .cell(cell)
      case .quiz(var quiz):
        take(quiz)
        quiz.line += shift
        merged.blocks[index] = .quiz(quiz)
      case .answer(var answer):
        take(answer)
        answer.line += shift
        merged.blocks[index] = .answer(answer)
      case .prose(var prose):
        prose.line += shift
        merged.blocks[index] = .prose(prose)
      case .hint(var hint):
        hint.line += shift
        merged.blocks[index] = .hint(hint)
      }
    }
    return merged
  }

  private func lineCount(_ code: String) -> Int { code.utf8.count { $0 == UInt8(ascii: "\n") } }

  private mutating func put(answerTo cell: inout Cell) {
    cell.solutionRegions = []
    guard let block = submitted[cell.id], block.kind == .cell else {
      cell.code = starter[cell.id]?.code ?? "todo(\"\(cell.id)\")\n"
      let isOther = submitted[cell.id] != nil
      remarks.append(
        MergedSubmission.Remark(
          id: cell.id,
          message: isOther
            ? "`\(cell.id)` is no Swift cell in the submission: it counts as not implemented"
            : "`\(cell.id)` is missing in the submission: it counts as not implemented"))
      return
    }
    let lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let own = SubmittedFile.Block(
      id: cell.id, kind: .cell, lines: lines.map(String.init), line: cell.line)
    let options = own.lines.prefix(own.optionLineCount)
    cell.code = (options + block.codeLines).map { $0 + "\n" }.joined()
    lineOffsets[cell.id] =
      block.line + block.optionLineCount - (cell.codeLine - 1 + own.optionLineCount)
  }

  private mutating func take(_ quiz: Quiz) {
    guard let block = submitted[quiz.id], block.kind == .quiz else {
      remarks.append(
        MergedSubmission.Remark(
          id: quiz.id, message: "the quiz `\(quiz.id)` is missing in the submission"))
      return
    }
    let choices = block.tickedChoices
    // By the text beside the box, because boxes may have been moved.
    ticks[quiz.id] = quiz.choices.map { choice in
      let text = choice.markdown.split(separator: "\n").first.map(String.init) ?? ""
      return choices.first { $0.text == text }?.isTicked ?? false
    }
  }

  private mutating func take(_ answer: FreeAnswer) {
    guard let block = submitted[answer.id], block.kind == .answer else {
      remarks.append(
        MergedSubmission.Remark(
          id: answer.id, message: "the answer `\(answer.id)` is missing in the submission"))
      return
    }
    // A rubric that students could read is no part of their answer.
    let lines = block.lines.prefix { line in
      !answer.showsRubric || !line.split(separator: " ").elementsEqual(["Rubric:"])
    }
    answers[answer.id] = lines.joined(separator: "\n")
  }

  /// Remarks on what the student's file has beyond the author's.
  func leftovers() -> [MergedSubmission.Remark] {
    let known = Set(author.blocks.compactMap(\.id))
    return order.filter { !known.contains($0) }.prefix(20).map { id in
      MergedSubmission.Remark(
        id: id, message: "there is no `\(id)` in the practical: it was left out")
    }
  }
}

extension Block {
  /// The id, where the block has one.
  fileprivate var id: String? {
    switch self {
    case .cell(let cell): cell.id
    case .quiz(let quiz): quiz.id
    case .answer(let answer): answer.id
    case .prose, .hint: nil
    }
  }
}
