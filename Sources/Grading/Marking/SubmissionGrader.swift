import Foundation
import Notebooks
import Plots

/// Marks submissions, one after the other.
public struct SubmissionGrader {
  private let context: GradingContext
  private let toolchain: Toolchain
  private let version: String
  private let memory = ParseMemory()

  /// Prepares to mark.
  ///
  /// - Parameters:
  ///   - context: what to mark against; its key is recorded.
  ///   - toolchain: what to compile and run with.
  /// - Throws: `Toolchain.Missing` when the kit is not whole.
  public init(_ context: GradingContext, toolchain: Toolchain) throws {
    self.context = context
    self.toolchain = toolchain
    version = try context.version(toolchain)
  }

  /// What decides the result of a submission: two with the same have the same marks.
  public func fingerprint(of submission: Submission) -> String {
    // The time is no part of it: a folder that was copied is not marked again.
    let parts =
      [
        version, submission.student, submission.identifier ?? "", submission.name ?? "",
        submission.problem ?? (submission.markdown == nil ? "missing" : ""),
        "\(submission.attempt) \(submission.isMarkedLate)",
      ] + submission.members + ["remarks"] + submission.remarks
    let head = parts.map { "\($0.utf8.count) \($0)" }.joined()
    return ContentKey.make(Array(head.utf8) + (submission.markdown ?? []))
  }

  /// Has the exercises of several submissions parsed at once, which takes little longer than those of one.
  ///
  /// - Parameter submissions: what will be marked next.
  /// - Throws: `Toolchain.Missing` when the compiler does not do its work.
  public func parseAhead(_ submissions: [Submission]) throws {
    var compiler = CellCompiler(toolchain: toolchain, cache: context.cache)
    compiler.confinement = context.confinement
    compiler.memory = memory
    let files = submissions.compactMap { submission in
      submission.markdown.flatMap { try? SubmittedFile.read($0, name: submission.name ?? "") }
    }
    try compiler.parseAhead(
      files.flatMap { file in
        MergedSubmission(file, into: context.author, starter: context.starter).practical.cells
          .filter { $0.kind == .exercise }
      })
  }

  /// Marks a submission.
  ///
  /// - Parameters:
  ///   - submission: what was handed in.
  ///   - draw: called with each figure that the student may see, and its path.
  /// - Returns: the marks, or why there are none.
  /// - Throws: what failed on the grader's side, or `GradingContext.Interrupted`.
  public func grade(
    _ submission: Submission, draw: (String, Figure) -> Void = { _, _ in }
  ) throws -> GradedSubmission {
    let fingerprint = fingerprint(of: submission)
    func withoutMarks(_ status: GradedSubmission.Status, _ reason: String?) -> GradedSubmission {
      GradedSubmission(
        submission, status: status, reason: reason, context: context, fingerprint: fingerprint)
    }
    guard let markdown = submission.markdown else {
      let status: GradedSubmission.Status = submission.problem == nil ? .missing : .notGradable
      return withoutMarks(status, submission.problem)
    }
    let file: SubmittedFile
    do {
      file = try SubmittedFile.read(markdown, name: submission.name ?? "")
    } catch {
      return withoutMarks(.notGradable, error.message)
    }
    let merged = MergedSubmission(file, into: context.author, starter: context.starter)
    var result = withoutMarks(.graded, nil)
    result.work = HandedInWork(
      merged, fileName: (submission.name ?? "").split(separator: "/").last.map(String.init) ?? "")
    result.remarks += merged.remarks.map { GradedSubmission.Remark(id: $0.id, message: $0.message) }
    try run(merged, into: &result, draw: draw)
    let quizzes = QuestionMarking.checks(of: context.author, for: merged)
    result.checks = context.author.inOrder(result.checks + quizzes)
    result.answers = QuestionMarking.answers(of: context.author, for: merged)
    result.score = GradingContext.sum(result.checks.map(\.score))
    result.maxScore = GradingContext.sum(result.checks.map(\.maxScore))
    if !result.checks.isEmpty, result.checks.allSatisfy({ $0.status == .notGradable }),
      result.pendingPoints == 0
    {
      result.status = .notGradable
      let error = result.cells.first { $0.status != .ok && $0.error != nil }?.error?.message
      let remark = merged.remarks.first?.message
      result.reason = error ?? remark ?? "no check could be judged"
    }
    return result
  }

