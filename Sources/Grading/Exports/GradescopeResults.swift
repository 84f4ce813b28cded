import Foundation
import Notebooks

/// `results.json`, as Gradescope's autograders write it.
public struct GradescopeResults: Sendable, Equatable, Encodable {
  /// One test.
  public struct Test: Sendable, Equatable, Encodable {
    var score: Double
    var maxScore: Double
    var status: String
    var name: String
    var number: String
    var output: String
    var outputFormat = "text"
    var nameFormat = "text"
    var tags: [String]
    var visibility = "visible"

    private enum CodingKeys: String, CodingKey {
      case score
      case maxScore = "max_score"
      case status, name, number, output
      case outputFormat = "output_format"
      case nameFormat = "name_format"
      case tags, visibility
    }
  }

  var score: Double
  var executionTime: Double
  var output: String
  var outputFormat = "text"
  var visibility = "visible"
  // What a student's code printed could hold anything; it is in the feedback, escaped.
  var stdoutVisibility = "hidden"
  var tests: [Test]

  private enum CodingKeys: String, CodingKey {
    case score
    case executionTime = "execution_time"
    case output
    case outputFormat = "output_format"
    case visibility
    case stdoutVisibility = "stdout_visibility"
    case tests
  }

  /// The name of the file.
  public static let fileName = "results.json"

  /// The most bytes of one text.
  private static let longestText = 4000

  /// Makes what a student sees of marks. Of a hidden check that is its name and its points.
  ///
  /// - Parameters:
  ///   - score: the points that count.
  ///   - seconds: how long marking took.
  ///   - lines: what the feedback says of the submission as such.
  ///   - checks: the checks.
  public init(score: Double, seconds: Double, lines: [String], checks: [CheckResult]) {
    self.score = CourseNumber.rounded(score)
    executionTime = (seconds * 100).rounded() / 100
    output = lines.map(Self.plain).joined(separator: "\n")
    var exercises: [String] = []
    var counts: [String: Int] = [:]
    tests = checks.map { check in
      if !exercises.contains(check.exercise) { exercises.append(check.exercise) }
      counts[check.exercise, default: 0] += 1
      let exercise = (exercises.firstIndex(of: check.exercise) ?? 0) + 1
      let reason = check.status == .notGradable ? "not gradable: " : ""
      return Test(
        score: CourseNumber.rounded(check.score), maxScore: CourseNumber.rounded(check.maxScore),
        status: check.status == .passed ? "passed" : "failed", name: Self.plain(check.name),
        number: "\(exercise).\(counts[check.exercise] ?? 0)",
        output: check.hidden || check.message.isEmpty ? "" : Self.plain(reason + check.message),
        tags: [check.exercise])
    }
  }

  /// The bytes of the file.
  ///
  /// - Returns: the text in UTF-8.
  /// - Throws: when a number is none.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }

  /// A text without control characters, and not too long.
  private static func plain(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
      let isControl = scalar.value < 32 && scalar != "\n" || (127..<160).contains(scalar.value)
      return isControl ? "\u{FFFD}" : scalar
    }
    let shown = String(String.UnicodeScalarView(scalars))
    guard shown.utf8.count > longestText else { return shown }
    return String(decoding: shown.utf8.prefix(longestText), as: UTF8.self) + "…"
  }
}
