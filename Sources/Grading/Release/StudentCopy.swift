import Notebooks

/// The version of a practical that students get.
///
/// It is the author's file without what students are to find out: solutions become `todo` calls, hidden
/// checks are gone, boxes are unticked, and model answers are taken out. Every other line is the author's.
public struct StudentCopy: Sendable, Equatable {
  /// The Markdown.
  public let text: String

  /// Makes the copy of an author's practical.
  public init(of author: Practical) {
    var edits = LineEdits(author.source.lines)
    for block in author.blocks {
      switch block {
      case .cell(let cell) where cell.isHidden: edits.removeBlock(cell.fenceLines)
      case .cell(let cell): Self.removeSolutions(of: cell, in: &edits)
      case .quiz(let quiz): Self.untick(quiz, in: &edits)
      case .answer(let answer): Self.empty(answer, in: &edits)
      case .prose, .hint: break
      }
    }
    text = edits.text
  }

  private static func removeSolutions(of cell: Cell, in edits: inout LineEdits) {
    for region in cell.solutionRegions {
      let marker = edits.original(region.lowerBound)
      let indentation = marker.prefix { $0 == " " || $0 == "\t" }
      edits.replace(
        region,
        with: ["\(indentation)// YOUR CODE HERE", "\(indentation)todo(\"\(cell.id)\")"])
    }
  }

  private static func untick(_ quiz: Quiz, in edits: inout LineEdits) {
    for choice in quiz.choices where choice.isTicked {
      let line = edits.original(choice.line)
      guard let box = line.firstRange(of: "[x]") ?? line.firstRange(of: "[X]") else { continue }
      edits.replace(choice.line...choice.line, with: [line.replacingCharacters(in: box, by: "[ ]")])
    }
  }

  private static func empty(_ answer: FreeAnswer, in edits: inout LineEdits) {
    let lines = answer.secretLines
    guard !answer.text.isEmpty, let first = lines.first, let last = lines.last else { return }
    edits.replace(first...last, with: [""])
  }
}

extension Cell {
  /// The lines of the Markdown from the opening to the closing fence, both included.
  var fenceLines: ClosedRange<Int> {
    line...max(line, codeLine + code.utf8.count { $0 == UInt8(ascii: "\n") })
  }
}

extension FreeAnswer {
  /// The lines of the Markdown that students do not get: all between the fences, but for a rubric that they
  /// may read.
  var secretLines: Range<Int> {
    let count = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
    return line + 1..<line + 1 + (showsRubric ? rubricStart ?? count : count)
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, by text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}

/// Changes to the lines of a text, all given by the line numbers that it had at first.
struct LineEdits {
  private let lines: [String]
  /// What stands in the place of a line; nil where it is unchanged.
  private var replacements: [[String]?]

  init(_ lines: [String]) {
    self.lines = lines
    replacements = Array(repeating: nil, count: lines.count)
  }

  /// A 1-based line as it was.
  func original(_ number: Int) -> String {
    lines.indices.contains(number - 1) ? lines[number - 1] : ""
  }

  /// Puts other lines in the place of some.
  mutating func replace(_ range: ClosedRange<Int>, with text: [String]) {
    for number in range where replacements.indices.contains(number - 1) {
      replacements[number - 1] = number == range.lowerBound ? text : []
    }
  }

  /// Removes lines, and with them the blank line after them where there is one before them too.
  mutating func removeBlock(_ range: ClosedRange<Int>) {
    replace(range, with: [])
    let isBlankBefore = range.lowerBound == 1 || isBlank(range.lowerBound - 1)
    if isBlankBefore, isBlank(range.upperBound + 1) {
      replace(range.upperBound + 1...range.upperBound + 1, with: [])
    }
  }

  private func isBlank(_ number: Int) -> Bool {
    lines.indices.contains(number - 1) && lines[number - 1].allSatisfy(\.isWhitespace)
  }

  /// The text with its changes.
  var text: String {
    zip(lines, replacements).flatMap { line, replacement in replacement ?? [line] }
      .joined(separator: "\n")
  }
}
