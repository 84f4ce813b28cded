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

  /// The folder of one student.
  public func folder(of submission: Submission) -> String { "\(path)/\(submission.folderName)" }

  /// The marks that an earlier run has left for a submission, if they are still right.
  public func kept(_ submission: Submission, fingerprint: String) -> GradedSubmission? {
    let place = folder(of: submission) + "/" + GradedSubmission.fileName
    guard let graded = GradedSubmission.read(from: place), graded.fingerprint == fingerprint,
      graded.status != .graderError
    else { return nil }
    return graded
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
