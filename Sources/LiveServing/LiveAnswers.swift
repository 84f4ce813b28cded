import FlyingFox
import Foundation
import Synchronization

/// Answers the requests of browsers.
struct LiveAnswers: HTTPHandler {
  /// The most streams of events at a time.
  static let streamLimit = 16

  let book: PieceBook
  let rules: @Sendable () -> RequestRules
  let streams: StreamCount

  /// Answers a request.
  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    let answer = rules().answer(
      method: request.method.rawValue, target: request.target.rawValue,
      header: { request.headers[HTTPHeader($0)] })
    switch answer {
    case .page:
      return response(.ok, "text/html; charset=utf-8", book.shell, policy: book.policy)
    case .picture(let path):
      guard let png = await book.picture(at: path) else { return refusal(.notFound) }
      return response(.ok, "image/png", png)
    case .events:
      guard let place = streams.take(limit: Self.streamLimit) else {
        return response(.serviceUnavailable, "text/plain", Array("too many readers\n".utf8))
      }
      return HTTPResponse(
        statusCode: .ok, headers: Self.headers("text/event-stream"),
        body: HTTPBodySequence(from: EventStream(book: book, place: place)))
    case .refusal(let refusal): return self.refusal(refusal)
    }
  }

  private func refusal(_ refusal: RequestRules.Refusal) -> HTTPResponse {
    var (status, words) = (HTTPStatusCode.notFound, "not found\n")
    switch refusal {
    case .notFound: break
    case .notAllowed: (status, words) = (.methodNotAllowed, "only GET is answered\n")
    case .forbidden: (status, words) = (.forbidden, "not for other pages\n")
    case .misdirected: (status, words) = (.misdirectedRequest, "not the name of this server\n")
    }
    var response = response(status, "text/plain", Array(words.utf8))
    if refusal == .notAllowed { response.headers[HTTPHeader("Allow")] = "GET" }
    return response
  }

  private func response(
    _ status: HTTPStatusCode, _ type: String, _ bytes: [UInt8],
    policy: String = "default-src 'none'"
  ) -> HTTPResponse {
    HTTPResponse(
      statusCode: status, headers: Self.headers(type, policy: policy),
      body: HTTPBodySequence(from: LastBody(bytes: bytes), count: bytes.count))
  }

  /// The headers of an answer: kept by nobody, shown nowhere else, told to nobody.
  static func headers(
    _ type: String, policy: String = "default-src 'none'", referrer: String = "no-referrer"
  ) -> HTTPHeaders {
    var headers = HTTPHeaders()
    for (name, value) in [
      ("Content-Type", type), ("Cache-Control", "no-store"), ("Connection", "close"),
      ("Content-Security-Policy", policy + "; frame-ancestors 'none'"),
      ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", referrer),
      ("Cross-Origin-Resource-Policy", "same-origin"),
      ("Cross-Origin-Opener-Policy", "same-origin"),
    ] {
      headers[HTTPHeader(name)] = value
    }
    return headers
  }
}

/// Counts streams of events.
final class StreamCount: Sendable {
  /// A place among the streams, free again when nobody holds it.
  final class Place: Sendable {
    private let count: StreamCount
    fileprivate init(_ count: StreamCount) { self.count = count }
    deinit { count.change(by: -1) }
  }

  private let taken = Mutex(0)
  private let notify: @Sendable (Int) -> Void

  /// Makes a count of none.
  ///
  /// - Parameter notify: called with the number of streams when it changes.
  init(notify: @escaping @Sendable (Int) -> Void) { self.notify = notify }

  /// How many streams there are.
  var number: Int { taken.withLock { $0 } }

  /// Takes a place, or answers nil where all are taken.
  func take(limit: Int) -> Place? {
    guard taken.withLock({ $0 }) < limit else { return nil }
    change(by: 1)
    return Place(self)
  }

  private func change(by difference: Int) {
    // Told within the lock, so that the last word is the last number.
    taken.withLock { taken in
      taken += difference
      notify(taken)
    }
  }
}
