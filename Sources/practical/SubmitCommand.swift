import ArgumentParser
import Foundation
import Grading
import Notebooks

/// `practical submit`.
struct SubmitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract: "Check a practical, and pack it into one archive to hand in.",
    discussion: """
      Says what is still open, runs the visible checks, and writes SLUG-STUDENT.zip with the practical, the \
      pictures that it refers to, and a manifest. What is open or wrong does not stand in the way: the \
      archive is written all the same, and the exit status is 1. Handing it in is up to you.
      """)

  @Argument(help: "The practical: its number, its slug, or the path of a Markdown file.")
  var practical: String

  @Option(help: "Your name; else that of `git config user.name`, or of your login.")
  var student: String?

  @Option(
    name: .customLong("with"), help: "Somebody who has worked on it with you; repeatable.")
  var members: [String] = []

  @Option(name: .customLong("out"), help: "The archive to write (NAME.zip), or the folder for it.")
  var output: String?

  @Flag(name: .customLong("no-run"), help: "Do not run the checks.")
  var skipsRun = false

  @Flag(help: "Print one JSON document on standard output, and nothing else.")
  var json = false

  mutating func run() throws {
    let course = Course.find()
    let document = try PracticalParser.read(path: course.path(for: practical))
    let identity = try StudentIdentity.find(told: student)
    let others = try members.map { try StudentIdentity.checked($0, option: "--with") }
    let handIn = try HandIn(document)
    let archives = try ArchiveProgram.find()
    let place = try place(of: handIn.archiveName(of: identity.name))
    let view = SubmitView(handIn, isSilent: json)
    view.begin(identity, with: others)
    Interrupt.install()
    let outcome = skipsRun ? nil : try check(document, course: course)
    if outcome?.isInterrupted ?? false { throw ExitCode(ExitStatus.interrupted) }
    let contents = try handIn.contents(
      student: identity.name, with: others, time: try Self.time(), tool: ProgramVersion.text,
      checks: outcome.map {
        Manifest.Checks(score: $0.result.score, maxScore: $0.result.maxScore)
      })
    let bytes: [UInt8]
    do {
      bytes = try archives.zip(contents.files)
    } catch {
      throw UsageError("the archive cannot be made: \(error.message)", help: "try again")
    }
    try write(bytes, to: place)
    view.end(outcome?.result, at: Course.shortened(place), bytes: bytes.count)
    if json {
      try SubmitDocument(
        handIn, contents.manifest, archive: place, bytes: bytes, result: outcome?.result
      ).print()
    }
    if let outcome, !outcome.result.isClean { throw ExitCode(ExitStatus.failure) }
  }

  /// Runs the practical, or tells its last run again where nothing has changed since.
  private func check(_ document: Practical, course: Course) throws -> RunOutcome {
    let toolchain: Toolchain
    do {
      toolchain = try Toolchain.find()
    } catch let missing as Toolchain.Missing {
      throw Toolchain.Missing(
        message: missing.message,
        help: "\(missing.help); `--no-run` packs the practical without running it")
    }
    let work = FileManager.default.currentDirectoryPath + "/.practical"
    var options = RunOptions(cache: work + "/cache", datasets: course.datasets)
    options.keptRuns = work + "/cache/runs"
    options.useAnswerKey(beside: document)
    try OutputFolder.make(options.cache, help: OutputFolder.cacheHelp)
    return try OutputFolder.keeping {
      try PracticalRunner(document, options: options, toolchain: toolchain) { _ in }.run()
    }
  }

  /// The time of the archive: now, or what `SOURCE_DATE_EPOCH` says, by which builds are repeated.
  private static func time() throws -> Date {
    guard let text = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"], !text.isEmpty else {
      return Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
    }
    guard let seconds = UInt32(text) else {
      throw UsageError(
        "SOURCE_DATE_EPOCH=\(text) is no number of seconds since 1970",
        help: "unset SOURCE_DATE_EPOCH")
    }
    return Date(timeIntervalSince1970: Double(seconds))
  }

  private func place(of name: String) throws -> String {
    guard let output else { return name }
    if output.lowercased().hasSuffix(".zip") { return output }
    try OutputFolder.make(output, help: "name a folder that can be written to with --out")
    return (output.hasSuffix("/") ? output : output + "/") + name
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw UsageError(
        "\(path) cannot be written: \(OutputFolder.reason(for: error))",
        help: "check the folder and the space on the disk, or name another place with --out")
    }
  }
}
