import Foundation
import Grading
import Notebooks

/// Marks all submissions, in programs beside this one, and tells how far it is.
final class ClassGrading {
  private let context: GradingContext
  private let marks: MarksFolder
  private let submissions: [Submission]
  private let grader: SubmissionGrader
  private let jobs: Int
  private let keep: (GradedSubmission, Submission) -> Void
  private let style = TerminalStyle.detect()
  private var results: [GradedSubmission?]
  /// Those that failed on the grader's side once; a second time is final.
  private var failed: Set<Int> = []
  private let start = Date()
  private let program = ProgramStamp()
  private var marked = 0

  /// How many seconds a program that marks may take for a submission beside what the submission may.
  private static let spareTime = 900.0

  init(
    context: GradingContext, marks: MarksFolder, submissions: [Submission], toolchain: Toolchain,
    jobs: Int, keep: @escaping (GradedSubmission, Submission) -> Void
  ) throws {
    self.context = context
    self.marks = marks
    self.submissions = submissions
    self.jobs = jobs
    self.keep = keep
    grader = try SubmissionGrader(context, toolchain: toolchain)
    results = Array(repeating: nil, count: submissions.count)
  }

  /// Marks what is to be marked; nil when the user interrupted.
  func run() throws -> [GradedSubmission]? {
    let prints = submissions.map(grader.fingerprint)
    for (index, submission) in submissions.enumerated() {
      results[index] = marks.kept(submission, fingerprint: prints[index])
      if let kept = results[index] { keep(kept, submission) }
    }
    let before = results.count { $0 != nil }
    if before > 0 { writeError("\(before) of \(submissions.count) were marked before") }
    let count = submissions.count - before
    try markWithoutCode(of: count)
    let left = submissions.indices.filter { results[$0] == nil }
    for index in left { try marks.put(submissions[index], fingerprint: prints[index]) }
    let program =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let command =
      [
        program, "grade-submission", context.author.source.path, "--out", marks.path,
        "--grading-seed", "\(context.gradingSeed)", "--datasets", context.datasets,
      ] + (context.confinement == nil ? ["--no-sandbox"] : [])
      + (context.wantedTimeLimit.map { ["--timeout", "\($0)"] } ?? [])
    let pool = WorkerPool(
      command: command, workers: jobs, seconds: context.timeLimit + Self.spareTime)
    let ran = pool.run(
      left.map { prints[$0] },
      done: { job, ending in
        self.take(left[job], ending, fingerprint: prints[left[job]], of: count)
      })
    if style.isInteractive, !left.isEmpty { StandardOutput.write("\r\u{1B}[K") }
    guard ran else { return nil }
    return results.compactMap { $0 }
  }

  /// Writes the marks of submissions that hold nothing to run.
  private func markWithoutCode(of count: Int) throws {
    for (index, submission) in submissions.enumerated()
    where results[index] == nil && submission.markdown == nil {
      let graded = try grader.grade(submission)
      try marks.write(graded, of: submission, author: context.author)
      results[index] = graded
      keep(graded, submission)
      marked += 1
      tell(index, of: count)
    }
  }

  /// The result that counts for each student, which is put into the student's folder.
  ///
  /// - Parameters:
  ///   - results: all results.
  ///   - isCounting: whether a submission is the one that the course lets count; where it lets none of a
  ///     student's count, the last is taken.
  /// - Returns: one for each student, in the order of the names.
  /// - Throws: what keeps it from being put there.
  func counting(
    _ results: [GradedSubmission], isCounting: (Submission) -> Bool
  ) throws -> [GradedSubmission] {
    var chosen: [String: Int] = [:]
    for (index, submission) in submissions.enumerated() {
      let isLast = submission.attempt == submission.attemptCount
      if isCounting(submission) || isLast && chosen[submission.student] == nil {
        chosen[submission.student] = index
      }
    }
    return try chosen.values.sorted().map { index in
      try marks.publish(submissions[index])
      return results[index]
    }
  }

  /// Makes folders for those who have handed in nothing and are in a group with others, for their feedback.
  func addSilent(_ standings: [Standing]) throws {
    for standing in standings where !standing.group.isEmpty || !standing.groupRemarks.isEmpty {
      let submission = Submission(student: standing.student)
      let folder = marks.folder(of: submission)
      if FileManager.default.fileExists(atPath: "\(folder)/\(GradedSubmission.fileName)") {
        continue
      }
      let graded = try grader.grade(submission)
      try marks.write(graded, of: submission, author: context.author)
    }
  }

  /// Takes in how a worker ended; returns whether it is to try again.
  private func take(
    _ index: Int, _ ending: WorkerPool.Ending, fingerprint: String, of count: Int
  ) -> Bool {
    let submission = submissions[index]
    if ending.status == 0, let graded = marks.kept(submission, fingerprint: fingerprint) {
      results[index] = graded
    } else if failed.insert(index).inserted {
      return true
    } else {
      let failure = GraderFailure(
        status: ending.status, output: ending.output, isReplaced: program.isReplaced,
        seconds: context.timeLimit + Self.spareTime)
      let graded = GradedSubmission(
        submission, status: .graderError, reason: failure.reason, context: context,
        fingerprint: fingerprint)
      try? marks.write(graded, of: submission, author: context.author)
      results[index] = graded
    }
    if let result = results[index] { keep(result, submission) }
    marked += 1
    tell(index, of: count)
    return false
  }

  private func tell(_ index: Int, of count: Int) {
    guard let result = results[index] else { return }
    let points = "\(RunView.points(result.score))/\(RunView.points(result.maxScore))"
    let name = TerminalStyle.harmless(result.student)
    guard style.isInteractive else {
      StandardOutput.writeLine("\(name): \(result.status.rawValue) \(points)")
      return
    }
    let seconds = Date().timeIntervalSince(start) / Double(marked) * Double(count - marked)
    let filled = 24 * marked / max(1, count)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
    StandardOutput.write(
      "\r\u{1B}[K\(bar) \(marked)/\(count) · \(Int(seconds.rounded(.up))) s left · "
        + "\(name.prefix(20)) \(points)")
  }

  /// Says what came of it.
  func summarize(_ results: [GradedSubmission], table: String) {
    func count(_ status: GradedSubmission.Status) -> Int { results.count { $0.status == status } }
    for result in results where result.status == .graderError || result.status == .notGradable {
      let words = TerminalStyle.harmless(result.reason ?? "").prefix(300)
      StandardOutput.writeLine(
        "\(TerminalStyle.harmless(result.student)): \(result.status.rawValue): \(words)")
    }
    let parts = [
      "\(count(.graded)) graded", "\(count(.notGradable)) not gradable",
      "\(count(.missing)) missing", "\(count(.graderError)) grader errors",
    ]
    let seconds = String(format: "%.1f", Date().timeIntervalSince(start))
    StandardOutput.writeLine(
      "\(results.count) submissions: \(parts.joined(separator: ", ")); "
        + "\(marked) marked in \(seconds) s")
    let waiting = results.reduce(0) { $0 + $1.pendingPoints }
    if waiting > 0 {
      let answers = results.reduce(0) { sum, result in
        sum + result.answers.count { $0.status == .pending }
      }
      StandardOutput.writeLine(
        "\(RunView.points(waiting)) points of \(RunView.counted(answers, "answer")) wait for a person"
      )
    }
    StandardOutput.writeLine("wrote \(table)")
  }
}
