import Foundation
import Notebooks

/// Marks one submission.
public struct SubmissionGrader {
  private let context: GradingContext
  private let toolchain: Toolchain
  private let version: String

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
    let bytes = submission.path.flatMap { path -> Data? in
      let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
      // What is larger is not read at all.
      return (size ?? .max) <= 8 << 20 ? FileManager.default.contents(atPath: path) : nil
    }
    let problem = submission.problem ?? (submission.path == nil ? "missing" : "")
    return ContentKey.make(
      Array(version.utf8) + Array("\(submission.student)/\(problem)/".utf8)
        + (bytes.map { Array($0) } ?? []))
  }

  /// Marks a submission.
  ///
  /// - Parameter submission: what was handed in.
  /// - Returns: the marks, or why there are none.
  /// - Throws: what failed on the grader's side, or `GradingContext.Interrupted`.
  public func grade(_ submission: Submission) throws -> GradedSubmission {
    let fingerprint = fingerprint(of: submission)
    func withoutMarks(_ status: GradedSubmission.Status, _ reason: String?) -> GradedSubmission {
      GradedSubmission(
        submission, status: status, reason: reason, context: context, fingerprint: fingerprint)
    }
    guard let path = submission.path else {
      let status: GradedSubmission.Status = submission.problem == nil ? .missing : .notGradable
      return withoutMarks(status, submission.problem)
    }
    let file: SubmittedFile
    do {
      file = try SubmittedFile.read(path: path)
    } catch {
      return withoutMarks(.notGradable, error.message)
    }
    let merged = MergedSubmission(file, into: context.author, starter: context.starter)
    var result = withoutMarks(.graded, nil)
    result.remarks = merged.remarks.map { GradedSubmission.Remark(id: $0.id, message: $0.message) }
    let runner = try PracticalRunner(
      merged.practical, options: context.options(judging: .byKey(context.key)),
      toolchain: toolchain
    ) { _ in }
    let outcome = try runner.run()
    if outcome.isInterrupted { throw GradingContext.Interrupted() }
    let lines = LineMap(merged, author: context.author)
    result.cells = outcome.result.cells.map(lines.placed)
    result.checks = outcome.result.checks.map { check in
      var check = check
      check.message = LineMap.capped(check.message, at: LineMap.longestMessage)
      return check
    }
    result.score = outcome.result.score
    result.maxScore = outcome.result.maxScore
    result.seconds = outcome.result.seconds
    result.compileSeconds = outcome.result.compileSeconds
    if !result.checks.isEmpty, result.checks.allSatisfy({ $0.status == .notGradable }) {
      result.status = .notGradable
      let error = result.cells.first { $0.status != .ok && $0.error != nil }?.error?.message
      result.reason = error ?? result.remarks.first?.message ?? "no check could be judged"
    }
    return result
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
      result.error?.message = Self.capped(error.message, at: Self.longestMessage)
    }
    return result
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
