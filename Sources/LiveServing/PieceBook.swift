import Foundation
import LiveChannel

/// The page of a run in pieces, each with the version at which it last changed.
///
/// A reader has only a number: the version of what it has. So a slow one is no burden, and gets the newest
/// of each piece when it comes round; a late one gets all pieces.
actor PieceBook {
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

  /// The page into which the pieces are written.
  let shell: [UInt8]
  /// The policy to serve it with.
  let policy: String

  private var version = 0
  private var entries: [String: Entry] = [:]
  private var pictures: [String: [UInt8]] = [:]
  private var order: [String] = []
  private var orderVersion = 0
  private var waiting: [Int: CheckedContinuation<News, Never>] = [:]
  private var lastReader = 0
  private var hasEnded = false

  /// Makes a book without pieces.
  init(shell: [UInt8], policy: String) {
    self.shell = shell
    self.policy = policy
  }

  /// Takes in what changed, and tells whoever waits.
  func take(_ update: LiveUpdate) {
    version += 1
    for picture in update.pictures { pictures[picture.name] = picture.bytes }
    for address in update.forgotten { pictures[address] = nil }
    for piece in update.pieces {
      entries[piece.name] = Entry(version: version, html: piece.bytes)
    }
    if let order = update.order {
      let gone = Set(self.order).subtracting(order)
      for key in gone { entries[key] = nil }
      self.order = order
      orderVersion = version
    }
    wake(.changed)
  }

  /// Tells whoever waits that all is well, so that readers who went away are noticed.
  func beat() { wake(.nothing) }

  /// Tells all readers that nothing more will come.
  func end() {
    hasEnded = true
    wake(.end)
  }

  /// A picture by its address, or nil where there is none.
  func picture(at address: String) -> [UInt8]? { pictures[address] }

  /// What a reader with a version lacks, or nil where it has everything.
  func update(since version: Int) -> Update? {
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
    if self.version > version { return .changed }
    lastReader += 1
    let reader = lastReader
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled {
          continuation.resume(returning: .end)
        } else {
          waiting[reader] = continuation
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
}
