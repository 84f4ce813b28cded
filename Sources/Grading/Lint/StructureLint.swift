import Notebooks

/// What can be said of an author's practical without running it.
public struct StructureLint {
  private let practical: Practical

  /// Prepares to look at a practical.
  public init(_ practical: Practical) { self.practical = practical }

  /// What should be mended, in the order of the file.
  public func findings() -> [LintFinding] {
    let all =
      practical.cells.flatMap { cell in
        switch cell.kind {
        case .exercise: findings(exercise: cell)
        case .check: findings(check: cell)
        case .cell: [LintFinding]()
        }
      } + practical.quizzes.flatMap(findings) + practical.answers.flatMap(findings) + comments()
    return all.sorted { ($0.line, $0.message) < ($1.line, $1.message) }
  }

  private func findings(exercise cell: Cell) -> [LintFinding] {
    var found: [LintFinding] = []
    if cell.solutionRegions.isEmpty {
      found.append(
        LintFinding(
          .error, line: cell.line, "the exercise `\(cell.id)` has no solution",
          help: "put the lines that students write between `// BEGIN SOLUTION` and "
            + "`// END SOLUTION`"))
    }
    let checks = practical.cells.filter { $0.kind == .check && $0.exercise == cell.id }
    if !checks.contains(where: { !$0.isHidden }) {
      found.append(
        LintFinding(
          .error, line: cell.line, "the exercise `\(cell.id)` has no check that students see",
          help: "add a cell `swift {.check for=\(cell.id)}`"))
    }
    if !checks.contains(where: \.isHidden) {
      found.append(
        LintFinding(
          .warning, line: cell.line, "the exercise `\(cell.id)` has no hidden check",
          help: "an answer that only knows the visible checks' values would get full marks; add a "
            + "cell `swift {.check .hidden for=\(cell.id)}` with random inputs from `gradingSeed`"))
    }
    if let points = cell.points, checks.allSatisfy({ $0.points != nil }) {
      let sum = checks.compactMap(\.points).reduce(0, +)
      if abs(sum - points) > 1e-9 {
        found.append(
          LintFinding(
            .error, line: cell.line,
            "the exercise `\(cell.id)` says \(LintText.points(points)) points, its checks have "
              + LintText.points(sum),
            help: "make the two agree"))
      }
    } else if checks.contains(where: \.isHidden), checks.contains(where: { $0.points == nil }) {
      found.append(
        LintFinding(
          .warning, line: cell.line,
          "the checks of `\(cell.id)` count more in the students' copy, where the hidden are missing",
          help: "give every check cell its `points=`"))
    }
    if !practical.hints.contains(where: { $0.exercise == cell.id }) {
      found.append(
        LintFinding(
          .warning, line: cell.line, "the exercise `\(cell.id)` has no hint",
          help: "add a fence `hint {for=\(cell.id)}`"))
    }
    return found
  }

  private func findings(check cell: Cell) -> [LintFinding] {
    var seen: Set<String> = []
    let names = cell.checkNames
    var found = names.filter { !seen.insert($0).inserted }.map { name in
      LintFinding(
        .error, line: cell.line, "two checks of the cell `\(cell.id)` have the name \"\(name)\"",
        help: "the first counts; give the other a name of its own")
    }
    if names.isEmpty {
      found.append(
        LintFinding(
          .error, line: cell.line,
          "no check of the cell `\(cell.id)` has a plain text as its name",
          help: "write `check(\"what it is about\", value, expectation)`"))
    }
    return found
  }

  private func findings(_ quiz: Quiz) -> [LintFinding] {
    var found: [LintFinding] = []
    if !quiz.choices.contains(where: \.isTicked) {
      found.append(
        LintFinding(
          .error, line: quiz.line, "no box of the quiz `\(quiz.id)` is ticked",
          help: "tick the right ones: `- [x]`"))
    }
    if quiz.points == nil {
      found.append(
        LintFinding(
          .warning, line: quiz.line, "the quiz `\(quiz.id)` has no points",
          help: "write `points=1` into its braces"))
    }
    return found
  }

  private func findings(_ answer: FreeAnswer) -> [LintFinding] {
    var found: [LintFinding] = []
    if answer.points == nil {
      found.append(
        LintFinding(
          .warning, line: answer.line, "the answer `\(answer.id)` has no points",
          help: "write `points=2` into its braces"))
    }
    if answer.rubric.isEmpty, !answer.text.contains("Rubric") {
      found.append(
        LintFinding(
          .warning, line: answer.line, "the answer `\(answer.id)` has no rubric",
          help: "say what the points are for, in a line that begins with `Rubric:`"))
    }
    return found
  }

  /// Comments of the Markdown, which students can read.
  private func comments() -> [LintFinding] {
    practical.blocks.flatMap { block -> [LintFinding] in
      guard case .prose(let prose) = block else { return [] }
      return prose.markdown.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .filter { $0.element.contains("<!--") }
        .map {
          LintFinding(
            .warning, line: prose.line + $0.offset, "students can read this comment in their copy",
            help: "delete it, if it is for authors only")
        }
    }
  }
}
