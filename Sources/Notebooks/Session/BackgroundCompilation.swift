import Foundation

/// The compilation of a practical on a thread of its own, so that its first cells run while later ones are
/// compiled.
final class BackgroundCompilation: @unchecked Sendable {
  // Guarded by the condition.
  private var compiled = CompiledPractical()
  private var settled: Int
  private var error: (any Error)?
  private var isOver = false
  private let condition = NSCondition()
  private let stop = WakeUp()
  /// The seconds that were spent waiting for it; used by the thread that waits.
  private(set) var seconds = 0.0

  /// Begins.
  init(
    _ practical: Practical, from start: Compilation.Start, compiler: CellCompiler, wakeUp: WakeUp
  ) {
    settled = start.settled
    let cells = practical.cells
    Thread { [self] in
      do {
        try compiler.compile(
          cells, path: practical.source.path, from: start, stops: [wakeUp, stop]
        ) { [self] compiled, settled in publish(compiled, settled) }
      } catch {
        condition.withLock { self.error = error }
      }
      condition.withLock {
        isOver = true
        condition.broadcast()
      }
    }.start()
  }

  private func publish(_ compiled: CompiledPractical, _ settled: Int) {
    condition.withLock {
      // A new pass begins with what is settled already.
      guard settled > self.settled else { return }
      self.compiled = compiled
      self.settled = settled
      condition.broadcast()
    }
  }

  /// Waits until a cell is known to compile or not.
  ///
  /// - Parameter index: the number of the cell.
  /// - Returns: what the cells up to it are compiled to; nil when the compilation was broken off.
  /// - Throws: `Toolchain.Missing`.
  func waits(for index: Int) throws -> CompiledPractical? {
    let start = monotonicSeconds()
    defer { seconds += monotonicSeconds() - start }
    condition.lock()
    defer { condition.unlock() }
    while settled <= index && !isOver { condition.wait() }
    if settled > index { return compiled }
    if let error, !(error is CapturedRun.Interrupted) { throw error }
    return nil
  }

  /// Ends it.
  func end() {
    stop.raise()
    condition.withLock { while !isOver { condition.wait() } }
  }
}
