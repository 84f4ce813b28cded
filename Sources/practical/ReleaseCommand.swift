import ArgumentParser
import Foundation
import Grading
import Notebooks

/// `practical release`.
struct ReleaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Write the students' copy of a practical, and the answer key of its visible checks.",
    discussion: """
      Solutions become `todo` calls, hidden checks are left out, boxes are unticked and model answers \
      taken out. The author's version is run first, and must earn full marks.
      """)

  @Argument(help: "The practical: its number, its slug, or the path of a Markdown file.")
  var practical: String

  @Option(name: .customLong("out"), help: "The folder to write to.")
  var output: String

  mutating func run() throws {
    let course = Course.find()
    let author = try PracticalParser.read(path: course.path(for: practical))
    guard author.holdsSolutions else {
      throw UsageError(
        "\(author.source.path) holds no solutions: it is not the author's version",
        help: "name the file with `// BEGIN SOLUTION` … `// END SOLUTION` in its exercises")
    }
    let copy = "\(output)/\(author.slug).md"
    try OutputFolder.make(output, help: "choose a folder that can be written to with --out")
    guard Self.resolved(copy) != Self.resolved(author.source.path) else {
      throw UsageError(
        "the students' copy would be written over the author's version, \(author.source.path)",
        help: "name another folder with --out")
    }
    Interrupt.install()
    let outcome = try solve(author, course: course)
    if outcome.isInterrupted { throw ExitCode(ExitStatus.interrupted) }
    guard outcome.result.isClean else {
      writeError(
        "error: the author's version does not earn full marks; nothing was written\n"
          + "  help: run `practical run \(author.source.path)` to see why")
      throw ExitCode(ExitStatus.failure)
    }
    try write(StudentCopy(of: author).text, to: copy)
    StandardOutput.writeLine("wrote \(copy)")
    let key = AnswerKeyFile(visiblePartOf: outcome, author: author)
    let place = AnswerKeyFile.place(beside: copy)
    if key.checks.isEmpty {
      // A key of an earlier release would judge by what no longer holds.
      try? FileManager.default.removeItem(atPath: place)
    } else {
      try write(try key.text(), to: place)
      StandardOutput.writeLine(
        "wrote \(place), the answer key of \(RunView.counted(key.checks.count, "visible check"))")
    }
  }

  /// Runs the author's version.
  private func solve(_ author: Practical, course: Course) throws -> RunOutcome {
    let cache = FileManager.default.currentDirectoryPath + "/.practical/cache"
    try OutputFolder.make(cache, help: OutputFolder.cacheHelp)
    let options = RunOptions(cache: cache, datasets: course.datasets)
    writeError("running the author's version")
    return try OutputFolder.keeping {
      try PracticalRunner(author, options: options, toolchain: Toolchain.find()) { _ in }.run()
    }
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw UsageError(
        "\(path) cannot be written: \(OutputFolder.reason(for: error))",
        help: "check the folder and the space on the disk, or name another folder with --out")
    }
  }

  private static func resolved(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }
}
