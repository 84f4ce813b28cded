import Foundation
import Notebooks

/// Shows the updates of a practical that is watched.
struct WatchView {
  private let practical: Practical
  private let isJSON: Bool
  private var view: RunView
  private let terminal = TerminalStyle.detect()

  init(
    practical: Practical, isJSON: Bool, pictures: TerminalPictures,
    plot: @escaping (String) -> (png: [UInt8], file: String)?
  ) {
    self.practical = practical
    self.isJSON = isJSON
    view = RunView(
      practical: practical, style: isJSON ? .silent : .full, pictures: pictures, plot: plot)
  }

  /// Shows what happens.
  mutating func show(_ event: RunEvent) {
    if isJSON {
      WatchEvents.emit(event)
      return
    }
    if case .began(_, let kept) = event { begin(keeping: kept.count) }
    view.show(event)
  }

  private mutating func begin(keeping kept: Int) {
    let cells = practical.cells
    if kept == 0 { return view.begin() }
    StandardOutput.write("\n")
    let words =
      kept == cells.count
      ? "no cell has changed; \(RunView.counted(kept, "result")) kept"
      : "\(RunView.counted(kept, "result")) kept, running from `\(cells[kept].id)`"
    StandardOutput.writeLine(terminal.dim(words))
  }

  /// Shows what the practical comes to.
  mutating func end(_ outcome: RunOutcome, faults: [String]) {
    if isJSON {
      WatchEvents.emitEnd(outcome)
    } else {
      view.showScore(outcome, plotFaults: faults)
    }
  }

  /// Shows which plots could not be drawn.
  func show(faults: [String]) {
    for fault in faults { writeError("error: a plot could not be drawn: \(fault)") }
  }

  /// Shows where the report is, once it is written.
  func reportWritten(_ path: String) {
    if isJSON {
      WatchEvents.emitReport(path)
    } else {
      StandardOutput.writeLine("report: \(path)")
    }
  }
}
