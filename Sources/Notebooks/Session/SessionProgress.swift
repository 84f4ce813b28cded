import Foundation

/// How far an update is, for whoever asks it from another thread to make way.
final class SessionProgress: @unchecked Sendable {
  // Guarded by the lock.
  private var practical: Practical?
  private var runningCell: Int?
  private var isPausing = false
  private let lock = NSLock()

  /// Takes in that an update begins.
  func begin(_ practical: Practical) {
    lock.withLock {
      self.practical = practical
      runningCell = nil
      isPausing = false
    }
  }

  /// Whether an update is under way.
  var isUnderWay: Bool { lock.withLock { practical != nil } }

  /// Takes in that the update is over.
  func end() { lock.withLock { practical = nil } }

  /// The number of the cell that runs.
  var running: Int? {
    get { lock.withLock { runningCell } }
    set { lock.withLock { runningCell = newValue } }
  }

  /// Whether the update shall end before the next cell.
  var isAskedToPause: Bool { lock.withLock { isPausing } }

  /// Asks the update to end before the next cell; returns whether it has to be broken off at once.
  func pause(for changed: Practical) -> Bool {
    lock.withLock {
      guard let practical else { return false }
      isPausing = true
      guard let runningCell else { return true }
      guard practical.frontMatter == changed.frontMatter else { return true }
      let keys = [practical, changed].map { practical in
        practical.cells.prefix(runningCell + 1).map { CellKeys.own($0, in: practical) }
      }
      return keys[0] != keys[1]
    }
  }
}
