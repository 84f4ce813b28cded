/// The question and boxes of a quiz.
struct TaskList {
  /// The Markdown before the first box.
  private(set) var question = ""
  /// The boxes.
  private(set) var choices: [Quiz.Choice] = []

  /// Reads the lines of a quiz.
  init(of content: FenceContent) throws(Diagnostic) {
    var questionLines: [String] = []
    for (index, line) in content.lines.enumerated() {
      let indentation = line.utf8.prefix(while: FenceInfo.isSpace).count
      if indentation < 4, let choice = try Self.choice(line, at: index, in: content) {
        choices.append(choice)
      } else if choices.isEmpty {
        questionLines.append(line)
      } else if indentation >= 2, !line.trimmed.isEmpty {
        choices[choices.count - 1].markdown +=
          "\n" + String(Substring(line.utf8.dropFirst(min(indentation, 6))))
      } else if !line.trimmed.isEmpty {
        throw content.source.diagnostic(
          "this line of the quiz is no box", at: content.location(of: index, byte: indentation),
          help: "write `- [ ] text`, or indent the line to go on with the box above")
      }
    }
    guard choices.count >= 2 else {
      let problem = choices.isEmpty ? "the quiz has no boxes" : "the quiz has only one box"
      throw content.source.diagnostic(
        problem, at: Location(line: content.fence.line, byte: content.fence.indentation),
        help: "write two or more lines like `- [ ] a wrong answer` and `- [x] the right answer`")
    }
    question = Self.withoutBlankEnds(questionLines).joined(separator: "\n")
  }

  /// The box of a line; nil when the line does not look like one.
  private static func choice(
    _ line: String, at index: Int, in content: FenceContent
  ) throws(Diagnostic) -> Quiz.Choice? {
    let text = line.utf8.drop(while: FenceInfo.isSpace)
    guard let bullet = text.first, [UInt8]("-*+".utf8).contains(bullet) else { return nil }
    let box = text.dropFirst().drop(while: FenceInfo.isSpace)
    // `- [a link](…)` before the boxes is a list of the question's own.
    guard box.first == UInt8(ascii: "["), !box.contains(UInt8(ascii: "(")) || isBox(box) else {
      return nil
    }
    let location = content.location(of: index, byte: line.utf8.count - text.count)
    guard isBox(box), text.dropFirst().first.map(FenceInfo.isSpace) ?? false else {
      throw content.source.diagnostic(
        "the box is not written `- [ ]` or `- [x]`", at: location,
        help: "leave a space after the `-`, one space or an `x` in the box, and a space after it")
    }
    let markdown = String(Substring(box.dropFirst(3))).trimmed
    guard !markdown.isEmpty else {
      throw content.source.diagnostic(
        "there is no text beside the box", at: location, help: "write the choice after the box")
    }
    return Quiz.Choice(
      markdown: markdown, isTicked: box.dropFirst().first != UInt8(ascii: " "),
      line: content.sourceLine(of: index))
  }

  private static func isBox(_ text: Substring.UTF8View) -> Bool {
    let box = Array(text.prefix(4))
    return box.count >= 3 && [UInt8]("xX ".utf8).contains(box[1]) && box[2] == UInt8(ascii: "]")
      && (box.count == 3 || FenceInfo.isSpace(box[3]))
  }

  private static func withoutBlankEnds(_ lines: [String]) -> [String] {
    guard let first = lines.firstIndex(where: { !$0.trimmed.isEmpty }),
      let last = lines.lastIndex(where: { !$0.trimmed.isEmpty })
    else { return [] }
    return Array(lines[first...last])
  }
}
