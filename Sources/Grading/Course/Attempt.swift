import Foundation

/// One thing that a student handed in, marked.
public struct Attempt: Sendable, Equatable {
  /// How the marking ended, as in `grades.csv`.
  public enum Status: String, Sendable, Equatable, Codable {
    /// There are marks.
    case graded
    /// Nothing of it could be marked.
    case notGradable
    /// The grader failed.
    case graderError
    /// Nothing was handed in.
    case missing
  }

  /// What tells it apart from the student's others.
  public var id: String
  /// Who handed it in.
  public var student: String
  /// When; nil where nobody knows, which is in time.
  public var submitted: Date?
  /// How the marking ended.
  public var status: Status
  /// The points reached.
  public var score: Double
  /// The points that could be reached.
  public var maxScore: Double
  /// Its place among those of the same time.
  public var number = 1
  /// Who else has worked on it, as it says itself.
  public var members: [String] = []

  /// Makes an attempt.
  public init(
    id: String, student: String, submitted: Date?, status: Status, score: Double, maxScore: Double
  ) {
    self.id = id
    self.student = student
    self.submitted = submitted
    self.status = status
    self.score = score
    self.maxScore = maxScore
  }

  /// How many whole seconds after a deadline it came; negative before it.
  ///
  /// Parts of a second do not count, because nothing that a person sees of the time shows them.
  public func seconds(after deadline: Date) -> Int {
    guard let submitted else { return 0 }
    return Int(submitted.timeIntervalSince1970.rounded(.down))
      - Int(deadline.timeIntervalSince1970.rounded(.down))
  }
}

/// All that was handed in for one practical.
public struct PracticalAttempts: Sendable, Equatable {
  /// The practical's slug.
  public var slug: String
  /// The points that could be reached.
  public var maxScore: Double
  /// What was handed in, in any order.
  public var attempts: [Attempt]

  /// Gathers what was handed in.
  public init(slug: String, maxScore: Double, attempts: [Attempt]) {
    self.slug = slug
    self.maxScore = maxScore
    self.attempts = attempts
  }
}

/// Where a student stands with one practical: a line of `grades.csv`.
public struct Standing: Sendable, Equatable {
  /// The student.
  public var student: String
  /// The practical's slug.
  public var practical: String
  /// What counts of that which the student, or the group, handed in.
  public var attempt: Attempt?
  /// When it had to be handed in.
  public var deadline: Date?
  /// How many seconds after the deadline it came; 0 in time.
  public var late = 0
  /// Whether it came too late to be taken.
  public var isRefused = false
  /// The days that it used of the student's bank.
  public var daysUsed = 0
  /// The points before the penalty; nil when the grader failed.
  public var score: Double?
  /// The points that could be reached.
  public var maxScore: Double
  /// The points that lateness cost.
  public var penalty: Double = 0
  /// The points that count; nil when the grader failed.
  public var final: Double?
  /// How the marking ended.
  public var status: Attempt.Status
  /// All who are in a group with the student, the student among them; empty where nobody is.
  public var group: [String] = []
  /// What the student is told about the group.
  public var groupRemarks: [String] = []
}

extension Standing {
  /// What lateness means for this student, in words.
  ///
  /// - Parameter policy: what lateness costs.
  /// - Returns: a sentence without its full stop; nil in time.
  public func lateness(_ policy: LatePolicy?) -> String? {
    guard late > 0 else { return nil }
    let words = policy.map { ": \($0.words)" } ?? ""
    let outcome =
      isRefused ? "is too late" : "costs \(CourseNumber.short(penalty)) points"
    return "Handed in \(CourseTime.words(late)) late, which \(outcome)\(words)"
  }
}
