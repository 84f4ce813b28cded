import Foundation
import LiveChannel
import Synchronization

/// Serves a live report: reads what a run tells on standard input, and answers browsers.
///
/// It is a process of its own, because it is the one that strangers can connect to: it holds nothing but the
/// page, and whatever happens to it, the run goes on.
public enum LiveService {
  /// How often readers are written to when nothing happens, to notice those who went away.
  private static let heartbeat = Duration.seconds(10)

  /// Serves until the run ends, or has ended: then nothing more can be read.
  ///
  /// - Parameters:
  ///   - input: where messages of the run are read.
  ///   - output: where replies are written.
  /// - Returns: when the session is over.
  public static func run(input: Int32, output: Int32) {
    let reader = MessageReader(descriptor: input)
    let replies = ReplyWriter(descriptor: output)
    guard case .listen(let port, let token) = reader.next(), let port = UInt16(exactly: port) else {
      return
    }
    let book = PieceBook()
    let box = RulesBox(RequestRules(port: port, token: token))
    let answers = LiveAnswers(
      book: book, rules: { box.rules }, streams: StreamCount { replies.send(.readers($0)) })
    let server: HTTPServerLoop
    do {
      server = try HTTPServerLoop.start(port: port, handler: answers)
    } catch {
      replies.send(.failure((error as? StartFailure)?.reason ?? "\(error)"))
      return
    }
    box.rules.port = server.port
    let connections = ConnectionGuard(port: server.port)
    let beats = Task {
      while !Task.isCancelled {
        try? await Task.sleep(for: heartbeat)
        await book.beat()
      }
    }
    replies.send(.listening(port: Int(server.port)))
    reading: while let message = reader.next() {
      switch message {
      case .listen: break
      case .shell(let html, let policy): wait { await book.take(shell: html, policy: policy) }
      case .update(let update): wait { await book.take(update) }
      case .end: break reading
      }
    }
    beats.cancel()
    wait {
      await book.end()
      await server.stop()
    }
    withExtendedLifetime(connections) {}
  }

  /// Does something that takes no longer than a moment, and waits for it.
  private static func wait(_ body: @escaping @Sendable () async -> Void) {
    let done = DispatchSemaphore(value: 0)
    Task {
      await body()
      done.signal()
    }
    done.wait()
  }
}

/// The rules, once the port is known.
private final class RulesBox: Sendable {
  private let content: Mutex<RequestRules>

  init(_ rules: RequestRules) { content = Mutex(rules) }

  var rules: RequestRules {
    get { content.withLock { $0 } }
    set { content.withLock { $0 = newValue } }
  }
}
