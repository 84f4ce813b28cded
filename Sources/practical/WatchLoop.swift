import Foundation
import Glibc
import LiveReport
import Notebooks

/// Runs a practical again each time that its file changes, until the user ends it.
final class WatchLoop {
  private let path: String
  private let options: RunOptions
  private let toolchain: Toolchain
  private let session: WatchSession
  private let files: RunFiles
  private let plots: PlotWriter
  private let listener: WatchListener
  private let cache: CacheKeeper
  private let live: LiveReportServer?
  private let isJSON: Bool
  private let hasKeys: Bool
  private let pictures: TerminalPictures
  private let folder: String
  private var current: Practical?
  private var updates = 0

  init(
    path: String, options: RunOptions, toolchain: Toolchain, folder: String, isJSON: Bool,
    pictures: TerminalPictures
  ) {
    self.pictures = pictures
    self.folder = folder
    self.path = path
    self.options = options
    self.toolchain = toolchain
    self.isJSON = isJSON
    let session = WatchSession(options: options, toolchain: toolchain)
    self.session = session
    files = RunFiles(folder: folder, cache: options.cache)
    let live = Self.startLiveReport()
    self.live = live
    plots = PlotWriter(folder: folder, cache: options.cache + "/plots") { path, theme, bytes in
      live?.add(plot: path, png: bytes, isDark: theme == .dark)
    }
    cache = CacheKeeper(folder: options.cache)
    let keys = isJSON ? nil : KeyReader()
    hasKeys = keys != nil
    let actions = WatchKeys(path: path, report: live?.address ?? "\(folder)/report.html")
    listener = WatchListener(
      path: path, session: session, keys: keys, press: { actions.press($0) },
      complain: { WatchLoop.show($0, isJSON: isJSON, live: live) })
  }

  /// Watches until the user ends it; returns the exit status.
  func run() throws -> Int32 {
    try plots.prepare()
    cache.trim()
    defer { session.end() }
    listener.start()
    defer { listener.stop() }
    defer { live?.stop() }
    if let live {
      if isJSON {
        WatchEvents.emitLiveReport(live.address)
      } else {
        StandardOutput.writeLine("live report: \(live.address)")
      }
    }
    if hasKeys { WatchKeys.showHelp() }
    while true {
      let wishes = listener.takeWishes()
      if wishes.contains(where: { $0 == .quit }) { return ExitStatus.success }
      if wishes.contains(where: { $0 == .rerunAll }) { session.forgetAll() }
      if wishes.contains(where: { $0 == .rerunFromEdit }), let current {
        session.forgetEdited(in: current)
      }
      do {
        let practical = try PracticalParser.parse(listener.take(), slug: Course.slug(path))
        current = practical
        try update(to: practical)
      } catch let error as Diagnostic {
        Self.show(error, isJSON: isJSON, live: live)
      }
      if Interrupt.isRaised { return ExitStatus.interrupted }
      guard listener.waitForNews() else { return ExitStatus.interrupted }
    }
  }

  /// Starts to serve the report; without it the rest goes on.
  private static func startLiveReport() -> LiveReportServer? {
    do {
      return try LiveReportServer.start()
    } catch {
      writeError("note: \(error)")
      return nil
    }
  }

  /// Shows what is wrong with the file.
  private static func show(_ error: any Error, isJSON: Bool, live: LiveReportServer?) {
    live?.show(problem: "\(error)")
    if isJSON {
      WatchEvents.emitError(error)
    } else {
      writeError("\n\(error)\nwaiting for the file to be saved again")
    }
  }

  private func update(to practical: Practical) throws {
    var view = WatchView(
      practical: practical, isJSON: isJSON, pictures: pictures,
      plot: { [plots, folder] path in plots.bytes(at: path).map { ($0, "\(folder)/\(path)") } })
    let outcome: RunOutcome
    do {
      outcome = try OutputFolder.keeping {
        try session.update(to: practical) { [plots, live] event in
          live?.follow(event)
          if case .figure(let figure, let path) = event { plots.draw(figure, path: path) }
          view.show(event)
        }
      }
    } catch let error as UsageError {
      Self.show(error, isJSON: isJSON, live: live)
      return
    }
    if outcome.isInterrupted && !Interrupt.isRaised { return }
    view.end(outcome, faults: [])
    let faults = plots.finish(keeping: Set(outcome.figures.keys))
    view.show(faults: faults)
    let written = try files.write(
      outcome, practical: practical, toolchain: toolchain, plots: plots,
      datasets: options.datasets)
    view.reportWritten(written.report)
    listener.listen(to: session.inputPaths)
    session.trimSnapshots()
    updates += 1
    if updates % 50 == 0 { cache.trim() }
  }
}
