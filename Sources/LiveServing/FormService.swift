import FlyingFox
import FlyingSocks
import Foundation
import LiveChannel
import Synchronization

/// Serves pages with forms: hands requests of browsers to the program that started it, and its replies back.
///
/// What is sent must come from a page of this server: the address holds the secret, and the browser says
/// where a form comes from.
public enum FormService {
  /// How long a request may take to arrive and to be answered: what is answered was written to the disk.
  private static let patience = Duration.seconds(60)

  /// Serves until nothing more can be read.
  ///
  /// - Parameters:
  ///   - input: where replies are read.
  ///   - output: where requests are written.
  public static func run(input: Int32, output: Int32) {
    let reader = MessageReader(descriptor: input)
    let replies = ReplyWriter(descriptor: output)
    guard case .listen(let port, let token) = reader.next(), let port = UInt16(exactly: port)
    else { return }
    let desk = FormDesk(output: output)
    let box = RulesBox(RequestRules(port: port, token: token))
    let server: HTTPServerLoop
    do {
      server = try HTTPServerLoop.start(
        port: port, handler: FormAnswers(desk: desk, rules: { box.rules }))
    } catch {
      replies.send(.failure((error as? StartFailure)?.reason ?? "\(error)"))
      return
    }
    box.rules.port = server.port
    let connections = ConnectionGuard(port: server.port, patience: patience)
    replies.send(.listening(port: Int(server.port)))
    while let bytes = reader.nextFrame() {
      guard let (number, reply) = try? PageReply.read(bytes) else { break }
      desk.take(reply, to: number)
    }
    desk.end()
    withExtendedLifetime((server, connections)) {}
  }
}

/// Requests that wait for their replies.
final class FormDesk: Sendable {
  private struct State {
    var lastNumber = 0
    var waiting: [Int: CheckedContinuation<PageReply?, Never>] = [:]
    var isOver = false
  }

  private let output: Int32
  private let state = Mutex(State())

  /// Makes a desk that hands requests on to a descriptor.
  init(output: Int32) { self.output = output }

  /// Hands a request on, and waits for the reply; nil when there will be none.
  func reply(isPost: Bool, path: String, body: [UInt8]) async -> PageReply? {
    await withCheckedContinuation { continuation in
      // Written within the lock, so that frames do not mix.
      let isOver = state.withLock { state in
        guard !state.isOver else { return true }
        state.lastNumber += 1
        state.waiting[state.lastNumber] = continuation
        let request = PageRequest(
          number: state.lastNumber, isPost: isPost, path: path, body: body)
        Self.write(request.frame, to: output)
        return false
      }
      if isOver { continuation.resume(returning: nil) }
    }
  }

  /// Takes a reply in.
  func take(_ reply: PageReply, to number: Int) {
    state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(returning: reply)
  }

  /// Lets nobody wait any more.
  func end() {
    let waiting = state.withLock { state in
      defer { state = State(lastNumber: state.lastNumber, waiting: [:], isOver: true) }
      return state.waiting.values
    }
    for continuation in waiting { continuation.resume(returning: nil) }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress?.advanced(by: start), buffer.count - start)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      start += count
    }
  }
}

/// Answers the requests of browsers for pages with forms.
struct FormAnswers: HTTPHandler {
  /// The most bytes that a form may send; a connection takes little more.
  static let bodyLimit = 24_000

  let desk: FormDesk
  let rules: @Sendable () -> RequestRules

  /// Answers a request.
  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    let rules = rules()
    let method = request.method.rawValue
    let header = { (name: String) in request.headers[HTTPHeader(name)] }
    let path: String
    switch rules.form(method: method, target: request.target.rawValue, header: header) {
    case .refusal(let refusal): return Self.refusal(refusal)
    case .path(let found): path = found
    }
    var body: [UInt8] = []
    if method == "POST" {
      guard let length = header("Content-Length").flatMap({ Int($0) }), length >= 0,
        length <= Self.bodyLimit,
        header("Content-Type")?.hasPrefix("application/x-www-form-urlencoded") == true
      else { return Self.response(.badRequest, "text/plain", Array("no form\n".utf8)) }
      for try await piece in request.bodySequence { body += piece }
    }
    guard let reply = await desk.reply(isPost: method == "POST", path: path, body: body) else {
      return Self.response(.serviceUnavailable, "text/plain", Array("the session is over\n".utf8))
    }
    return Self.response(for: reply, token: rules.token)
  }

  private static func response(for reply: PageReply, token: String) -> HTTPResponse {
    switch reply.kind {
    case .page: return response(.ok, "text/html; charset=utf-8", reply.body, policy: reply.policy)
    case .done: return response(.ok, "text/plain; charset=utf-8", reply.body)
    case .notFound: return response(.notFound, "text/plain", Array("not found\n".utf8))
    case .invalid: return response(.badRequest, "text/plain; charset=utf-8", reply.body)
    case .redirect:
      var response = response(.seeOther, "text/plain", [])
      let path = String(decoding: reply.body, as: UTF8.self)
      response.headers[HTTPHeader("Location")] = "/\(token)/\(path)"
      return response
    }
  }

  private static func refusal(_ refusal: RequestRules.Refusal) -> HTTPResponse {
    switch refusal {
    case .notFound: response(.notFound, "text/plain", Array("not found\n".utf8))
    case .notAllowed: response(.methodNotAllowed, "text/plain", Array("not allowed\n".utf8))
    case .forbidden: response(.forbidden, "text/plain", Array("not for other pages\n".utf8))
    case .misdirected:
      response(.misdirectedRequest, "text/plain", Array("not the name of this server\n".utf8))
    }
  }

  private static func response(
    _ status: HTTPStatusCode, _ type: String, _ bytes: [UInt8],
    policy: String = "default-src 'none'"
  ) -> HTTPResponse {
    HTTPResponse(
      statusCode: status,
      headers: LiveAnswers.headers(type, policy: policy, referrer: "same-origin"),
      body: HTTPBodySequence(from: LastBody(bytes: bytes), count: bytes.count))
  }
}

extension RequestRules {
  /// Where a request for a page with forms leads, or why it is refused.
  enum FormTarget: Equatable {
    case path(String)
    case refusal(Refusal)
  }

  /// Decides about a request that may send a form; a form must say that it comes from this server.
  func form(
    method: String, target: String, header: (String) -> String?
  ) -> FormTarget {
    guard method == "GET" || method == "POST" else { return .refusal(.notAllowed) }
    if let refusal = refusal(header: header) { return .refusal(refusal) }
    if method == "POST", header("Origin") == nil { return .refusal(.forbidden) }
    guard let path = pathAfterToken(target) else { return .refusal(.notFound) }
    return .path(path)
  }
}
