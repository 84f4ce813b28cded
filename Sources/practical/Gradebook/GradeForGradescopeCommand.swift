import ArgumentParser
import Foundation
import Grading
import Notebooks

/// What `run_autograder` calls: marks the one submission that Gradescope has laid out.
struct GradeForGradescopeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade-for-gradescope",
    abstract: "Mark the submission in Gradescope's folder; started by an autograder.",
    shouldDisplay: false)

  @Argument(help: "The practical.")
  var practical: String

  @Option(help: "Gradescope's folder, with `submission` and `submission_metadata.json` in it.")
  var root = "/autograder"

  @Flag(name: .customLong("no-sandbox"))
  var hasNoSandbox = false

  /// What Gradescope says of a submission, as far as it matters.
  private struct Metadata: Decodable {
    var createdAt: String?

    private enum CodingKeys: String, CodingKey { case createdAt = "created_at" }
  }

  mutating func run() throws {
    let work = FileManager.default.temporaryDirectory.appendingPathComponent(
      "practical-gradescope-\(UUID().uuidString)")
    let student = "\(work.path)/submissions/student"
    try FileManager.default.createDirectory(atPath: student, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: work) }
    try takeOver(to: student, time: time())
    let arguments =
      [practical, "\(work.path)/submissions", "--out", "\(work.path)/marks", "--gradescope"]
      + ["--jobs", "1"] + (hasNoSandbox ? ["--no-sandbox"] : [])
    var command = try GradeCommand.parse(arguments)
    try command.run()
    let results = "\(work.path)/marks/student/\(GradescopeResults.fileName)"
    guard let data = FileManager.default.contents(atPath: results) else {
      throw UsageError("there are no marks", help: "look at what is printed above")
    }
    try OutputFolder.make("\(root)/results", help: "Gradescope makes this folder")
    try OutputFile.write(data, to: "\(root)/results/\(GradescopeResults.fileName)")
  }

  /// When it was handed in.
  private func time() throws -> Date? {
    let path = "\(root)/submission_metadata.json"
    let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
    guard let size else { return nil }
    guard size <= 16 << 20, let data = FileManager.default.contents(atPath: path),
      let metadata = try? JSONDecoder().decode(Metadata.self, from: data)
    else {
      throw UsageError(
        "\(path) is not what Gradescope writes", help: "rerun the autograder on this submission")
    }
    return metadata.createdAt.flatMap { try? CourseTime.date($0, in: .gmt) }
  }

  /// Copies what is Markdown, and no link, from what was handed in.
  private func takeOver(to folder: String, time: Date?) throws {
    // No link leads out of the folder: behind one could be the author's solutions.
    let handedIn = URL(fileURLWithPath: "\(root)/submission").resolvingSymlinksInPath().path
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: handedIn)) ?? []
    for name in names.sorted() where name.lowercased().hasSuffix(".md") {
      let place = "\(handedIn)/\(name)"
      let attributes = try? FileManager.default.attributesOfItem(atPath: place)
      let isInside = URL(fileURLWithPath: place).resolvingSymlinksInPath().path == place
      guard isInside, attributes?[.type] as? FileAttributeType == .typeRegular,
        (attributes?[.size] as? Int ?? .max) <= 8 << 20,
        let data = FileManager.default.contents(atPath: place)
      else { continue }
      let copy = "\(folder)/\(URL(fileURLWithPath: name).lastPathComponent)"
      guard !FileManager.default.fileExists(atPath: copy) else { continue }
      try OutputFile.write(data, to: copy)
      if let time {
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: copy)
      }
    }
  }
}
