import Foundation
import Notebooks
import Reports
import Synchronization

/// Keeps the page of a run: written when somebody looks, each piece with the version at which it changed.
///
/// A reader has only a number: the version of what it has. So a slow one is no burden, and gets the newest
/// of each piece when it comes round; a late one gets all pieces.
actor LiveBook {
  /// What a waiting reader is woken for.
  enum News: Sendable {
    case changed
    case nothing
    case end
  }

  /// Pieces for a reader, as one event of the stream.
  struct Update: Sendable {
    /// The version that the reader has with it.
    var version: Int
    /// The event.
    var event: [UInt8]
  }

  private struct Entry {
    var version: Int
    var html: [UInt8]
  }

  /// The form of an event's data.
  private struct Message: Encodable {
    var order: [String]?
    var pieces: [String: String]
  }

  /// The time between two writings of the page: what a reader can still see as motion.
  private static let interval = Duration.milliseconds(50)

  private let source: @Sendable () -> (state: LiveState, changes: LiveState.Changes)
  private var page = LivePage()
  private var run: LivePage.Run?
  private var version = 0
  private var entries: [String: Entry] = [:]
  private var order: [String] = []
  private var orderVersion = 0
  private var waiting: [Int: CheckedContinuation<News, Never>] = [:]
  private var lastReader = 0
  private var lastWriting = ContinuousClock.now
  private var isWritingPlanned = false
  private var hasEnded = false

  /// Makes a book.
  ///
  /// - Parameter source: answers what the run has come to, and what of it changed since it last answered.
  init(source: @escaping @Sendable () -> (state: LiveState, changes: LiveState.Changes)) {
    self.source = source
  }

  /// Takes in that something changed: whoever waits is told soon.
  func noteChange() async {
    guard !waiting.isEmpty, !isWritingPlanned else { return }
    isWritingPlanned = true
    let rest = Self.interval - (ContinuousClock.now - lastWriting)
    if rest > .zero { try? await Task.sleep(for: rest) }
    isWritingPlanned = false
    let before = version
    write()
    if version > before { wake(.changed) }
  }

  /// Tells whoever waits that all is well, so that readers who went away are noticed.
  func beat() { wake(.nothing) }

  /// Tells all readers that nothing more will come.
  func end() {
    hasEnded = true
    write()
    wake(.end)
  }

  /// The whole page, and the policy to serve it with.
  func document() -> (html: [UInt8], policy: String) {
    write()
    guard let run else { return ([], "") }
    return page.page(run, script: LiveScript.text)
  }

  /// What a reader with a version lacks, or nil where it has everything.
  func update(since version: Int) -> Update? {
    if version == 0 { write() }
    guard self.version > version else { return nil }
    var pieces: [String: String] = [:]
    for (key, entry) in entries where entry.version > version {
      pieces[key] = String(decoding: entry.html, as: UTF8.self)
    }
    let message = Message(order: orderVersion > version ? order : nil, pieces: pieces)
    let data = (try? JSONEncoder().encode(message)) ?? Data()
    return Update(
      version: self.version, event: Array("data: ".utf8) + data + Array("\n\n".utf8))
  }

  /// Waits until there is news for a reader with a version.
  func news(since version: Int) async -> News {
    if hasEnded { return .end }
    lastReader += 1
    let reader = lastReader
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled {
          continuation.resume(returning: .end)
        } else {
          waiting[reader] = continuation
          // What changed while nobody waited has not been written.
          Task { await noteChange() }
          if self.version > version { wake(.changed) }
        }
      }
    } onCancel: {
      Task { await self.release(reader) }
    }
  }

  private func release(_ reader: Int) {
    waiting.removeValue(forKey: reader)?.resume(returning: .end)
  }

  private func wake(_ news: News) {
    let readers = waiting.values
    waiting = [:]
    for reader in readers { reader.resume(returning: news) }
  }

  // MARK: Writing

  private func write() {
    let (state, changes) = source()
    guard changes.isAny || run == nil else { return }
    let run = state.run
    if changes.isEverything || self.run == nil {
      page.write(run)
    } else {
      page.write(run, cells: changes.cells)
    }
    self.run = run
    lastWriting = .now
    note(page.body, page.frame)
  }

  private func note(_ body: [LivePage.Piece], _ frame: [LivePage.Piece]) {
    let next = version + 1
    let keys = body.map(\.key)
    for piece in body + frame where entries[piece.key]?.html != piece.html {
      entries[piece.key] = Entry(version: next, html: piece.html)
      version = next
    }
    guard keys != order else { return }
    order = keys
    orderVersion = next
    version = next
    let present = Set(keys + frame.map(\.key))
    entries = entries.filter { present.contains($0.key) }
  }
}
