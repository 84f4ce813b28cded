import Notebooks

/// What a student is told about the marks of a submission.
///
/// It holds nothing that the student may not see; whoever makes one takes that out before.
public struct FeedbackContent: Sendable {
  /// Something remarkable about the file that was handed in.
  public struct Remark: Sendable, Equatable {
    /// The id that it is about.
    public var id: String
    /// What was found.
    public var message: String

    /// Makes a remark.
    public init(id: String, message: String) {
      self.id = id
      self.message = message
    }
  }

  /// What rules of the course make of the score.
  public struct Deduction: Sendable, Equatable {
    /// The points that are taken off.
    public var penalty: Double
    /// The points that count.
    public var final: Double
    /// Why, in words.
    public var reason: String?

    /// Makes a deduction.
    public init(penalty: Double, final: Double, reason: String?) {
      self.penalty = penalty
      self.final = final
      self.reason = reason
    }
  }

  /// What a person said about an answer.
  public struct Comment: Sendable, Equatable {
    /// The id of the answer.
    public var id: String
    /// The words.
    public var text: String

    /// Makes a comment.
    public init(id: String, text: String) {
      self.id = id
      self.text = text
    }
  }

  /// Who handed it in.
  public var student: String
  /// When it was handed in, in words.
  public var submitted: String?
  /// The practical with the student's answers in it; its lines are those of the student's file. A hidden
  /// check is a cell without code.
  public var practical: Practical
  /// What it came to.
  public var result: RunResult
  /// Why there are no marks, where there are none.
  public var reason: String?
  /// What rules of the course make of the score, where there are any.
  public var deduction: Deduction?
  /// What the student is told about the group, a sentence each.
  public var group: [String] = []
  /// Whether the code ran in a sandbox.
  public var isSandboxed: Bool
  /// What is remarkable about the file.
  public var remarks: [Remark]
  /// What people said about answers.
  public var comments: [Comment]

  /// Makes feedback without deductions, remarks and comments.
  public init(student: String, practical: Practical, result: RunResult, isSandboxed: Bool) {
    self.student = student
    self.practical = practical
    self.result = result
    self.isSandboxed = isSandboxed
    remarks = []
    comments = []
  }
}
