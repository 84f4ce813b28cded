import Foundation
import Notebooks

/// One time that one student handed something in.
public struct Submission: Sendable, Equatable, Codable {
  /// Who handed it in, as the name of the file or folder, or the learning platform, says.
  public var student: String
  /// The number by which the learning platform knows the student, where it tells.
  public var identifier: String?
  /// The name of what was handed in, below the folder of submissions; nil where nothing was.
  public var name: String?
  /// The Markdown; nil where there is none that could be read.
  public var markdown: [UInt8]?
  /// What stands in the way of reading it; nil where nothing was handed in either.
  public var problem: String?
  /// When it was handed in.
  public var submitted: Date?
  /// Whether the learning platform says that it came late.
  public var isMarkedLate = false
  /// 1 for the student's first submission, 2 for the next, in the order of their times.
  public var attempt = 1
  /// How many submissions of this student there are.
  public var attemptCount = 1
  /// Who else has worked on it, as the learning platform or the archive says.
  public var members: [String] = []
  /// What is remarkable about how it was handed in.
  public var remarks: [String] = []

  /// Makes a submission.
  ///
  /// - Parameters:
  ///   - student: who handed it in.
  ///   - name: the name of what was handed in.
  ///   - markdown: the Markdown.
  ///   - problem: what stands in the way of reading it.
  ///   - submitted: when it was handed in.
  public init(
    student: String, name: String? = nil, markdown: [UInt8]? = nil, problem: String? = nil,
    submitted: Date? = nil
  ) {
    self.student = student
    self.name = name
    self.markdown = markdown
    self.problem = problem
    self.submitted = submitted
  }

  // The Markdown is kept in a file of its own.
  private enum CodingKeys: String, CodingKey {
    case student, identifier, name, problem, submitted, isMarkedLate, attempt, attemptCount
    case members, remarks
  }

  /// The most bytes of Markdown that are read.
  public static let maximumSize = 4_000_000

  /// The names of what lies beside the students' folders.
  private static let takenNames: Set<String> = [
    "class.html", "grades.csv", "gradebook.sqlite", "gradebook.sqlite-journal",
  ]

  /// A name for the student's folder among the marks: the student's, with what could mean more than a name
  /// spelled out.
  public var folderName: String {
    var name = ""
    for character in student {
      let isPlain = character.isLetter || character.isNumber || "-_+@ ".contains(character)
      let isInnerDot = character == "." && !name.isEmpty
      if isPlain || isInnerDot {
        name.append(character)
      } else {
        for byte in String(character).utf8 { name += "%" + String(byte, radix: 16) }
      }
    }
    if Self.takenNames.contains(name) { name = name.replacing(".", with: "%2e") }
    guard name.utf8.count > 120 else { return name.isEmpty ? "%" : name }
    return name.prefix(60) + "%" + ContentKey.make(Array(student.utf8)).prefix(16)
  }
}
