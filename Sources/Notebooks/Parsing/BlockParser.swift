/// Makes blocks of the fences that mean something.
struct BlockParser {
  private let source: SourceFile
  private let fence: Fence
  private let content: FenceContent
  private let attributes: Attributes

  /// Parses a fence; nil when it is prose.
  static func parse(_ fence: Fence, in source: SourceFile) throws(Diagnostic) -> BlockDraft? {
    let info = try FenceInfo(of: fence, in: source)
    guard fence.closingLine != nil || fence.isQuoted else {
      let mark = (source.line(fence.line) ?? "").utf8.dropFirst(fence.indentation).first
      let marks = String(
        repeating: mark == UInt8(ascii: "~") ? "~" : "`", count: min(fence.length, 8))
      throw source.diagnostic(
        "the fence is not closed", at: Location(line: fence.line, byte: fence.indentation),
        help: "end it with a line that is \(marks), indented like this one")
    }
    guard let info else { return nil }
    let parser = BlockParser(
      source: source, fence: fence, content: FenceContent(source: source, fence: fence),
      attributes: try AttributeParser.parse(at: info.brace, in: source))
    return switch info.keyword {
    case .swift: try parser.cell(brace: info.brace)
    case .quiz: try parser.quiz()
    case .answer: try parser.answer()
    case .hint: try parser.hint(brace: info.brace)
    }
  }

  private func cell(brace: Location) throws(Diagnostic) -> BlockDraft {
    let classes = try CellClasses(attributes.classes, at: brace, in: source)
    var options = try BlockOptions(attributes.options, role: classes.role, in: source)
    try options.add(lines: try OptionLines.options(of: content))
    var cell = Cell(
      id: attributes.id?.text ?? "", kind: classes.kind, line: fence.line,
      codeLine: fence.line + 1, code: content.code)
    cell.isHidden = classes.isHidden
    cell.title = try options.title()
    cell.points = try options.points()
    let target = try options.target()
    cell.exercise = target?.text
    cell.timeout = try options.value(.timeout, OptionValue.seconds)
    cell.memory = try options.value(.memory, OptionValue.bytes)
    cell.expectsError = try options.value(.expectError, OptionValue.boolean) ?? false
    cell.codeIndentation = content.indentation
    cell.solutionRegions = try SolutionRegions.find(in: content, role: classes.role)
    return BlockDraft(
      block: .cell(cell), id: attributes.id, role: classes.role, target: target)
  }

  private func quiz() throws(Diagnostic) -> BlockDraft {
    let options = try questionOptions(.quiz)
    let list = try TaskList(of: content)
    let quiz = Quiz(
      id: attributes.id?.text ?? "", points: try options.points(), title: try options.title(),
      question: list.question, choices: list.choices, line: fence.line)
    return BlockDraft(block: .quiz(quiz), id: attributes.id, role: .quiz)
  }

  private func answer() throws(Diagnostic) -> BlockDraft {
    let options = try questionOptions(.answer)
    var answer = FreeAnswer(
      id: attributes.id?.text ?? "", points: try options.points(), title: try options.title(),
      text: content.lines.joined(separator: "\n"), line: fence.line)
    answer.showsRubric = try options.value(.rubric, OptionValue.isPublic) ?? false
    if let rubric = try RubricLines(of: content, points: answer.points) {
      answer.rubric = rubric.items
      answer.rubricStart = rubric.lineCountBefore
      answer.points = answer.points ?? rubric.items.reduce(0) { $0 + max(0, $1.points) }
    }
    return BlockDraft(block: .answer(answer), id: attributes.id, role: .answer)
  }

  private func hint(brace: Location) throws(Diagnostic) -> BlockDraft {
    let options = try questionOptions(.hint)
    if let id = attributes.id {
      throw source.diagnostic(
        "a hint has no id of its own", at: id.location.advanced(by: -1),
        help: "name the exercise that it helps with: `hint {for=\(id.text)}`")
    }
    guard let target = try options.target() else {
      throw source.diagnostic(
        "the hint does not say what it is for", at: brace,
        help: "name an exercise, a quiz or an answer: `hint {for=relu}`")
    }
    let markdown = content.lines.joined(separator: "\n")
    guard !markdown.trimmed.isEmpty else {
      throw source.diagnostic(
        "the hint is empty", at: Location(line: fence.line, byte: fence.indentation),
        help: "write the hint between the fences, or delete them")
    }
    let hint = Hint(exercise: target.text, markdown: markdown, line: fence.line)
    return BlockDraft(block: .hint(hint), id: nil, role: .hint, target: target)
  }

  private func questionOptions(_ role: BlockRole) throws(Diagnostic) -> BlockOptions {
    if let name = attributes.classes.first {
      throw source.diagnostic(
        "\(role.description) has no class, but here is \(("." + name.text).quotedForMessage)",
        at: name.location.advanced(by: -1), help: "delete the class")
    }
    return try BlockOptions(attributes.options, role: role, in: source)
  }
}
