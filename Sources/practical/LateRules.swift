import Foundation
import Grading
import Notebooks

/// What a grading was told of the deadline, instead of what the course says.
///
/// It is kept beside the marks, so that pages that are written again later say the same.
struct LateRules: Codable, Equatable {
  /// The deadline, in the words of `--due`.
  var due: String?
  /// The late policy, in the words of `--policy`.
  var policy: String?

  /// The rules of a course with these for a practical.
  ///
  /// - Parameters:
  ///   - slug: the practical.
  ///   - rules: the rules of the course; nil where there are none.
  /// - Returns: the rules.
  /// - Throws: `UsageError` when the words mean nothing.
  func applied(to slug: String, of rules: CourseRules?) throws -> CourseRules? {
    guard due != nil || policy != nil else { return rules }
    var rules = rules ?? CourseRules()
    var own = rules.rules(for: slug)
    if let due {
      do {
        own.due = try CourseTime.date(due, in: rules.zone)
      } catch {
        throw UsageError(
          "--due \(due) is no point in time, or not one alone", help: CourseTime.forms)
      }
    }
    if let policy {
      do {
        own.late = try LatePolicy(policy)
      } catch {
        throw UsageError("--policy: \(error.message)", help: LatePolicy.forms)
      }
      guard own.due != nil else {
        throw UsageError(
          "--policy means nothing without a deadline",
          help: "give one with --due, or in \(CourseFile.fileName)")
      }
    }
    rules.practicals.removeAll { $0.isFor(slug) }
    rules.practicals.append(own)
    return rules
  }

  /// What the last grading of a practical was told.
  init(keptIn marks: MarksFolder, of slug: String) {
    let data = FileManager.default.contents(atPath: Self.path(in: marks, of: slug))
    if let kept = data.flatMap({ try? JSONDecoder().decode(LateRules.self, from: $0) }) {
      self = kept
    }
  }

  /// What a grading is told.
  init(due: String? = nil, policy: String? = nil) {
    self.due = due
    self.policy = policy
  }

  /// Keeps it for the pages that are written later.
  func keep(in marks: MarksFolder, of slug: String) throws {
    try JSONEncoder().encode(self).write(
      to: URL(fileURLWithPath: Self.path(in: marks, of: slug)), options: .atomic)
  }

  private static func path(in marks: MarksFolder, of slug: String) -> String {
    "\(marks.grader)/\(slug)-late.json"
  }
}
