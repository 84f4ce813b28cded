import FlyingFox
import FlyingSocks
import Foundation
import Notebooks
import Reports
import Synchronization

/// The report of a practical while it is run, served to the browsers of this machine.
///
/// The page is that of `report.html`, kept up to date while cells start, print, draw and finish, and when
/// the file is edited. It is served on 127.0.0.1 only, under an address with a secret in it.
public final class LiveReportServer: Sendable {
  /// Why there is no live report.
  public struct StartFailure: Error, Sendable, CustomStringConvertible {
    /// What happened.
    public var reason: String
    /// The message.
    public var description: String { "the live report cannot be served: \(reason)" }
  }

  private struct Shared {
    var state: LiveState
    var rules: RequestRules
    /// Whether the book has been told of a change that it has not asked for.
    var isAnnounced = false
  }

  private final class Room: Sendable {
    let shared: Mutex<Shared>
    init(_ shared: Shared) { self.shared = Mutex(shared) }
  }

  /// How often readers are written to when nothing happens, to notice those who went away.
  private static let heartbeat = Duration.seconds(10)

  private let room: Room
  private let book: LiveBook
  private let tasks = Mutex<[Task<Void, Never>]>([])
  private let server: HTTPServerLoop
  private let connections: ConnectionGuard

  /// The address to open in a browser: `http://127.0.0.1:PORT/TOKEN/`.
  public let address: String

  /// Listens on 127.0.0.1 and serves the page.
  ///
  /// - Parameters:
  ///   - practical: what will be run, or nil while the file cannot be read; the page then says so little
  ///     as it knows until a run begins.
  ///   - details: what else the page is to say about the run.
  ///   - port: the port; 0 for a free one.
  ///   - token: the secret in the address; nil for a new random one.
  /// - Returns: the server.
  /// - Throws: `StartFailure` when the port cannot be listened on.
  public static func start(
    practical: Practical? = nil, details: ReportDetails = ReportDetails(), port: UInt16 = 0,
    token: String? = nil
  ) throws -> LiveReportServer {
    let nothing = Practical(
      source: SourceFile(path: "", text: ""), slug: "",
      frontMatter: FrontMatter(title: "Practical"),
      blocks: [])
    var details = details
    details.isLive = true
    let room = Room(
      Shared(
        state: LiveState(practical: practical ?? nothing, details: details),
        rules: RequestRules(port: port, token: token ?? AddressToken.make())))
    let book = LiveBook {
      room.shared.withLock { shared in
        shared.isAnnounced = false
        let changes = shared.state.takeChanges()
        return (shared.state, changes)
      }
    }
    let answers = LiveAnswers(
      book: book, rules: { room.shared.withLock { $0.rules } },
      picture: { path in room.shared.withLock { $0.state.pictures[path] } })
    let server = try HTTPServerLoop.start(port: port, handler: answers)
    room.shared.withLock { $0.rules.port = server.port }
    return LiveReportServer(room: room, book: book, server: server)
  }

  private init(room: Room, book: LiveBook, server: HTTPServerLoop) {
    self.room = room
    self.book = book
    self.server = server
    let rules = room.shared.withLock { $0.rules }
    address = "http://127.0.0.1:\(rules.port)/\(rules.token)/"
    connections = ConnectionGuard(port: rules.port)
    let beats = Task {
      while !Task.isCancelled {
        try? await Task.sleep(for: Self.heartbeat)
        await book.beat()
      }
    }
    tasks.withLock { $0.append(beats) }
  }

  /// Takes in what happens in the run; returns at once and never waits for a reader.
  ///
  /// - Parameter event: what happens.
  public func follow(_ event: RunEvent) {
    let time = ContinuousClock.now
    change { $0.follow(event, at: time) }
  }

  /// Takes in a plot that was drawn.
  ///
  /// - Parameters:
  ///   - path: its path in `CellResult.plots`.
  ///   - png: the bytes of the picture.
  public func add(plot path: String, png: [UInt8]) { change { $0.add(plot: path, png: png) } }

  /// Shows what keeps the file from being run, until a run begins.
  ///
  /// - Parameter problem: what is wrong, in words; it may have several lines.
  public func show(problem: String) { change { $0.show(problem: problem) } }

  /// Tells the readers that the session is over, and ends the server.
  public func stop() {
    for task in tasks.withLock({ $0 }) { task.cancel() }
    let done = DispatchSemaphore(value: 0)
    Task { [book, server] in
      await book.end()
      await server.stop()
      done.signal()
    }
    _ = done.wait(timeout: .now() + 2)
  }

  private func change(_ body: (inout LiveState) -> Void) {
    let isNews = room.shared.withLock { shared in
      body(&shared.state)
      defer { shared.isAnnounced = true }
      return !shared.isAnnounced
    }
    if isNews { Task { [book] in await book.noteChange() } }
  }
}
