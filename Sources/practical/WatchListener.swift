import Foundation
import Glibc
import Notebooks

/// Notices, on a thread of its own, that the file has changed, also while a run is under way.
final class WatchListener: @unchecked Sendable {
  private let path: String
  private let session: WatchSession
  private let watch = FolderWatch()
  /// Raised when there is news for the loop.
  private let news = WakeUp()
  private let stopping = WakeUp()
  // Guarded by the lock.
  private var taken: [UInt8]?
  private let lock = NSLock()

  init(path: String, session: WatchSession) {
    self.path = path
    self.session = session
  }

  /// Begins to listen.
  func start() {
    watch.add(path)
    Thread { [self] in listen() }.start()
  }

  /// Ends listening.
  func stop() { stopping.raise() }

  /// Waits until there is news; false when the user wants to end.
  func waitForNews() -> Bool {
    while true {
      var polled = [news.descriptor, Interrupt.descriptor].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      poll(&polled, 2, -1)
      if Interrupt.isRaised { return false }
      if news.isRaised {
        news.lower()
        return true
      }
    }
  }

  /// The file as it is now.
  ///
  /// - Throws: `Diagnostic` when it cannot be read.
  func take() throws -> SourceFile {
    let source = try PracticalParser.source(at: path)
    lock.withLock { taken = Array(source.text.utf8) }
    return source
  }

  private func listen() {
    while true {
      var polled = [watch.descriptor, stopping.descriptor].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      poll(&polled, 2, -1)
      if stopping.isRaised { return }
      guard watch.takeIn() else { continue }
      settle()
      // A link may lead elsewhere now.
      watch.add(path)
      notice()
    }
  }

  /// Waits until an editor that writes in several steps is likely to be done.
  private func settle() {
    for _ in 0..<20 {
      var polled = [pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0)]
      guard poll(&polled, 1, 5) > 0 else { return }
      _ = watch.takeIn()
    }
  }

  private func notice() {
    // A file that is gone for a moment comes back with the next event.
    guard let source = try? PracticalParser.source(at: path) else {
      if FileManager.default.fileExists(atPath: path) { news.raise() }
      return
    }
    if lock.withLock({ taken == Array(source.text.utf8) }) { return }
    if let practical = try? PracticalParser.parse(source, slug: Course.slug(path)) {
      session.makeWay(for: practical)
    }
    news.raise()
  }
}
