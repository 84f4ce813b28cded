import Foundation
import Notebooks

/// The wrong answers that are declared for a practical.
enum WrongAnswerFolder {
  /// Reads the wrong answers to a practical: the Markdown files in `wrong-answers/SLUG` beside it.
  ///
  /// - Parameter author: the author's version.
  /// - Returns: the answers, in the order of their names; none where there is no such folder.
  /// - Throws: what is wrong with a file, and where.
  static func answers(to author: Practical) throws -> [WrongAnswer] {
    let folder =
      URL(fileURLWithPath: author.source.path).deletingLastPathComponent().relativePath
      + "/wrong-answers/\(author.slug)"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return try names.filter { $0.hasSuffix(".md") }.sorted().map {
      try WrongAnswerParser.read(path: "\(folder)/\($0)")
    }
  }

  /// In what a wrong answer came out otherwise than declared.
  static func findings(_ result: RunResult, of answer: WrongAnswer) -> [LintFinding] {
    let checks = result.checks.filter { $0.exercise == answer.exercise }
    let score = checks.map(\.score).reduce(0, +)
    var findings: [LintFinding] = []
    if abs(score - answer.score) > 0.005 {
      findings.append(
        LintFinding(
          .error, line: 1,
          "\"\(answer.title)\" gets \(LintText.points(score)) points, not the declared "
            + LintText.points(answer.score),
          help: "mend the checks of `\(answer.exercise)`, or declare `score: "
            + "\(LintText.points(score))`"))
    }
    let words = checks.filter { $0.status != .passed }.map { "\($0.name): \($0.message)" }
    if !words.contains(where: { $0.contains(answer.says) }) {
      findings.append(
        LintFinding(
          .error, line: 1, "no check that fails says \"\(answer.says)\"",
          help: words.isEmpty
            ? "no check fails" : "they say: " + words.prefix(3).joined(separator: "; ")))
    }
    return findings
  }
}
