import Yams

/// Reads wrong answers: Markdown files in, checked values out, or the first error.
public enum WrongAnswerParser {
  private enum Key: String, CaseIterable {
    case title, exercise, score, says
  }

  /// Reads the wrong answer at a path.
  ///
  /// - Parameter path: the path as the user wrote it; it is repeated in messages.
  /// - Returns: the wrong answer.
  /// - Throws: what is wrong with the file, and where.
  public static func read(path: String) throws(Diagnostic) -> WrongAnswer {
    try parse(try SourceReader.read(path: path))
  }

  /// Parses a wrong answer.
  ///
  /// - Parameter source: the text.
  /// - Returns: the wrong answer.
  /// - Throws: what is wrong with the text, and where.
  public static func parse(_ source: SourceFile) throws(Diagnostic) -> WrongAnswer {
    let head = try FrontMatterText(of: source)
    let values = try values(of: head, in: source)
    let (note, cells) = try body(of: source, from: head.bodyLine)
    let (exercise, place) = try text(.exercise, of: values, in: source)
    guard cells.contains(where: { $0.id == exercise }) else {
      throw source.diagnostic(
        "no cell here is the exercise \(exercise.quotedForMessage)", at: place,
        help: "write it as the student has it: ```swift {#\(exercise) .exercise}")
    }
    let (score, scorePlace) = try text(.score, of: values, in: source)
    guard let points = OptionValue.points(score) else {
      throw source.diagnostic(
        "`score` must be a number from 0 to 1000, not \(score.quotedForMessage)", at: scorePlace,
        help: OptionName.points.help)
    }
    return WrongAnswer(
      source: source, title: try text(.title, of: values, in: source).text, exercise: exercise,
      score: points, says: try text(.says, of: values, in: source).text, note: note, cells: cells)
  }

  private static func values(
    of head: FrontMatterText, in source: SourceFile
  ) throws(Diagnostic) -> [Key: LocatedText] {
    let all = "the keys are title, exercise, score and says"
    var values: [Key: LocatedText] = [:]
    for entry in try head.entries(keys: all) {
      let name = entry.key.text
      guard let key = Key(rawValue: name) else {
        throw source.diagnostic(
          "there is no front matter key \(name.quotedForMessage)", at: entry.key.location,
          help: Suggestion.help(for: name, among: Key.allCases.map(\.rawValue), all: all))
      }
      guard let yaml = head.yaml else { continue }
      values[key] = LocatedText(
        text: try yaml.scalar(entry.value, of: name).string.onOneLine,
        location: yaml.location(of: entry.value))
    }
    return values
  }

  private static func text(
    _ key: Key, of values: [Key: LocatedText], in source: SourceFile
  ) throws(Diagnostic) -> (text: String, location: Location) {
    let start = Location(line: 1, byte: 0)
    guard let value = values[key], !value.text.isEmpty else {
      throw source.diagnostic(
        "the front matter has no `\(key)`", at: values[key]?.location ?? start,
        help: "a wrong answer has `title`, `exercise`, `score` and `says`")
    }
    return (value.text, value.location)
  }

  private static func body(
    of source: SourceFile, from line: Int
  ) throws(Diagnostic) -> (note: String, cells: [Cell]) {
    var note: [String] = []
    var cells: [Cell] = []
    for block in try PracticalParser.blocks(of: source, from: line) {
      switch block {
      case .prose(let prose): note.append(prose.markdown.trimmed)
      case .cell(let cell) where cell.kind == .exercise:
        if let region = cell.solutionRegions.first {
          throw source.diagnostic(
            "a wrong answer holds no solution", at: Location(line: region.lowerBound, byte: 0),
            help: "write the student's lines without the markers")
        }
        cells.append(cell)
      case .cell(let cell): throw misplaced(cell.line, in: source)
      case .quiz(let quiz): throw misplaced(quiz.line, in: source)
      case .answer(let answer): throw misplaced(answer.line, in: source)
      case .hint(let hint): throw misplaced(hint.line, in: source)
      }
    }
    guard !note.isEmpty else {
      throw source.diagnostic(
        "the wrong answer is not explained", at: Location(line: line, byte: 0),
        help: "write a sentence: why students write this, and what the message should show them")
    }
    return (note.joined(separator: "\n\n"), cells)
  }

  private static func misplaced(_ line: Int, in source: SourceFile) -> Diagnostic {
    source.diagnostic(
      "a wrong answer holds `.exercise` cells and prose, nothing else",
      at: Location(line: line, byte: 0), help: "delete the fence, or take its braces away")
  }
}
