import DatasetCatalog
import Foundation
import Notebooks

/// Shows how data sets are fetched: a bar in a terminal, lines elsewhere.
final class FetchView {
  private let isSilent: Bool
  private let terminal = TerminalStyle.detect()
  private var isBarShown = false
  private var start = (time: 0.0, done: 0)
  private var lastShown = 0.0
  private var lastTenth = 0

  /// Makes a view; a silent one shows nothing, for `--json`.
  init(isSilent: Bool) { self.isSilent = isSilent }

  /// Names the data set that is to be fetched.
  func begin(_ set: FetchableSet) {
    line("\(terminal.bold(set.name))  \(TerminalStyle.harmless(set.summary))")
  }

  /// Says where the data set is, and under which licence.
  func end(_ set: FetchableSet, _ files: [FetchedFile]) {
    endLine()
    let folder = files.first.map { URL(fileURLWithPath: $0.path).deletingLastPathComponent().path }
    line("  \(terminal.green("✓")) complete in \(folder ?? "")")
    let words = TerminalStyle.harmless("licence: \(set.licence); cite: \(set.citation)")
    line(terminal.dim("  \(words)"))
  }

  /// Shows what happens.
  func show(_ event: FetchEvent) {
    switch event {
    case .waiting: line("  waiting: another process is fetching it")
    case .began(let file, let address, let present):
      start = (monotonicTime(), present)
      (lastShown, lastTenth) = (0, 0)
      let resumed = present > 0 ? ", going on after \(byteText(present))" : ""
      line("  \(file) from \(Self.host(address))\(resumed)")
    case .progress(let file, let done, let total): showProgress(file, done, total)
    case .trouble(let file, let reason):
      endLine()
      line("  \(terminal.yellow("–")) \(file): \(TerminalStyle.harmless(reason))")
    case .done(let file):
      endLine()
      line(
        "  \(terminal.green("✓")) \(file.name), \(byteText(file.byteCount))\(words(file.origin))")
    }
  }

  /// Takes the bar away, if there is one.
  func endLine() {
    if isBarShown { StandardOutput.write("\r\u{1B}[K") }
    isBarShown = false
  }

  private func line(_ text: String) {
    guard !isSilent else { return }
    StandardOutput.writeLine(text)
  }

  private func words(_ origin: FetchedFile.Origin) -> String {
    switch origin {
    case .present: ": already there"
    case .copied(let path): ": from \(TerminalStyle.harmless(path))"
    case .downloaded: ""
    }
  }

  private func showProgress(_ file: String, _ done: Int, _ total: Int) {
    guard !isSilent else { return }
    let now = monotonicTime()
    let elapsed = now - start.time
    let rate = elapsed > 0.2 ? Double(done - start.done) / elapsed : 0
    if terminal.isInteractive {
      guard now - lastShown > 0.1 || done == total else { return }
      lastShown = now
      let filled = 24 * done / max(1, total)
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
      var text = "\r\u{1B}[K  \(bar) \(byteText(done)) of \(byteText(total))"
      if rate > 0 {
        let left = Self.duration(Double(total - done) / rate)
        text += terminal.dim("  \(byteText(Int(rate)))/s, \(left) left")
      }
      StandardOutput.write(text)
      isBarShown = true
    } else {
      // Ten lines a file at most, and none for one that comes at once.
      let tenth = 10 * done / max(1, total)
      guard tenth > lastTenth, elapsed > 1 else { return }
      lastTenth = tenth
      line("  \(file) \(byteText(done)) of \(byteText(total)), \(byteText(Int(rate)))/s")
    }
  }

  private static func duration(_ seconds: Double) -> String {
    seconds < 90 ? String(format: "%.0f s", seconds) : String(format: "%.0f min", seconds / 60)
  }

  private static func host(_ address: String) -> String {
    TerminalStyle.harmless(URL(string: address)?.host ?? address)
  }

  private func monotonicTime() -> Double { ProcessInfo.processInfo.systemUptime }
}
