/// One practical: what a Markdown file says, taken apart and checked, with nothing run yet.
public struct Practical: Sendable, Equatable {
  /// The file that it was read from.
  public var source: SourceFile
  /// The file's name without its extension, such as `02-feed-forward-net`.
  public var slug: String
  /// The settings at the head of the file.
  public var frontMatter: FrontMatter
  /// Everything after the front matter, in the order of the file.
  public var blocks: [Block]

  /// Makes a practical from its parts.
  public init(source: SourceFile, slug: String, frontMatter: FrontMatter, blocks: [Block]) {
    self.source = source
    self.slug = slug
    self.frontMatter = frontMatter
    self.blocks = blocks
  }

  /// The Swift cells, in order.
  public var cells: [Cell] {
    blocks.compactMap { if case .cell(let cell) = $0 { cell } else { nil } }
  }

  /// The questions with boxes to tick, in order.
  public var quizzes: [Quiz] {
    blocks.compactMap { if case .quiz(let quiz) = $0 { quiz } else { nil } }
  }

  /// The questions answered in free text, in order.
  public var answers: [FreeAnswer] {
    blocks.compactMap { if case .answer(let answer) = $0 { answer } else { nil } }
  }

  /// The hints, in order.
  public var hints: [Hint] {
    blocks.compactMap { if case .hint(let hint) = $0 { hint } else { nil } }
  }

  /// Whether the file still holds an author's solution between its markers.
  public var holdsSolutions: Bool { cells.contains { !$0.solutionRegions.isEmpty } }

  /// Whether the file holds the author's solution of an exercise; without an id, of any.
  public func holdsSolution(of exercise: String?) -> Bool {
    cells.contains { !$0.solutionRegions.isEmpty && (exercise == nil || $0.id == exercise) }
  }
}

/// One piece of a practical.
public enum Block: Sendable, Equatable {
  /// Markdown that is only read.
  case prose(Prose)
  /// A Swift cell.
  case cell(Cell)
  /// A question with boxes to tick.
  case quiz(Quiz)
  /// A question answered in free text.
  case answer(FreeAnswer)
  /// A hint for an exercise, not shown until it is asked for.
  case hint(Hint)
}

/// Markdown between the fences that mean something.
public struct Prose: Sendable, Equatable {
  /// The text, as it stands in the file.
  public var markdown: String
  /// The 1-based line where it starts.
  public var line: Int

  /// Makes a piece of prose.
  public init(markdown: String, line: Int) {
    self.markdown = markdown
    self.line = line
  }
}

/// What a cell is for.
public enum CellKind: String, Sendable, Equatable, Codable, CaseIterable {
  /// Given code.
  case cell
  /// Code that the student writes.
  case exercise
  /// Autograder checks.
  case check
}

/// One Swift cell.
public struct Cell: Sendable, Equatable {
  /// The name, unique in the file.
  public var id: String
  /// What the cell is for.
  public var kind: CellKind
  /// Whether students do not get this check.
  public var isHidden = false
  /// The title given to the cell, if any.
  public var title: String?
  /// The points given to the cell, if any.
  public var points: Double?
  /// The id of the exercise that a check grades.
  public var exercise: String?
  /// The longest that the cell may run, in seconds, where it differs from the front matter's.
  public var timeout: Double?
  /// The most memory that the cell may hold, in bytes, where it differs from the front matter's.
  public var memory: Int?
  /// Whether an error is what the author wants to show.
  public var expectsError = false
  /// The 1-based line of the opening fence.
  public var line: Int
  /// The 1-based line of the first line of `code`.
  public var codeLine: Int
  /// How many columns of the Markdown stand before column 1 of `code` (an indented fence).
  public var codeIndentation = 0
  /// The Swift code between the fences, option lines included, each line ended by a newline.
  public var code: String
  /// Lines of the Markdown from `BEGIN SOLUTION` to `END SOLUTION`, both included.
  public var solutionRegions: [ClosedRange<Int>] = []

