import Foundation
import Notebooks

/// What all submissions of one practical are marked against.
public struct GradingContext: Sendable {
  /// The author's version.
  public var author: Practical
  /// The students' copy of it, for what somebody did not hand in.
  public var starter: Practical
  /// What the random inputs of hidden checks start from.
  public var gradingSeed: UInt64
  /// The sandbox, or nil where the instructor goes without.
  public var confinement: Confinement?
  /// What the author's solution gave.
  public var key = AnswerKey(entries: [])
  /// The author's checks with their points.
  public var reference: [CheckResult] = []
  /// The most seconds that compiling and running one submission may take, as the instructor wants it.
  public var wantedTimeLimit: Double?
  /// The seconds that the author's version took.
  private var authorSeconds = 0.0
  /// The folder that is kept between the submissions: what was compiled.
  public var cache: String
  /// The folder of the data sets.
  public var datasets: String

  /// Prepares to mark.
  ///
  /// - Parameters:
  ///   - author: the author's version.
  ///   - gradingSeed: what the random inputs of hidden checks start from.
  ///   - confinement: the sandbox, or nil to go without.
  ///   - cache: the folder that is kept between the submissions.
  ///   - datasets: the folder of the data sets.
  /// - Throws: why the students' copy is no practical.
  public init(
    author: Practical, gradingSeed: UInt64, confinement: Confinement?, cache: String,
    datasets: String
  ) throws {
    self.author = author
    starter = try PracticalParser.parse(
      SourceFile(path: author.source.path, text: StudentCopy(of: author).text), slug: author.slug)
    self.gradingSeed = gradingSeed
    self.confinement = confinement
    self.cache = cache
    self.datasets = datasets
  }

  /// The most seconds that compiling and running one submission may take: twenty times what the author's
  /// version took, and at least five minutes, where the instructor does not say.
  public var timeLimit: Double { wantedTimeLimit ?? max(300, (20 * authorSeconds).rounded(.up)) }

  /// How practicals run here.
  func options(judging: Judging) -> RunOptions {
    var options = RunOptions(cache: cache, datasets: datasets)
    options.isGrading = true
    options.confinement = confinement
    options.gradingSeed = gradingSeed
    options.judging = judging
    return options
  }

  /// What decides marks beside the submission.
  public func version(_ toolchain: Toolchain) throws -> String {
    let program = try? FileManager.default.attributesOfItem(
      atPath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "")
    let parts: [String] = [
      author.source.text, "\(gradingSeed)", "\(confinement != nil)", try toolchain.identity(),
      wantedTimeLimit.map { "\($0)" } ?? "",
      "\(program?[.size] ?? "") \(program?[.modificationDate] ?? "")",
    ]
    return ContentKey.make(Array(parts.map { "\($0.utf8.count) \($0)" }.joined().utf8))
  }

  /// What is kept of the author's run beside the key.
  private struct Reference: Codable {
    var checks: [CheckResult]
    var seconds: Double
  }

  /// Runs the author's version, and keeps what it gave; or takes what an earlier run has kept.
  ///
  /// - Parameters:
  ///   - toolchain: what to compile and run with.
  ///   - folder: the folder to keep it in, which nobody but the grader reads.
  /// - Throws: `UsageError` when the author's version does not earn full marks, `Interrupted` when the user
  ///   broke off.
  public mutating func recordKey(_ toolchain: Toolchain, in folder: String) throws {
    let version = try version(toolchain)
    let keyPath = "\(folder)/key-\(version.prefix(32)).bin"
    let checksPath = "\(folder)/key-\(version.prefix(32)).json"
    if let bytes = FileManager.default.contents(atPath: keyPath),
      let key = AnswerKey(bytes: Array(bytes)),
      let data = FileManager.default.contents(atPath: checksPath),
      let memory = try? JSONDecoder().decode(Reference.self, from: data)
    {
      self.key = key
      reference = memory.checks
      authorSeconds = memory.seconds
      return
    }
    // An examination may be questions only.
    if author.cells.isEmpty { return }
    let outcome = try PracticalRunner(
      author, options: options(judging: .ownWord), toolchain: toolchain
    ) { _ in }.run()
    if outcome.isInterrupted { throw Interrupted() }
    guard outcome.result.isClean else { throw Self.unclean(outcome.result) }
    key = outcome.key
    reference = outcome.result.checks
    authorSeconds = outcome.result.seconds
    let memory = Reference(checks: reference, seconds: authorSeconds)
    try GradedSubmission.encoder.encode(memory).write(
      to: URL(fileURLWithPath: checksPath), options: .atomic)
    try Data(key.bytes).write(to: URL(fileURLWithPath: keyPath), options: .atomic)
  }

  /// Thrown when the user interrupts.
  public struct Interrupted: Error {}

  private static func unclean(_ result: RunResult) -> UsageError {
    let cell = result.cells.first { $0.status == .failed }
    let check = result.checks.first { $0.status != .passed }
    let words =
      cell.map { "`\($0.id)` fails: \($0.error?.message ?? "")" }
      ?? check.map { "the check \"\($0.name)\" does not pass: \($0.message)" } ?? ""
    return UsageError(
      "the author's version does not earn full marks: \(words)",
      help: "run `practical lint` on it; when it passes there, a cell may need what the sandbox "
        + "does not have")
  }

  /// A sum of points, in which thirds add up to wholes.
  static func sum(_ points: [Double]) -> Double { (points.reduce(0, +) * 1e6).rounded() / 1e6 }
}
