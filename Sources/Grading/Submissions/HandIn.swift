import ArchiveFiles
import Foundation
import Notebooks

/// What a student hands in: the practical, the pictures that it refers to, and who made it.
public struct HandIn: Sendable {
  /// The practical as the student has it.
  public let practical: Practical
  /// The exercises that still say `todo`.
  public let unimplemented: [Cell]
  /// The quizzes without a tick.
  public let unticked: [Quiz]
  /// The answers without text.
  public let unanswered: [FreeAnswer]
  /// The other files: pictures that the text or an answered cell names.
  public let files: [ArchivedFile]
  /// Files that are named and left out, with the reason.
  public let leftOut: [String]

  /// The Markdown file, byte for byte.
  private let markdown: [UInt8]

  /// Gathers what is to be handed in.
  ///
  /// - Parameter practical: the practical, read from its file.
  /// - Throws: `UsageError` when the file cannot be read again.
  public init(_ practical: Practical) throws {
    self.practical = practical
    guard let data = FileManager.default.contents(atPath: practical.source.path) else {
      throw UsageError("\(practical.source.path) cannot be read any more", help: "try again")
    }
    markdown = Array(data)
    unimplemented = practical.cells.filter { $0.kind == .exercise && $0.todoLine != nil }
    unticked = practical.quizzes.filter { quiz in !quiz.choices.contains(where: \.isTicked) }
    unanswered = practical.answers.filter { $0.text.allSatisfy(\.isWhitespace) }
    var pictures = HandInPictures(beside: practical.source.path)
    for name in HandInPictures.names(in: practical) { pictures.add(name) }
    files = pictures.files
    leftOut = pictures.leftOut
  }

  /// The name of the Markdown file in the archive.
  public var markdownName: String { practical.slug + ".md" }

  /// The name of the archive.
  ///
  /// - Parameter student: who hands it in.
  /// - Returns: the name: `SLUG-STUDENT.zip`.
  public func archiveName(of student: String) -> String {
    "\(practical.slug)-\(StudentName.filePart(student)).zip"
  }

  /// The manifest and the archive's files.
  ///
  /// - Parameters:
  ///   - student: who hands it in.
  ///   - with: who else has worked on it.
  ///   - time: when.
  ///   - tool: the version of the program.
  ///   - checks: what the visible checks gave, where they were run.
  /// - Returns: the manifest, and all files with it as the first.
  /// - Throws: when the manifest cannot be written as JSON.
  public func contents(
    student: String, with: [String], time: Date, tool: String, checks: Manifest.Checks?
  ) throws -> (manifest: Manifest, files: [ArchivedFile]) {
    let modified = Int(time.timeIntervalSince1970)
    var all = [ArchivedFile(path: markdownName, bytes: markdown, modified: modified)]
    all += files.map { ArchivedFile(path: $0.path, bytes: $0.bytes, modified: modified) }
    let manifest = Manifest(
      practical: practical, student: student, with: with, time: time, tool: tool, checks: checks,
      files: all.map { Manifest.File(path: $0.path, contents: $0.bytes) })
    let first = ArchivedFile(
      path: Manifest.fileName, bytes: try manifest.json(), modified: modified)
    return (manifest, [first] + all)
  }
}
