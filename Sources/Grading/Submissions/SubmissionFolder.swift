import Foundation
import Notebooks

/// What one student handed in, as it lies in the folder of submissions.
public struct Submission: Sendable, Equatable {
  /// Who handed it in, as the name of the file or folder says.
  public var student: String
  /// The Markdown file, where there is one that can be read.
  public var path: String?
  /// What stands in the way of reading it; nil where nothing was handed in either.
  public var problem: String?
  /// When it was last changed.
  public var submitted: Date?

  /// Makes a submission.
  public init(
    student: String, path: String? = nil, problem: String? = nil, submitted: Date? = nil
  ) {
    self.student = student
    self.path = path
    self.problem = problem
    self.submitted = submitted
  }

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
    guard name.utf8.count > 120 else { return name.isEmpty ? "%" : name }
    return name.prefix(60) + "%" + ContentKey.make(Array(student.utf8)).prefix(16)
  }
}

/// A folder with the submissions of a class: `STUDENT.md` and `STUDENT/NAME.md`.
public enum SubmissionFolder {
  /// Finds the submissions; nothing in the folder is opened, and no link is followed.
  ///
  /// - Parameters:
  ///   - path: the path of the folder.
  ///   - slug: the slug of the practical, which says which of several files in a student's folder counts.
  ///   - excluded: the path of a folder that is none of a student's, such as that of the marks.
  /// - Returns: one submission for each student, in the order of their names.
  /// - Throws: `UsageError` when the folder cannot be read.
  public static func submissions(
    in path: String, slug: String, except excluded: String
  ) throws -> [Submission] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw UsageError(
        "the folder `\(path)` with the submissions cannot be read", help: "check its path")
    }
    let marks = URL(fileURLWithPath: excluded).standardizedFileURL.path
    var found: [String: Submission] = [:]
    for name in names.sorted() where !name.hasPrefix(".") {
      let place = "\(path)/\(name)"
      if URL(fileURLWithPath: place).standardizedFileURL.path == marks { continue }
      guard let submission = submission(named: name, at: place, slug: slug) else { continue }
      let other = found[submission.student]
      // Handed in as a file and as a folder: the later one counts.
      if let other, other.path != nil,
        submission.path == nil
          || other.submitted ?? .distantPast > submission.submitted ?? .distantPast
      {
        continue
      }
      found[submission.student] = submission
    }
    return found.values.sorted { $0.student < $1.student }
  }

  private static func submission(named name: String, at place: String, slug: String) -> Submission?
  {
    let isMarkdown = name.hasSuffix(".md") && name.count > 3
    let student = isMarkdown ? String(name.dropLast(3)) : name
    switch kind(of: place) {
    case .file:
      return isMarkdown ? file(at: place, of: student) : nil
    case .folder: return folder(at: place, of: name, slug: slug)
    case .link:
      return Submission(
        student: student, problem: "what was handed in is a symbolic link, which is not followed")
    case .other:
      return isMarkdown
        ? Submission(student: student, problem: "what was handed in is no regular file") : nil
    }
  }

  private static func folder(at place: String, of student: String, slug: String) -> Submission {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    let files = names.sorted().filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") }
    let regular = files.filter { kind(of: "\(place)/\($0)") == .file }
    if let name = regular.first(where: { $0 == "\(slug).md" })
      ?? (regular.count == 1 ? regular.first : nil)
    {
      return file(at: "\(place)/\(name)", of: student)
    }
    if regular.count > 1 {
      return Submission(
        student: student,
        problem: "there are \(regular.count) Markdown files, and none is named \(slug).md")
    }
    if !files.isEmpty {
      return Submission(
        student: student, problem: "\(files[0]) is no regular file; links are not followed")
    }
    return Submission(student: student)
  }

  private static func file(at place: String, of student: String) -> Submission {
    let attributes = try? FileManager.default.attributesOfItem(atPath: place)
    return Submission(
      student: student, path: place, submitted: attributes?[.modificationDate] as? Date)
  }

  private enum Kind { case file, folder, link, other }

  private static func kind(of path: String) -> Kind {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return switch attributes?[.type] as? FileAttributeType {
    case .typeRegular: .file
    case .typeDirectory: .folder
    case .typeSymbolicLink: .link
    default: .other
    }
  }
}
