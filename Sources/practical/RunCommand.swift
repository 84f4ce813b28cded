import ArgumentParser
import Foundation
import Notebooks

/// `practical run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Compile, run, plot, check and report a practical.")

  @Argument(help: "The practical: its number, its slug, or the path of a Markdown file.")
  var practical: String

  @Option(help: "Stop after this cell.")
  var until: String?

  @Option(help: "Run only this cell, and what it needs.")
  var only: String?

  @Option(help: "The seed of the random numbers, instead of the practical's.")
  var seed: UInt64?

  @Option(
    name: .customLong("set"), help: "Change a setting of the practical, as key=value; repeatable.")
  var settings: [String] = []

  @Option(name: .customLong("out"), help: "The folder to write to, instead of .practical/<slug>.")
  var output: String?

  @Flag(name: .customLong("no-cache"), help: "Compile, run and draw everything anew.")
  var ignoresCache = false

  @Flag(help: "Print the result as one JSON document on standard output, and nothing else.")
  var json = false

  @Flag(help: "Print only what failed, and the score.")
  var quiet = false

  @Flag(help: "Open the report when done.")
  var open = false

  @Flag(
    name: .customLong("no-pictures"),
    help: "Name the plots only, also in a terminal that can show them.")
  var hidesPictures = false

  mutating func run() throws {
    let course = Course.find()
    let document = try PracticalParser.read(path: course.path(for: practical))
    let toolchain = try Toolchain.find()
    let work = FileManager.default.currentDirectoryPath + "/.practical"
    var options = RunOptions(cache: work + "/cache", datasets: course.datasets)
    options.until = until
    options.only = only
    options.seed = seed
    options.ignoresCache = ignoresCache
    options.keptRuns = work + "/cache/runs"
    options.settings = try Self.parsedSettings(settings)
    options.useAnswerKey(beside: document)
    let folder = output ?? ".practical/\(document.slug)"
    let plots = PlotWriter(folder: folder, cache: ignoresCache ? nil : work + "/cache/plots")
    // Before the terminal is asked anything: an interrupt must not leave it without echo.
    Interrupt.install()
    let style = json ? RunView.Style.silent : quiet ? .quiet : .full
    var view = RunView(
      practical: document, style: style,
      pictures: style == .full && !hidesPictures ? .detect() : .none,
      plot: { path in plots.bytes(at: path).map { ($0, "\(folder)/\(path)") } })
    let runner = try PracticalRunner(document, options: options, toolchain: toolchain) { event in
      if case .figure(let figure, let path) = event { plots.draw(figure, path: path) }
      view.show(event)
    }
    try OutputFolder.make(options.cache, help: OutputFolder.cacheHelp)
    let cache = CacheKeeper(folder: options.cache)
    try plots.prepare()
    view.begin()
    let outcome = try OutputFolder.keeping { try runner.run() }
    let faults = plots.finish()
    let files = try RunFiles(folder: folder, cache: work + "/cache").write(
      outcome, practical: document, toolchain: toolchain, plots: plots, datasets: course.datasets)
    view.end(outcome, report: files.report, plotFaults: faults)
    // A run that was told again has put nothing there.
    if outcome.result.compileSeconds > 0 { cache.trim() }
    if json { StandardOutput.writeLine(files.json) }
    if open { Self.openReport(files.report) }
    if outcome.isInterrupted { throw ExitCode(ExitStatus.interrupted) }
    if !outcome.result.isClean { throw ExitCode(ExitStatus.failure) }
  }

  /// Takes `key=value` apart.
  static func parsedSettings(_ settings: [String]) throws -> [String: String] {
    var parsed: [String: String] = [:]
    for setting in settings {
      guard let equals = setting.firstIndex(of: "="), equals != setting.startIndex else {
        throw UsageError(
          "`--set \(setting)` is not of the form key=value", help: "write it as --set epochs=5")
      }
      parsed[String(setting[..<equals])] = String(setting[setting.index(after: equals)...])
    }
    return parsed
  }

  /// Opens a report in the browser.
  static func openReport(_ path: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["xdg-open", path]
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
      process.waitUntilExit()
    } catch {
      writeError("the report cannot be opened from here: \(error.localizedDescription)")
      return
    }
    if process.terminationStatus != 0 { writeError("open it by hand: \(path)") }
  }
}
