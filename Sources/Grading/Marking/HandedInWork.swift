import Notebooks

/// What a student wrote, as far as it was marked: with it feedback, comparisons and marking by hand need the
/// file no more.
public struct HandedInWork: Sendable, Equatable, Codable {
  /// The code of an exercise.
  public struct Code: Sendable, Equatable, Codable {
    /// The code, without option lines.
    public var text: String
    /// The 1-based line of its first line in the student's file.
    public var line: Int

    /// Makes the code of an exercise.
    public init(text: String, line: Int) {
      self.text = text
      self.line = line
    }
  }

  /// The name of the student's file, for messages.
  public var fileName: String
  /// The exercises that the student handed in, by their ids.
  public var exercises: [String: Code]
  /// Which boxes of each quiz are ticked, one for each of the author's.
  public var ticks: [String: [Bool]]
  /// The text of each answer.
  public var answers: [String: String]

  /// Takes what counts from a submission.
  ///
  /// - Parameters:
  ///   - merged: the submission within the author's practical.
  ///   - fileName: the name of the student's file.
  public init(_ merged: MergedSubmission, fileName: String) {
    self.fileName = fileName
    ticks = merged.ticks
    answers = merged.answers
    exercises = [:]
    for cell in merged.practical.cells {
      guard let offset = merged.lineOffsets[cell.id] else { continue }
      let lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false).map(
        String.init)
      let options = SubmittedFile.Block(id: cell.id, kind: .cell, lines: lines, line: 0)
      exercises[cell.id] = Code(
        text: options.codeLines.joined(separator: "\n"),
        line: cell.codeLine + options.optionLineCount + offset)
    }
  }

  /// The exercises to compare with others'.
  ///
  /// - Parameter student: the student's name.
  /// - Returns: the exercises in the order of their lines.
  public func compared(as student: String) -> ComparedStudent {
    ComparedStudent(
      name: student,
      texts: exercises.sorted { ($0.value.line, $0.key) < ($1.value.line, $1.key) }.map {
        CodeText(id: $0.key, code: $0.value.text, firstLine: $0.value.line)
      })
  }
}

extension Practical {
  /// The code of an author's practical that is no student's own: with solutions and given cells.
  public var codeOfAuthor: [String] { cells.map(\.code) }
}

extension HandedInWork {
  /// The students' copy of a practical with this work in it, its exercises at the lines of the student's file.
  ///
  /// Hidden checks are cells without code and without a title: their places are known, and no more.
  ///
  /// - Parameters:
  ///   - author: the author's version.
  ///   - starter: the students' copy of it.
  /// - Returns: the practical to show; it is not meant to be run.
  public func practical(of author: Practical, starter: Practical) -> Practical {
    let own = Dictionary(starter.cells.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var shown = author
    shown.blocks = author.blocks.compactMap { block in
      switch block {
      case .prose, .hint: return block
      case .cell(let cell) where cell.isHidden:
        var empty = Cell(id: cell.id, kind: .check, line: 0, codeLine: 0, code: "")
        empty.isHidden = true
        empty.exercise = cell.exercise
        return .cell(empty)
      case .cell(let cell):
        guard var copy = own[cell.id] else { return nil }
        if let code = exercises[cell.id] {
          copy.code = code.text
          copy.codeLine = code.line
          copy.line = code.line - 1
          copy.solutionRegions = []
        }
        return .cell(copy)
      case .quiz(var quiz):
        let ticks = ticks[quiz.id] ?? []
        for index in quiz.choices.indices {
          quiz.choices[index].isTicked = ticks.indices.contains(index) && ticks[index]
        }
        return .quiz(quiz)
      case .answer(var answer):
        answer.text = answers[answer.id] ?? ""
        answer.rubricStart = nil
        if !answer.showsRubric { answer.rubric = [] }
        return .answer(answer)
      }
    }
    shown.source = SourceFile(path: "/dev/null/\(fileName)", text: sourceText)
    return shown
  }

  /// The lines of the exercises where they stand in the student's file, and nothing else of it.
  private var sourceText: String {
    var lines: [String] = []
    for code in exercises.values {
      for (offset, text) in code.text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        let index = code.line - 1 + offset
        guard (0..<1_000_000).contains(index) else { continue }
        while lines.count <= index { lines.append("") }
        lines[index] = String(text)
      }
    }
    return lines.joined(separator: "\n")
  }
}
