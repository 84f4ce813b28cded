import Foundation
import Notebooks

/// Looks an author's practical over, part by part.
public struct AuthorLint {
  /// What one part came to.
  public struct Report {
    /// What was looked at, in one line.
    public var summary: String
    /// What should be mended, with the file that it stands in.
    public var findings: [(path: String, finding: LintFinding)]
  }

  /// Runs a practical.
  public typealias Run = (Practical, RunOptions) throws -> RunOutcome

  private let author: Practical
  private let options: RunOptions
  private let run: Run

  /// Prepares to look at a practical.
  ///
  /// - Parameters:
  ///   - author: the author's version.
  ///   - options: how it is run; seeds and cells are chosen here.
  ///   - run: runs it.
  public init(author: Practical, options: RunOptions, run: @escaping Run) {
    self.author = author
    self.options = options
    self.run = run
  }

  /// Ids, points, checks, quizzes, answers and hints.
  public func structure() -> Report {
    let exercises = author.cells.count { $0.kind == .exercise }
    return Report(
      summary: "structure: \(LintText.counted(author.cells.count, "cell")), "
        + "\(LintText.counted(exercises, "exercise")), "
        + "\(LintText.points(author.declaredPoints)) points",
      findings: StructureLint(author).findings().map { (author.source.path, $0) })
  }

  /// The students' copy: it compiles, and every exercise is not implemented.
  public func copy() throws -> Report {
    let text = StudentCopy(of: author).text
    let path = author.source.path
    let student = try PracticalParser.parse(
      SourceFile(path: path, text: text), slug: author.slug)
    let outcome = try run(student, options)
    var findings: [(String, LintFinding)] = []
    func report(_ cell: String, _ message: String, help: String) {
      let line = author.cells.first { $0.id == cell }?.line ?? 1
      findings.append((path, LintFinding(.error, line: line, message, help: help)))
    }
    for leak in Secrets(of: author).leaks(in: text) {
      findings.append(
        (
          path,
          LintFinding(
            .error, line: leak.number, "this line is in the students' copy",
            help: "it stands in another place as well; take it out there")
        ))
    }
    var open = 0
    for cell in outcome.result.cells {
      if cell.error?.kind == .compile {
        report(
          cell.id,
          "`\(cell.id)` does not compile in the students' copy: "
            + (cell.error?.message ?? ""),
          help: "keep declarations that others need outside of the solution's region")
      } else if cell.kind == .exercise {
        if cell.error?.kind == .todo {
          open += 1
        } else {
          report(
            cell.id, "`\(cell.id)` is not reported as not implemented in the students' copy",
            help: "have a check of the exercise call what the student writes")
        }
      } else if let error = cell.error, error.kind != .todo, error.kind != .missing {
        report(
          cell.id, "`\(cell.id)` fails in the students' copy: \(error.message)",
          help: "have it stand when the exercises above it are not implemented")
      }
    }
    for check in outcome.result.checks where check.status == .passed && check.cell != check.exercise
    {
      report(
        check.cell, "the check \"\(check.name)\" passes in the students' copy",
        help: "have it call what the student writes")
    }
    return Report(
      summary: "students' copy: \(LintText.counted(open, "exercise")) not implemented, "
        + "\(LintText.points(outcome.result.score)) of \(LintText.points(outcome.result.maxScore)) "
        + "points",
      findings: findings)
  }

  /// The author's version: full marks with every seed, and the same result twice.
  public func solution(otherSeeds: UInt64) throws -> Report {
    let own = author.frontMatter.seed
    var findings: [(String, LintFinding)] = []
    var first: RunOutcome?
    var points: [String] = []
    for seed in [own] + (0..<otherSeeds).map({ own &+ 1 &+ $0 }) {
      var options = options
      options.seed = seed
      let outcome = try run(author, options)
      if outcome.isInterrupted { break }
      if first == nil { first = outcome }
      points.append(LintText.points(outcome.result.score))
      findings += faults(of: outcome.result, seed: seed)
    }
    if let first {
      var options = options
      options.seed = own
      let again = try run(author, options)
      findings += again.isInterrupted ? [] : differences(first, again)
    }
    return Report(
      summary: "solution: \(points.joined(separator: ", ")) of "
        + "\(LintText.points(first?.result.maxScore ?? 0)) points with seeds from \(own)",
      findings: findings)
  }

  private func faults(of result: RunResult, seed: UInt64) -> [(String, LintFinding)] {
    let cells = result.cells.filter { $0.status == .failed }.map { cell in
      LintFinding(
        .error, line: cell.error?.line ?? cell.line,
        "with seed \(seed), `\(cell.id)` fails: \(cell.error?.message ?? "")",
        help: "mend the cell")
    }
    let checks = result.checks.filter { $0.status != .passed }.map { check in
      LintFinding(
        .error, line: author.cells.first { $0.id == check.cell }?.line ?? 1,
        "with seed \(seed), the check \"\(check.name)\" does not pass: \(check.message)",
        help: "make the solution or the expectation hold for every seed")
    }
    return (cells + checks).map { (author.source.path, $0) }
  }

  /// What two runs with one seed do not have in common.
  private func differences(
    _ first: RunOutcome, _ again: RunOutcome
  ) -> [(String, LintFinding)] {
    var findings: [LintFinding] = []
    for (one, other) in zip(first.key.entries, again.key.entries)
    where "\(one)" != "\(other)" {
      findings.append(
        LintFinding(
          .error, line: author.cells.first { $0.id == one.cell }?.line ?? 1,
          "the check \"\(one.name)\" sees other values in a second run with the same seed",
          help: "draw random numbers `using: &random`, and leave clocks out of it"))
    }
    for (one, other) in zip(first.result.cells, again.result.cells)
    where one.output != other.output {
      findings.append(
        LintFinding(
          .warning, line: one.line, "`\(one.id)` prints something else in a second run",
          help: "times differ from run to run; students will see other ones"))
    }
    return findings.map { (author.source.path, $0) }
  }

  /// The declared wrong answers: each gives its declared points, and the words that it should.
  public func wrongAnswers() throws -> Report {
    let answers = try WrongAnswerFolder.answers(to: author)
    var findings: [(String, LintFinding)] = []
    var keys: [String: AnswerKey] = [:]
    for answer in answers {
      var options = options
      options.only = answer.exercise
      if keys[answer.exercise] == nil { keys[answer.exercise] = try run(author, options).key }
      options.judging = .byKey(keys[answer.exercise] ?? AnswerKey(entries: []))
      let student = try PracticalParser.parse(
        SourceFile(path: author.source.path, text: try author.text(with: answer)),
        slug: author.slug)
      let outcome = try run(student, options)
      if outcome.isInterrupted { break }
      findings += WrongAnswerFolder.findings(outcome.result, of: answer).map {
        (answer.source.path, $0)
      }
    }
    return Report(
      summary: "wrong answers: \(answers.count), of which "
        + "\(Set(findings.map(\.0)).count) not as declared",
      findings: findings)
  }
}

/// Numbers in the lines of lint.
enum LintText {
  /// Points without a fraction that is none.
  static func points(_ points: Double) -> String {
    points == points.rounded() ? String(Int(points)) : String(format: "%.2f", points)
  }

  /// A number of things, with an s where it is not one.
  static func counted(_ count: Int, _ thing: String) -> String {
    "\(count) \(thing)\(count == 1 ? "" : "s")"
  }
}