  /// Runs the cells and judges their checks.
  private func run(
    _ merged: MergedSubmission, into result: inout GradedSubmission, draw: (String, Figure) -> Void
  ) throws {
    result.checks = []
    // An examination may be questions only.
    if context.author.cells.isEmpty { return }
    var options = context.options(judging: .byKey(context.key))
    options.timeLimit = context.timeLimit
    options.memory = memory
    options.solutions = context.author.cells.filter { $0.kind == .exercise }
    let runner = try PracticalRunner(
      merged.practical, options: options, toolchain: toolchain
    ) { _ in }
    let outcome = try runner.run()
    if outcome.isInterrupted { throw GradingContext.Interrupted() }
    let lines = LineMap(merged, author: context.author)
    result.cells = outcome.result.cells.map(lines.placed)
    result.checks = outcome.result.checks.map { check in
      var check = check
      check.message = lines.placed(check.message)
      return check
    }
    if let cell = outcome.outOfTime {
      let words =
        "the submission as a whole took longer than the \(Int(context.timeLimit)) s that it may: "
        + "`\(cell)` and what comes after it did not run to the end"
      result.remarks.append(GradedSubmission.Remark(id: cell, message: words))
    }
    result.plotTexts = drawPlots(of: outcome, draw)
    result.seconds = outcome.result.seconds
    result.compileSeconds = outcome.result.compileSeconds
  }
}

extension SubmissionGrader {
  /// Has the figures drawn that students may see; returns what they show, in words.
  private func drawPlots(
    of outcome: RunOutcome, _ draw: (String, Figure) -> Void
  ) -> [String: String] {
    let hidden = Set(context.author.cells.filter(\.isHidden).map(\.id))
    var texts: [String: String] = [:]
    for cell in outcome.result.cells where !hidden.contains(cell.id) {
      for path in cell.plots {
        guard let figure = outcome.figures[path] else { continue }
        draw(path, figure)
        texts[path] = LineMap.capped(figure.altText, at: LineMap.longestMessage)
      }
    }
    return texts
  }
}

/// Brings lines of the practical that ran back to the files that people have.
struct LineMap {
  private let merged: MergedSubmission
  private let author: [String: Cell]

  init(_ merged: MergedSubmission, author: Practical) {
    self.merged = merged
    self.author = Dictionary(
      author.cells.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// A cell's result with its lines as they are in the student's file in exercises, and in the author's
  /// elsewhere.
  func placed(_ result: CellResult) -> CellResult {
    var result = result
    result.line = line(result.line)
    result.output = Self.capped(result.output, at: Self.longestOutput)
    if let error = result.error {
      result.error?.line = line(error.line)
      result.error?.message = placed(error.message)
    }
    return result
  }

  /// A message in which the line of another cell is that of the student's file; of a cell that is not the
  /// student's there is no line to tell.
  func placed(_ message: String) -> String {
    Self.capped(message, at: Self.longestMessage).replacing(
      /of the cell `([^`]*)` \(line ([0-9]{1,9})\)/
    ) { match in
      let place = merged.lineOffsets[String(match.1)].flatMap { offset in
        Int(match.2).map { " (line \($0 + offset))" }
      }
      return "of the cell `\(match.1)`" + (place ?? "")
    }
  }

  /// The most bytes of a message and of what a cell prints that are kept.
  static let longestMessage = 4000
  static let longestOutput = 64_000

  /// A text of at most so many bytes.
  static func capped(_ text: String, at limit: Int) -> String {
    text.utf8.count <= limit
      ? text : String(decoding: text.utf8.prefix(limit), as: UTF8.self) + "\n… (cut)"
  }

  private func line(_ line: Int) -> Int {
    guard
      let cell = merged.practical.cells.last(where: { $0.line <= line }),
      let own = author[cell.id]
    else { return line }
    return line + (merged.lineOffsets[cell.id] ?? own.codeLine - cell.codeLine)
  }
}
