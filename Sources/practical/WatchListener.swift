import Foundation
import Glibc
import Notebooks

/// Notices, on a thread of its own, what happens beside a run: the file is saved, a key is pressed.
final class WatchListener: @unchecked Sendable {
  /// What the user asks for.
  enum Wish {
    case rerunAll
    case rerunFromEdit
    case quit
  }

  private let path: String
  private let session: WatchSession
  private let watch = FolderWatch()
  private let keys: KeyReader?
  /// Called, on this thread, with keys that have no part in the run.
  private let press: @Sendable (Character) -> Void
  /// Called, on this thread, with what is wrong with the file that was saved.
  private let complain: @Sendable (any Error) -> Void
  /// Raised when there is news for the loop.
  private let news = WakeUp()
  private let stopping = WakeUp()
  // Guarded by the lock.
  private var taken: [UInt8]?
  private var wishes: [Wish] = []
  private var inputs: Set<String> = []
  private let lock = NSLock()

  init(
    path: String, session: WatchSession, keys: KeyReader?,
    press: @escaping @Sendable (Character) -> Void,
    complain: @escaping @Sendable (any Error) -> Void
  ) {
    self.path = path
    self.session = session
    self.keys = keys
    self.press = press
    self.complain = complain
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

  /// What the user has asked for since the last time.
  func takeWishes() -> [Wish] {
    lock.withLock {
      defer { wishes = [] }
      return wishes
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
    var hasKeys = keys != nil
    var hasReader = true
    while true {
      var polled = [watch.descriptor, stopping.descriptor, hasKeys ? 0 : -1].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      // Asked for nothing, it only tells that whoever reads the output (`| head`) has gone.
      polled.append(pollfd(fd: hasReader ? 1 : -1, events: 0, revents: 0))
      poll(&polled, 4, -1)
      if stopping.isRaised { return }
      if polled[3].revents != 0 {
        hasReader = false
        if polled[3].revents & Int16(POLLERR | POLLHUP) != 0 { wish(.quit) }
      }
      if polled[2].revents != 0 {
        if let keys = keys?.keys() { keys.forEach(handle) } else { hasKeys = false }
      }
      guard polled[0].revents != 0 else { continue }
      let hits = settled(watch.takeIn())
      if hits.contains(path) {
        // A link may lead elsewhere now.
        watch.add(path)
        notice()
      }
      // What happens to data during a run is perhaps the run's own doing.
      if hits.contains(where: { $0 != path }) && !session.isUpdating { news.raise() }
    }
  }

  private func handle(_ key: Character) {
    switch key {
    case "r": wish(.rerunAll)
    case "e": wish(.rerunFromEdit)
    case "q": wish(.quit)
    default: press(key)
    }
  }

  private func wish(_ wish: Wish) {
    lock.withLock { wishes.append(wish) }
    session.breakOff()
    news.raise()
  }

  /// Waits until an editor that writes in several steps is likely to be done.
  private func settled(_ first: Set<String>) -> Set<String> {
    var hits = first
    for _ in 0..<20 where !hits.isEmpty {
      var polled = [pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0)]
      guard poll(&polled, 1, 5) > 0 else { break }
      hits.formUnion(watch.takeIn())
    }
    return hits
  }

  /// Has changes of these files noticed too.
  func listen(to files: Set<String>) { for file in files.prefix(200) { watch.add(file) } }

  private func notice() {
    let source: SourceFile
    do {
      source = try PracticalParser.source(at: path)
    } catch {
      // A file that is gone for a moment comes back with the next event.
      if FileManager.default.fileExists(atPath: path) { complain(error) }
      return
    }
    if lock.withLock({ taken == Array(source.text.utf8) }) { return }
    do {
      session.makeWay(for: try PracticalParser.parse(source, slug: Course.slug(path)))
    } catch {
      lock.withLock { taken = Array(source.text.utf8) }
      return complain(error)
    }
    news.raise()
  }
}
