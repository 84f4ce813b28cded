import Foundation

/// How far an update is, for whoever asks it from another thread to make way.
final class SessionProgress: @unchecked Sendable {
  // Guarded by the lock.
  private var keys: [String]?
  private var runningCell: Int?
  private var isPausing = false
  private let lock = NSLock()

  /// Takes in that an update begins.
  func begin(_ keys: [String]) {
    lock.withLock {
      self.keys = keys
      runningCell = nil
      isPausing = false
    }
  }

  /// Takes in that the update is over.
  func end() { lock.withLock { keys = nil } }

  /// The number of the cell that runs.
  var running: Int? {
    get { lock.withLock { runningCell } }
    set { lock.withLock { runningCell = newValue } }
  }

  /// Whether the update shall end before the next cell.
  var isAskedToPause: Bool { lock.withLock { isPausing } }

  /// Asks the update to end before the next cell; returns whether it has to be broken off at once.
  func pause(for changed: [String]) -> Bool {
    lock.withLock {
      guard let keys else { return false }
      isPausing = true
      guard let runningCell else { return true }
      return keys.prefix(runningCell + 1) != changed.prefix(runningCell + 1)
    }
  }
}