  /// Makes a cell; what is not given is as if it were not in the file.
  public init(id: String, kind: CellKind, line: Int, codeLine: Int, code: String) {
    self.id = id
    self.kind = kind
    self.line = line
    self.codeLine = codeLine
    self.code = code
  }
}

/// A question with boxes to tick.
public struct Quiz: Sendable, Equatable {
  /// One box.
  public struct Choice: Sendable, Equatable {
    /// The Markdown beside the box.
    public var markdown: String
    /// Whether the box is ticked in this file.
    public var isTicked: Bool
    /// The 1-based line of the box.
    public var line: Int

    /// Makes a choice.
    public init(markdown: String, isTicked: Bool, line: Int) {
      self.markdown = markdown
      self.isTicked = isTicked
      self.line = line
    }
  }
  /// The name, unique in the file.
  public var id: String
  /// The points for a right answer.
  public var points: Double?
  /// The title given to the question, if any.
  public var title: String?
  /// The Markdown before the first box: the question, when it stands inside the fence.
  public var question: String
  /// The boxes.
  public var choices: [Choice]
  /// The 1-based line of the opening fence.
  public var line: Int

  /// Makes a question.
  public init(
    id: String, points: Double?, title: String?, question: String, choices: [Choice], line: Int
  ) {
    self.id = id
    self.points = points
    self.title = title
    self.question = question
    self.choices = choices
    self.line = line
  }
}

/// A question answered in free text and graded by a person.
public struct FreeAnswer: Sendable, Equatable {
  /// One thing that a grader looks for.
  public struct RubricItem: Sendable, Equatable, Codable {
    /// The points for it; below zero where points are taken off.
    public var points: Double
    /// What it is, as Markdown in one line.
    public var text: String
    /// The 1-based line in the file.
    public var line: Int

    /// Makes an item.
    public init(points: Double, text: String, line: Int) {
      self.points = points
      self.text = text
      self.line = line
    }
  }

  /// The name, unique in the file.
  public var id: String
  /// The points that the rubric can give.
  public var points: Double?
  /// The title given to the question, if any.
  public var title: String?
  /// What stands between the fences: the answer, or in the author's file the model answer; with the rubric.
  public var text: String
  /// What the points are for, as a list to tick; empty where the file says it in words or not at all.
  public var rubric: [RubricItem] = []
  /// Whether students get the rubric.
  public var showsRubric = false
  /// The 1-based line of the opening fence.
  public var line: Int

  /// How many lines stand between the opening fence and the rubric; nil where there is none to tick.
  public var rubricStart: Int?

  /// What stands between the fences without the rubric.
  public var textBeforeRubric: String {
    guard let rubricStart else { return text }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.prefix(rubricStart).joined(separator: "\n")
  }

  /// Makes an answer without a rubric.
  public init(id: String, points: Double?, title: String?, text: String, line: Int) {
    self.id = id
    self.points = points
    self.title = title
    self.text = text
    self.line = line
  }
}

/// A hint for an exercise.
public struct Hint: Sendable, Equatable {
  /// The id of the exercise, quiz or answer that it helps with.
  public var exercise: String
  /// The Markdown of the hint.
  public var markdown: String
  /// The 1-based line of the opening fence.
  public var line: Int

  /// Makes a hint.
  public init(exercise: String, markdown: String, line: Int) {
    self.exercise = exercise
    self.markdown = markdown
    self.line = line
  }
}

/// The settings at the head of a practical.
public struct FrontMatter: Sendable, Equatable {
  /// The practical's number in the course.
  public var number: Int?
  /// The title.
  public var title: String
  /// The data sets that the cells read.
  public var data: [String] = []
  /// What the random generator is seeded with.
  public var seed: UInt64 = 0
  /// The longest that a cell may run, in seconds.
  public var timeout: Double = 300
  /// The most memory that a cell may hold, in bytes.
  public var memory: Int = 4 << 30
  /// Values that cells read with `setting(_:default:)` and `--set` changes, as text.
  public var settings: [String: String] = [:]

  /// Makes settings with the defaults for all but the title.
  public init(title: String) { self.title = title }
}
