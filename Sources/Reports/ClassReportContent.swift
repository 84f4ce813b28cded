import Grading
import Notebooks

/// What an instructor wants to know about the marks of a class.
public struct ClassReportContent: Sendable {
  /// One student.
  public struct Member: Sendable, Equatable {
    /// How the marking ended.
    public enum Status: String, Sendable, Equatable, CaseIterable {
      /// There are marks.
      case graded
      /// Nothing of what was handed in could be marked.
      case notGradable
      /// The grader failed.
      case graderError
      /// Nothing was handed in.
      case missing
    }

    /// The name.
    public var student: String
    /// The folder of the student's marks, relative to the report; nil where there is none.
    public var folder: String?
    /// How the marking ended.
    public var status: Status
    /// Why there are no marks, where there are none.
    public var reason: String?
    /// When it was handed in, in words.
    public var submitted: String?
    /// The points.
    public var score: Double
    /// The points that are taken off.
    public var penalty: Double
    /// The points that count.
    public var final: Double
    /// The member of the student's group whose submission counts, where that is another.
    public var through: String?
    /// The seconds that compiling and running took.
    public var seconds: Double
    /// The checks.
    public var checks: [CheckResult]
    /// How many remarks there are about the file.
    public var remarkCount: Int

    /// Makes a student without marks.
    public init(student: String, status: Status) {
      self.student = student
      self.status = status
      score = 0
      penalty = 0
      final = 0
      seconds = 0
      checks = []
      remarkCount = 0
    }
  }

  /// The practical's title.
  public var title: String
  /// When the report was made, in words.
  public var date: String?
  /// The points that can be reached.
  public var maxScore: Double
  /// The students, in the order of their names.
  public var members: [Member]
  /// The distribution of the scores, drawn.
  public var histogram: PlotFile?
  /// Students whose code is alike.
  public var pairs: [SimilarPair]
  /// How many students' code was compared.
  public var comparedCount: Int
  /// Whether all code ran in a sandbox.
  public var isSandboxed: Bool

  /// Makes content without pairs and pictures.
  public init(title: String, maxScore: Double, members: [Member], isSandboxed: Bool) {
    self.title = title
    self.maxScore = maxScore
    self.members = members
    self.isSandboxed = isSandboxed
    pairs = []
    comparedCount = 0
  }

  /// Those whose marks count in statistics: what was handed in, whether it could be marked or not.
  var counted: [Member] { members.filter { $0.status == .graded || $0.status == .notGradable } }
}
