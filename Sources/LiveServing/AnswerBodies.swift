import FlyingFox
import FlyingSocks
import Foundation

/// Ends a connection after an answer: each serves one request, so that nothing of a body is ever read.
struct AnswerIsComplete: Error {}

/// The bytes of an answer, after which the connection is closed.
struct LastBody: AsyncBufferedSequence, AsyncBufferedIteratorProtocol {
  typealias Element = UInt8

  private var rest: [UInt8]?

  /// Makes the body of an answer.
  init(bytes: [UInt8]) { rest = bytes.isEmpty ? nil : bytes }

  func makeAsyncIterator() -> LastBody { self }

  mutating func next() async throws -> UInt8? { throw AnswerIsComplete() }

  mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
    guard let bytes = rest else { throw AnswerIsComplete() }
    rest = nil
    return bytes
  }
}

/// The stream of a reader: first everything, then what changes, until the end of the session.
///
/// It is asked for more when the reader has taken what came before; so what changes faster than a reader
/// can follow is passed over.
struct EventStream: AsyncBufferedSequence, AsyncBufferedIteratorProtocol {
  typealias Element = UInt8

  private let book: PieceBook
  private let place: StreamCount.Place
  private var version = 0
  private var isOver = false

  /// Makes a stream.
  init(book: PieceBook, place: StreamCount.Place) {
    self.book = book
    self.place = place
  }

  func makeAsyncIterator() -> EventStream { self }

  mutating func next() async throws -> UInt8? { throw AnswerIsComplete() }

  mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
    while !isOver {
      if let update = await book.update(since: version) {
        version = update.version
        return update.event
      }
      switch await book.news(since: version) {
      case .changed: continue
      case .nothing: return Array(":\n\n".utf8)
      case .end:
        isOver = true
        if let update = await book.update(since: version) {
          return update.event + Array("event: end\ndata: end\n\n".utf8)
        }
        return Array("event: end\ndata: end\n\n".utf8)
      }
    }
    return nil
  }
}
