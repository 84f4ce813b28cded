import ArgumentParser
import Foundation
import Grading
import Notebooks

/// `practical lint`.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check an author's practical before students get it.",
    discussion: """
      Looks at points, ids, checks, quizzes and hints; runs the students' copy, which must compile and \
      leave every exercise not implemented; runs the author's version with several seeds, which must give \
      full marks, and with one seed twice, which must give the same; and runs the declared wrong answers \
      (`wrong-answers/SLUG/` beside the practical), which must give the declared points.
      """)

  /// The parts of the work.
  enum Part: String, CaseIterable, ExpressibleByArgument {
    case structure
    case copy
    case solution
    case wrongAnswers = "wrong-answers"
  }

  @Argument(help: "The practical: its number, its slug, or the path of a Markdown file.")
  var practical: String

  @Option(
    parsing: .upToNextOption,
    help: "Do only these parts: structure, copy, solution, wrong-answers.")
  var only: [Part] = []

  @Option(help: "With how many seeds besides the practical's own the author's version is run.")
  var seeds: UInt64 = 2

  mutating func run() throws {
    let course = Course.find()
    let author = try PracticalParser.read(path: course.path(for: practical))
    let cache = FileManager.default.currentDirectoryPath + "/.practical/cache"
    try OutputFolder.make(cache, help: OutputFolder.cacheHelp)
    let toolchain = try Toolchain.find()
    Interrupt.install()
    let lint = AuthorLint(
      author: author, options: RunOptions(cache: cache, datasets: course.datasets)
    ) { practical, options in
      try OutputFolder.keeping {
        try PracticalRunner(practical, options: options, toolchain: toolchain) { _ in }.run()
      }
    }
    let parts = only.isEmpty ? Part.allCases : only
    var errors = 0
    for part in Part.allCases where parts.contains(part) {
      let report =
        switch part {
        case .structure: lint.structure()
        case .copy: try lint.copy()
        case .solution: try lint.solution(otherSeeds: seeds)
        case .wrongAnswers: try lint.wrongAnswers()
        }
      if Interrupt.isRaised { throw ExitCode(ExitStatus.interrupted) }
      errors += show(report)
    }
    if errors > 0 { throw ExitCode(ExitStatus.failure) }
  }

  /// Shows what a part came to; returns the number of errors.
  private func show(_ report: AuthorLint.Report) -> Int {
    let terminal = TerminalStyle.detect()
    let errors = report.findings.count { $0.finding.severity == .error }
    let mark = errors == 0 ? terminal.green("✓") : terminal.red("✗")
    StandardOutput.writeLine("\(mark) \(TerminalStyle.harmless(report.summary))")
    for (path, finding) in report.findings {
      let place = "\(path):\(finding.line):1: \(finding.severity.rawValue): "
      StandardOutput.writeLine(
        "  " + TerminalStyle.harmless(place + finding.message) + "\n    help: "
          + TerminalStyle.harmless(finding.help))
    }
    return errors
  }
}
