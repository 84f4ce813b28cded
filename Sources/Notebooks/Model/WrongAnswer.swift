/// An answer that a student is likely to write and that is wrong, with what the checks should make of it.
///
/// It is a Markdown file of its own: a front matter, a few sentences, and the cells as the student has
/// them. In the author's version these cells take the place of the author's; the checks must then give
/// the declared points, and one that does not pass must say the declared words.
public struct WrongAnswer: Sendable, Equatable {
  /// The file that it was read from.
  public var source: SourceFile
  /// What is wrong, in one line.
  public var title: String
  /// The id of the exercise that it answers.
  public var exercise: String
  /// The points that the checks of the exercise give for it.
  ///
  /// A check that compares with the author's answers gives none, because the run has none of them.
  public var score: Double
  /// A piece of text in the name or the message of a check that does not pass: what points the right way.
  public var says: String
  /// Why students write this, and what the message should make them see; Markdown.
  public var note: String
  /// The cells as the student has them; the exercise is among them.
  public var cells: [Cell]

  /// Makes a wrong answer from its parts.
  public init(
    source: SourceFile, title: String, exercise: String, score: Double, says: String, note: String,
    cells: [Cell]
  ) {
    self.source = source
    self.title = title
    self.exercise = exercise
    self.score = score
    self.says = says
    self.note = note
    self.cells = cells
  }
}

extension Practical {
  /// The Markdown of the practical with the code of some cells taken from a wrong answer.
  ///
  /// Whole lines are exchanged, and only between the fences: classes, points and option lines (`//|`) stay
  /// the practical's, and so does all else in the file.
  ///
  /// - Parameter answer: the wrong answer.
  /// - Returns: the text.
  /// - Throws: a diagnostic that points into the wrong answer, when it names a cell that is no exercise here.
  public func text(with answer: WrongAnswer) throws(Diagnostic) -> String {
    var replacements: [(lines: Range<Int>, code: [String])] = []
    for cell in answer.cells {
      guard let own = cells.first(where: { $0.id == cell.id && $0.kind == .exercise }) else {
        let exercises = cells.filter { $0.kind == .exercise }.map(\.id)
        throw answer.source.diagnostic(
          "there is no exercise \(cell.id.quotedForMessage) in \(source.path)",
          at: Location(line: cell.line, byte: 0),
          help: Suggestion.help(
            for: cell.id, among: exercises,
            all: "its exercises are \(exercises.joined(separator: ", "))"))
      }
      let indentation = String(repeating: " ", count: own.codeIndentation)
      let code = cell.codeLines.dropFirst(OptionLines.count(in: cell.codeLines))
      let first = own.codeLine - 1 + OptionLines.count(in: own.codeLines)
      replacements.append(
        (
          first..<own.codeLine - 1 + own.codeLines.count,
          code.map { $0.isEmpty ? $0 : indentation + $0 }
        ))
    }
    var lines = source.lines
    for (range, code) in replacements.sorted(by: { $0.lines.lowerBound > $1.lines.lowerBound }) {
      lines.replaceSubrange(range, with: code)
    }
    return lines.joined(separator: "\n")
  }
}

extension Cell {
  /// The lines of the code, without their ends.
  fileprivate var codeLines: [String] {
    code.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}
