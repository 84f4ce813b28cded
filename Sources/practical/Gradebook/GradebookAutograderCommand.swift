import ArchiveFiles
import ArgumentParser
import Foundation
import Grading
import Notebooks

/// `practical gradebook autograder`.
struct GradebookAutograderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "autograder",
    abstract: "Write the archive of an autograder for Gradescope.",
    discussion: """
      It holds this program's sources, which Gradescope builds once, and the author's version of the \
      practical with its data sets. Students' code runs in the sandbox there too; where Gradescope's image \
      does not allow one, marking fails unless --no-sandbox was given, and then that code can read the \
      solutions in the image.
      """)

  @Argument(help: "The practical: its number, its slug, or the path of the author's version.")
  var practical: String

  @Option(name: .customLong("out"), help: "The archive to write.")
  var output = "autograder.zip"

  @Flag(name: .customLong("no-sandbox"), help: "Mark without a sandbox.")
  var hasNoSandbox = false

  mutating func run() throws {
    let course = Course.find()
    let author = try PracticalParser.read(path: course.path(for: practical))
    guard author.holdsSolutions else {
      throw UsageError(
        "\(author.source.path) holds no solutions: it is not the author's version",
        help: "name the file with `// BEGIN SOLUTION` … `// END SOLUTION` in its exercises")
    }
    guard author.slug.utf8.allSatisfy({ $0 != UInt8(ascii: "'") && $0 >= 32 }) else {
      throw UsageError("the name of the file has a quotation mark in it", help: "rename it")
    }
    let options = hasNoSandbox ? " --no-sandbox" : ""
    var files = [
      file("setup.sh", AutograderScripts.setup),
      file("run_autograder", AutograderScripts.run(slug: author.slug, options: options)),
      file("course/practicals/\(author.slug).md", author.source.text),
    ]
    for name in author.frontMatter.data {
      files += try contents(of: "\(course.datasets)/\(name)", as: "course/datasets/\(name)")
    }
    for name in ["Package.swift", "Sources", "Tests", "Scripts", "datasets", "LICENSE"] {
      files += try contents(of: "\(Course.home)/\(name)", as: "practical/\(name)")
    }
    let archive = try ArchiveProgram.find().zip(files)
    try OutputFile.write(Data(archive), to: output)
    StandardOutput.writeLine(
      "wrote \(output): upload it as the autograder of a programming assignment")
  }

  private func file(_ path: String, _ text: String) -> ArchivedFile {
    ArchivedFile(path: path, bytes: Array(text.utf8), modified: Self.time)
  }

  /// The same files give the same archive.
  private static let time = 1_767_225_600

  /// A file, or all files of a folder.
  private func contents(of place: String, as name: String) throws -> [ArchivedFile] {
    let type = try? FileManager.default.attributesOfItem(atPath: place)[.type] as? FileAttributeType
    switch type {
    case .typeRegular:
      guard let data = FileManager.default.contents(atPath: place) else {
        throw UsageError("\(place) cannot be read", help: "check its rights")
      }
      return [ArchivedFile(path: name, bytes: Array(data), modified: Self.time)]
    case .typeDirectory:
      let names = try FileManager.default.contentsOfDirectory(atPath: place).sorted()
      return try names.filter { $0 != ".build" && $0 != ".practical" }.flatMap {
        try contents(of: "\(place)/\($0)", as: "\(name)/\($0)")
      }
    default: return []
    }
  }
}
