import Foundation
import Glibc
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
  private let isJSON: Bool

  init(
    path: String, options: RunOptions, toolchain: Toolchain, folder: String, cache: String,
    isJSON: Bool
  ) {
    self.path = path
    self.options = options
    self.toolchain = toolchain
    self.isJSON = isJSON
    session = WatchSession(options: options, toolchain: toolchain)
    files = RunFiles(folder: folder, cache: cache)
    plots = PlotWriter(folder: folder, cache: cache + "/plots")
    listener = WatchListener(path: path, session: session)
  }

  /// Watches until the user ends it.
  func run() throws {
    try plots.prepare()
    defer { session.end() }
    listener.start()
    defer { listener.stop() }
    while true {
      if let practical = read() {
        try update(to: practical)
      }
      if Interrupt.isRaised { return }
      guard listener.waitForNews() else { return }
    }
  }

  /// Reads the file; what is wrong with it is shown.
  private func read() -> Practical? {
    do {
      return try PracticalParser.parse(listener.take(), slug: Course.slug(path))
    } catch {
      if isJSON {
        WatchEvents.emitError(error)
      } else {
        writeError(String(describing: error))
        writeError("  waiting for the next save")
      }
      return nil
    }
  }

  private func update(to practical: Practical) throws {
    var view = WatchView(practical: practical, isJSON: isJSON)
    let outcome: RunOutcome
    do {
      outcome = try OutputFolder.keeping {
        try session.update(to: practical) { [plots] event in
          if case .figure(let figure, let path) = event { plots.draw(figure, path: path) }
          view.show(event)
        }
      }
    } catch let error as UsageError {
      writeError(error.description)
      return
    }
    if outcome.isInterrupted && !Interrupt.isRaised { return }
    let faults = plots.finish(keeping: Set(outcome.figures.keys))
    view.end(outcome, faults: faults)
    let written = try files.write(
      outcome, practical: practical, toolchain: toolchain, plots: plots,
      datasets: options.datasets)
    view.reportWritten(written.report)
  }
}
