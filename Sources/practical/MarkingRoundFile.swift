import Foundation
import Grading
import Notebooks

/// Gathers the answers that are marked by hand from a folder of marks.
enum MarkingRoundFile {
  /// What is read of a student's `result.json`.
  private struct Result: Decodable {
    struct Work: Decodable { var answers: [String: String] }
    var student: String
    var practical: String
    var work: Work?
  }

  /// The answers of a class.
  ///
  /// - Parameters:
  ///   - author: the author's version.
  ///   - folder: the folder that `practical grade` wrote to.
  /// - Returns: the answers.
  /// - Throws: `UsageError` when there are none.
  static func read(_ author: Practical, marks folder: String) throws -> MarkingRound {
    var answers: [String: [String: String]] = [:]
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() where !name.hasPrefix(".") {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)/result.json"),
        let result = try? JSONDecoder().decode(Result.self, from: data),
        result.practical == author.slug, let work = result.work
      else { continue }
      answers[result.student] = work.answers
    }
    guard !answers.isEmpty else {
      throw UsageError(
        "there are no marks of `\(author.slug)` in `\(folder)`",
        help: "run `practical grade` first, and name its --out folder with --marks")
    }
    return MarkingRound(author: author, answers: answers, secret: try secret(in: folder))
  }

  /// What the order of the answers is made from: drawn once for a folder of marks.
  private static func secret(in folder: String) throws -> String {
    let path = "\(folder)/.grading/marking-order"
    if let data = FileManager.default.contents(atPath: path), data.count >= 16 {
      return String(decoding: data, as: UTF8.self)
    }
    var generator = SystemRandomNumberGenerator()
    let secret = (0..<4).map { _ in String(generator.next(), radix: 36) }.joined()
    do {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/.grading", withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      try Data(secret.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw UsageError(
        "`\(path)` cannot be written: \(OutputFolder.reason(for: error))",
        help: "make the folder of marks writable")
    }
    return secret
  }
}
