import Foundation
import Glibc
import Notebooks

/// The folder that `grade` writes: a folder for each student, the table, and what is kept between runs.
public struct MarksFolder: Sendable {
  /// The path.
  public let path: String
  /// What only the grader reads: the answer key, the grading seed, and what was compiled.
  public var grader: String { path + "/.grading" }
  /// What was compiled.
  public var cache: String { grader + "/cache" }

  /// Takes a folder that exists.
  public init(path: String) {
    self.path = URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// Makes what is in it, and keeps other gradings out until this program ends.
  ///
  /// - Throws: `UsageError` when another grading writes here.
  public func prepare() throws {
    try FileManager.default.createDirectory(
      atPath: cache, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    chmod(grader, 0o700)
    let lock = open(grader + "/lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    // The lock ends with the process, however that ends.
    guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      throw UsageError(
        "another grading is writing to `\(path)`", help: "wait for it, or choose another folder")
    }
    removeLeftovers()
  }

  /// Removes what workers that were killed left in the cache.
  public func removeLeftovers() {
    try? FileManager.default.removeItem(atPath: cache + "/shelf")
    try? FileManager.default.removeItem(atPath: taken)
    for folder in ["units", "interfaces", "parsed"].map({ "\(cache)/\($0)" }) {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for name in names where name.hasPrefix("work-") {
        try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
      }
    }
  }

  /// What a grading run remembers, so that one that was broken off goes on as it began.
  private struct Memory: Codable {
    var author: String
    var gradingSeed: UInt64
  }

  /// The grading seed of the run that this one goes on with, or a new one.
  ///
  /// - Parameters:
  ///   - author: the author's version; another one begins anew.
  ///   - wanted: the seed that the instructor asks for, if any.
  /// - Returns: the seed.
  /// - Throws: when it cannot be kept.
  public func gradingSeed(for author: Practical, wanted: UInt64?) throws -> UInt64 {
    let place = grader + "/\(author.slug).json"
    let version = ContentKey.make(Array(author.source.text.utf8))
    if wanted == nil, let data = FileManager.default.contents(atPath: place),
      let memory = try? JSONDecoder().decode(Memory.self, from: data), memory.author == version
    {
      return memory.gradingSeed
    }
    // Numbers that JSON readers keep exactly.
    let seed = wanted ?? UInt64.random(in: 1..<1 << 53)
    try JSONEncoder().encode(Memory(author: version, gradingSeed: seed)).write(
      to: URL(fileURLWithPath: place), options: .atomic)
    return seed
  }

  /// The folder of the marks of one submission: the student's, or where there are several submissions one
  /// in it for each.
  public func folder(of submission: Submission) -> String {
    "\(path)/\(submission.folderName)"
      + (submission.attemptCount > 1 ? "/attempt-\(submission.attempt)" : "")
  }

  /// The marks that an earlier run has left for a submission, if they are still right; with the time at
  /// which it was handed in as it is known now.
  public func kept(_ submission: Submission, fingerprint: String) -> GradedSubmission? {
    let place = folder(of: submission) + "/" + GradedSubmission.fileName
    guard var graded = GradedSubmission.read(from: place), graded.fingerprint == fingerprint,
      graded.status != .graderError
    else { return nil }
    let submitted = submission.submitted.map(TimeText.text)
    if graded.submitted != submitted {
      graded.submitted = submitted
      guard let json = try? graded.json(),
        (try? json.write(to: URL(fileURLWithPath: place), options: .atomic)) != nil
      else { return nil }
    }
    return graded
  }

  /// The folder of what the programs that mark are to mark.
  private var taken: String { grader + "/submitted" }

  /// Puts a submission where the program that marks it finds it.
  ///
  /// - Parameters:
  ///   - submission: the submission.
  ///   - fingerprint: its fingerprint, by which it is found.
  /// - Throws: when it cannot be written.
  public func put(_ submission: Submission, fingerprint: String) throws {
    try FileManager.default.createDirectory(atPath: taken, withIntermediateDirectories: true)
    if let markdown = submission.markdown {
      try Data(markdown).write(to: URL(fileURLWithPath: "\(taken)/\(fingerprint).md"))
    }
    try JSONEncoder().encode(submission).write(
      to: URL(fileURLWithPath: "\(taken)/\(fingerprint).json"), options: .atomic)
  }

  /// A submission that was put here.
  ///
  /// - Parameter fingerprint: its fingerprint.
  /// - Returns: the submission; nil where there is none.
  public func submission(_ fingerprint: String) -> Submission? {
    guard let data = FileManager.default.contents(atPath: "\(taken)/\(fingerprint).json"),
      var submission = try? JSONDecoder().decode(Submission.self, from: data)
    else { return nil }
    submission.markdown =
      FileManager.default.contents(atPath: "\(taken)/\(fingerprint).md").map { Array($0) }
    return submission
  }

  /// Puts the marks of the submission that counts into the student's folder, where there are several.
  ///
  /// - Parameter submission: the submission that counts.
  /// - Throws: when they cannot be written.
  public func publish(_ submission: Submission) throws {
    guard submission.attemptCount > 1 else { return }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder(of: submission))
    // `result.json` last, because it says that all is there.
    for name in names.sorted(by: { a, _ in a != GradedSubmission.fileName }) {
      let source = "\(folder(of: submission))/\(name)"
      guard let data = FileManager.default.contents(atPath: source) else { continue }
      try data.write(
        to: URL(fileURLWithPath: "\(path)/\(submission.folderName)/\(name)"), options: .atomic)
    }
  }

  /// Writes the marks of one student; `result.json` last, because it says that all is there.
  public func write(_ graded: GradedSubmission, of submission: Submission, author: Practical) throws
  {
    let folder = folder(of: submission)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let feedback = try Feedback(graded, author: author).json()
    try feedback.write(
      to: URL(fileURLWithPath: "\(folder)/\(Feedback.fileName)"), options: .atomic)
    try graded.json().write(
      to: URL(fileURLWithPath: "\(folder)/\(GradedSubmission.fileName)"), options: .atomic)
  }
}
