import CellChannel
import LiveReport
import Plots

@testable import Notebooks

/// A small practical and the events of its runs.
enum Sample {
  /// The practical; the code of a cell is its id's.
  static func practical(
    prose: String = "Prose with a formula $x^2$.", cells: [(id: String, code: String)] = Self.cells,
    filler: Int = 0
  ) -> Practical {
    var blocks: [Block] = [.prose(Prose(markdown: "## Begin\n\n\(prose)\n", line: 5))]
    for (index, cell) in cells.enumerated() {
      let kind: CellKind = cell.id.hasPrefix("check") ? .check : .cell
      var made = Cell(
        id: cell.id, kind: kind, line: 10 + 10 * index, codeLine: 11 + 10 * index, code: cell.code)
      if kind == .check { made.exercise = "first" }
      blocks.append(.cell(made))
      if filler > 0 {
        let text = String(repeating: "Filler of cell \(cell.id). ", count: 40)
        let paragraphs = Array(repeating: text, count: filler).joined(separator: "\n\n")
        blocks.append(.prose(Prose(markdown: paragraphs, line: 15 + 10 * index)))
      }
    }
    var front = FrontMatter(title: "Sample")
    front.number = 1
    let lines = (1...100).map { "line \($0)\n" }.joined()
    return Practical(
      source: SourceFile(path: "01-sample.md", text: lines), slug: "01-sample",
      frontMatter: front, blocks: blocks)
  }

  static let cells: [(id: String, code: String)] = [
    ("first", "let a = 1\nprint(a)\n"), ("second", "print(a + 1)\n"),
    ("check-first", "check(\"a is one\", a, .equals(1))\n"),
  ]

  /// The result of a cell that ran.
  static func ran(_ id: String, in practical: Practical, output: String, plots: [String] = [])
    -> KeptResult
  {
    guard let cell = practical.cells.first(where: { $0.id == id }) else {
      fatalError("there is no cell \(id)")
    }
    var result = CellResult(skipped: cell)
    result.status = .ok
    result.seconds = 0.2
    result.output = output
    result.plots = plots
    let checks =
      cell.kind == .check
      ? [
        CheckResult(
          name: "a is one", cell: id, exercise: cell.exercise ?? id, status: .passed, score: 2,
          maxScore: 2, message: "", hidden: false)
      ] : []
    return KeptResult(cell: result, checks: checks)
  }

  /// The events of a run of cells that print something.
  static func run(
    _ practical: Practical, outputs: [String: String] = [:], kept: [Int: KeptResult] = [:],
    to follow: (RunEvent) -> Void
  ) {
    follow(.began(practical, kept: kept))
    follow(.compiled(seconds: 0.1, cells: practical.cells.count))
    var results: [KeptResult] = []
    for (index, cell) in practical.cells.enumerated() {
      if let kept = kept[index] {
        results.append(kept)
        continue
      }
      let output = outputs[cell.id] ?? "output of \(cell.id)\n"
      follow(.cellStarted(cell))
      follow(.output(output))
      let result = ran(cell.id, in: practical, output: output)
      follow(.cellEnded(cell, result.cell, checks: result.checks))
      results.append(result)
    }
    follow(.ended(outcome(practical, results)))
  }

  /// The outcome of a run.
  static func outcome(
    _ practical: Practical, _ results: [KeptResult], isInterrupted: Bool = false
  ) -> RunOutcome {
    let checks = results.flatMap(\.checks)
    return RunOutcome(
      result: RunResult(
        practical: practical.slug, title: practical.frontMatter.title, seed: 0,
        score: checks.reduce(0) { $0 + $1.score }, maxScore: checks.reduce(0) { $0 + $1.maxScore },
        seconds: 1, compileSeconds: 0.1, cells: results.map(\.cell), checks: checks),
      figures: [:], isInterrupted: isInterrupted, kernels: nil,
      key: AnswerKey(entries: []))
  }
}
