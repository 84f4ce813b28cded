import Foundation

/// The rules of a course, as `course.yaml` gives them.
public struct CourseRules: Sendable, Equatable {
  /// Which of several submissions counts.
  public enum Counting: String, Sendable, Equatable, CaseIterable {
    /// The one with the best score after its penalty.
    case best
    /// The last that is not too late.
    case last
  }

  /// What is particular to a practical.
  public struct PracticalRules: Sendable, Equatable {
    /// The practical, as the file names it: a number or a slug.
    public var name: String
    /// The deadline.
    public var due: Date?
    /// The points that full marks are worth in the course, where they differ from the practical's own.
    public var points: Double?
    /// The late policy, where it differs from the course's.
    public var late: LatePolicy?
    /// Which submission counts, where it differs from the course's.
    public var counts: Counting?
    /// The most members of a group that students form, where it differs from the course's.
    public var groupSize: Int?

    /// Makes rules with the course's defaults.
    public init(name: String, due: Date? = nil, points: Double? = nil) {
      self.name = name
      self.due = due
      self.points = points
    }

    /// Whether these are the rules of a practical.
    public func isFor(_ slug: String) -> Bool { CourseRules.isName(name, of: slug) }
  }

  /// More time for one student.
  public struct Extension: Sendable, Equatable {
    /// How much more.
    public enum Length: Sendable, Equatable {
      /// A deadline of one's own.
      case until(Date)
      /// So many seconds after everybody's.
      case seconds(Int)
    }
    /// The student.
    public var student: String
    /// The practical, or nil for all.
    public var practical: String?
    /// How much more.
    public var length: Length

    /// Gives more time.
    public init(student: String, practical: String? = nil, length: Length) {
      self.student = student
      self.practical = practical
      self.length = length
    }
  }

  /// Students who hand in together.
  public struct Group: Sendable, Equatable {
    /// The practical, or nil for all.
    public var practical: String?
    /// The students.
    public var members: [String]

    /// Makes a group.
    public init(practical: String? = nil, members: [String]) {
      self.practical = practical
      self.members = members
    }
  }

  /// Something else that is graded.
  public struct Exam: Sendable, Equatable {
    /// Where its scores come from.
    public enum Source: Sendable, Equatable {
      /// A CSV file, by its path.
      case scores(String)
      /// A practical of quizzes and answers, by number or slug.
      case practical(String)
    }
    /// The name, such as `midterm`.
    public var name: String
    /// Where the scores come from.
    public var source: Source
    /// The points that can be reached, where the file does not say.
    public var points: Double?

    /// Makes an exam.
    public init(name: String, source: Source, points: Double? = nil) {
      self.name = name
      self.source = source
      self.points = points
    }
  }

  /// A part of the grade with its weight.
  public struct Weight: Sendable, Equatable {
    /// `practicals`, or the name of an exam.
    public var name: String
    /// The weight.
    public var weight: Double

    /// Weighs a part.
    public init(_ name: String, _ weight: Double) {
      self.name = name
      self.weight = weight
    }
  }

  /// The name of the course.
  public var title = ""
  /// The zone of times without an offset.
  public var zone = TimeZone.gmt
  /// The practicals that the file names.
  public var practicals: [PracticalRules] = []
  /// Who has more time.
  public var extensions: [Extension] = []
  /// Who hands in together.
  public var groups: [Group] = []
  /// The most members of a group that students form themselves; 1 where they may not.
  public var groupSize = 1
  /// The ids of those who are in the course, where a roster says; nobody else can be named as a member.
  public var enrolled: Set<String>?
  /// What handing in late costs.
  public var late = LatePolicy.lectures
  /// Which submission counts.
  public var counts = Counting.best
  /// The parts of the grade; the practicals alone unless the file says otherwise.
  public var weights: [Weight] = [Weight("practicals", 1)]
  /// What is graded beside the practicals.
  public var exams: [Exam] = []
  /// The path of the roster, if the file names one.
  public var roster: String?
  /// The path of the gradebook, if the file names one.
  public var gradebook: String?

  /// What holds where a course has no rules: no deadlines, and the last submission counts.
  public static var withoutRules: CourseRules {
    var rules = CourseRules()
    rules.counts = .last
    return rules
  }

  /// Makes the rules of a course whose file says nothing.
  public init() {}

  /// What the file says of a practical.
  public func rules(for slug: String) -> PracticalRules {
    practicals.first { $0.isFor(slug) } ?? PracticalRules(name: slug)
  }

  /// The late policy of a practical.
  public func policy(for slug: String) -> LatePolicy { rules(for: slug).late ?? late }

  /// When a student must hand in; nil when there is no deadline.
  ///
  /// Members of a group have the latest of their deadlines.
  public func deadline(of student: String, for slug: String) -> Date? {
    guard let due = rules(for: slug).due else { return nil }
    let members = group(of: student, for: slug)
    return extensions.reduce(due) { latest, extra in
      guard members.contains(extra.student),
        extra.practical.map({ Self.isName($0, of: slug) }) ?? true
      else { return latest }
      switch extra.length {
      case .until(let date): return max(latest, date)
      case .seconds(let seconds): return max(latest, due.addingTimeInterval(Double(seconds)))
      }
    }
  }

  /// The most members of a group that students form for a practical.
  public func groupSize(for slug: String) -> Int { rules(for: slug).groupSize ?? groupSize }

  /// The groups that hold for a practical: a student's own for it, else that for all practicals.
  func groups(for slug: String) -> [[String]] {
    var found: [[String]] = []
    for student in groups.flatMap(\.members) {
      let group = group(of: student, for: slug)
      if !found.contains(group) { found.append(group) }
    }
    return found
  }

  /// Those with whom the course lets a student hand in, the student among them.
  public func group(of student: String, for slug: String) -> [String] {
    let own = groups.filter { $0.members.contains(student) }
    let group =
      own.first { $0.practical.map { Self.isName($0, of: slug) } ?? false }
      ?? own.first { $0.practical == nil }
    return group?.members ?? [student]
  }

  /// Whether a practical is an exam, and so not among the practicals.
  public func isExam(_ slug: String) -> Bool {
    exams.contains { exam in
      if case .practical(let name) = exam.source { Self.isName(name, of: slug) } else { false }
    }
  }

  /// Whether a name, a number or a slug, is that of a practical.
  static func isName(_ name: String, of slug: String) -> Bool {
    if name == slug { return true }
    guard let number = Int(name) else { return false }
    return Int(slug.prefix { $0.isASCII && $0.isNumber }) == number
  }
}
