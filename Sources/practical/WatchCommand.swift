import ArgumentParser
import Foundation
import Glibc
import Notebooks

/// `practical watch`.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Run a practical, and again from the first changed cell each time it is saved.")

  @Argument(help: "The practical: its number, its slug, or the path of a Markdown file.")
  var practical: String

  @Option(help: "The seed of the random numbers, instead of the practical's.")
  var seed: UInt64?

  @Option(
    name: .customLong("set"), help: "Change a setting of the practical, as key=value; repeatable.")
  var settings: [String] = []

  @Option(name: .customLong("out"), help: "The folder to write to, instead of .practical/<slug>.")
  var output: String?

  @Flag(name: .customLong("no-cache"), help: "Compile and draw everything anew at first.")
  var ignoresCache = false

  @Flag(help: "Print one JSON document a line on standard output for all that happens.")
  var json = false

  @Flag(
    name: .customLong("no-pictures"),
    help: "Name the plots only, also in a terminal that can show them.")
  var hidesPictures = false

  mutating func run() throws {
    let course = Course.find()
    let path = try course.path(for: practical)
    let toolchain = try Toolchain.find()
    let work = FileManager.default.currentDirectoryPath + "/.practical"
    let cache = work + "/cache" + (ignoresCache ? "/fresh-\(getpid())" : "")
    var options = RunOptions(cache: cache, datasets: course.datasets)
    options.seed = seed
    options.settings = try RunCommand.parsedSettings(settings)
    // What is not there at all, or is no text, is told at once.
    guard FileManager.default.fileExists(atPath: path) else {
      _ = try PracticalParser.read(path: path)
      return
    }
    // A file that cannot be read just now is told by the loop, which waits for the next save.
    if let document = try? PracticalParser.read(path: path) {
      options.useAnswerKey(beside: document)
    }
    try OutputFolder.make(options.cache, help: OutputFolder.cacheHelp)
    Interrupt.install()
    let loop = WatchLoop(
      path: path, options: options, toolchain: toolchain,
      folder: output ?? ".practical/\(Course.slug(path))", isJSON: json,
      pictures: json || hidesPictures ? .none : .detect())
    defer { if ignoresCache { try? FileManager.default.removeItem(atPath: cache) } }
    let status = try loop.run()
    if status != ExitStatus.success { throw ExitCode(status) }
  }
}
