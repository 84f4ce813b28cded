import Notebooks

/// The lines of an author's practical that students are to find out for themselves.
///
/// Lines count that stand in a solution, a hidden check or a model answer and nowhere else in the file, and
/// that say something: a brace or a lone `return` is no secret.
public struct Secrets: Sendable {
  /// One line.
  public struct Line: Sendable, Equatable {
    /// The 1-based line in the author's file.
    public var number: Int
    /// The text, without white space at its ends.
    public var text: String
  }

  /// The lines, in the order of the file.
  public let lines: [Line]

  /// The fewest characters that say something.
  private static let minimumLength = 10

  /// Finds the secret lines of an author's practical.
  public init(of author: Practical) {
    var secret: Set<Int> = []
    for block in author.blocks {
      switch block {
      case .cell(let cell) where cell.isHidden: secret.formUnion(cell.fenceLines)
      case .cell(let cell):
        for region in cell.solutionRegions {
          secret.formUnion(region.dropFirst().dropLast())
        }
      case .answer(let answer):
        secret.formUnion(answer.secretLines)
      case .prose, .quiz, .hint: break
      }
    }
    let all = author.source.lines.enumerated().map { Line(number: $0.offset + 1, text: $0.element) }
    let open = all.filter { !secret.contains($0.number) }.map(\.text).joined(separator: "\n")
    lines = all.filter { secret.contains($0.number) }.compactMap { line in
      let text = Self.trimmed(line.text)
      guard text.count >= Self.minimumLength, text.contains(where: \.isLetter),
        !open.contains(text)
      else { return nil }
      return Line(number: line.number, text: text)
    }
  }

  /// The secret lines that stand in a text.
  ///
  /// - Parameter text: what a student gets: a copy, a report, a page.
  /// - Returns: the lines that are not secret there.
  public func leaks(in text: String) -> [Line] { lines.filter { text.contains($0.text) } }

  private static func trimmed(_ text: String) -> String {
    let isSpace = { (character: Character) in character.isWhitespace }
    guard let first = text.firstIndex(where: { !isSpace($0) }),
      let last = text.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(text[first...last])
  }
}
