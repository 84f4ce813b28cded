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

  /// How long readers may take to hear of the end.
  private static let patience = Duration.milliseconds(300)

  /// Serves until the run ends, or has ended: then nothing more can be read.
  ///
  /// - Parameters:
  ///   - input: where messages of the run are read.
  ///   - output: where replies are written.
  public static func run(input: Int32, output: Int32) {
    let reader = MessageReader(descriptor: input)
    let replies = ReplyWriter(descriptor: output)
    guard case .listen(let port, let token) = reader.next(), let port = UInt16(exactly: port),
      case .shell(let html, let policy) = reader.next()
    else { return }
    let book = PieceBook(shell: html, policy: policy)
    let box = RulesBox(RequestRules(port: port, token: token))
    let streams = StreamCount { replies.send(.readers($0)) }
    let answers = LiveAnswers(book: book, rules: { box.rules }, streams: streams)
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
      case .listen, .shell: break
      case .update(let update): wait { await book.take(update) }
      case .end: break reading
      }
    }
    beats.cancel()
    wait {
      await book.end()
      // The streams end by themselves when their last word is sent.
      let limit = ContinuousClock.now + patience
      while streams.number > 0, ContinuousClock.now < limit {
        try? await Task.sleep(for: .milliseconds(5))
      }
    }
    withExtendedLifetime((server, connections)) {}
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
final class RulesBox: Sendable {
  private let content: Mutex<RequestRules>

  init(_ rules: RequestRules) { content = Mutex(rules) }

  var rules: RequestRules {
    get { content.withLock { $0 } }
    set { content.withLock { $0 = newValue } }
  }
}
