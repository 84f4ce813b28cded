import Dispatch
import Notebooks
import Reports
import Synchronization

/// The report of a practical while it is run, served to the browsers of this machine.
///
/// The page is that of `report.html`, kept up to date while cells start, print, draw and finish, and when
/// the file is edited. It is served on 127.0.0.1 only, under an address with a secret in it, by the program
/// `practical-live-server`.
public final class LiveReportServer: Sendable {
  /// Why there is no live report.
  public struct StartFailure: Error, Sendable, CustomStringConvertible {
    /// What happened.
    public var reason: String
    /// The message.
    public var description: String { "the live report cannot be served: \(reason)" }
  }

  private let state: StateBox
  private let writer: LiveWriter

  /// The address to open in a browser: `http://127.0.0.1:PORT/TOKEN/`.
  public let address: String

  /// Listens on 127.0.0.1 and serves the page.
  ///
  /// - Parameters:
  ///   - practical: what will be run, or nil while the file cannot be read; the page then shows nothing of
  ///     it until a run begins.
  ///   - details: what else the page is to say about the run.
  ///   - port: the port; 0 for a free one.
  ///   - token: the secret in the address; nil for a new random one.
  /// - Returns: the server.
  /// - Throws: `StartFailure` when the server cannot be started, or the port not be listened on.
  public static func start(
    practical: Practical? = nil, details: ReportDetails = ReportDetails(), port: UInt16 = 0,
    token: String? = nil
  ) throws -> LiveReportServer {
    let nothing = Practical(
      source: SourceFile(path: "", text: ""), slug: "",
      frontMatter: FrontMatter(title: "Practical"), blocks: [])
    var details = details
    details.isLive = true
    let state = StateBox(LiveState(practical: practical ?? nothing, details: details))
    let token = token ?? AddressToken.make()
    let writer = try LiveWriter.start(port: port, token: token, state: state)
    return LiveReportServer(
      state: state, writer: writer, address: "http://127.0.0.1:\(writer.port)/\(token)/")
  }

  private init(state: StateBox, writer: LiveWriter, address: String) {
    self.state = state
    self.writer = writer
    self.address = address
  }

  deinit { writer.stop() }

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
  ///   - isDark: whether it is drawn for dark pages.
  public func add(plot path: String, png: [UInt8], isDark: Bool = false) {
    change { $0.add(plot: path, png: png, isDark: isDark) }
  }

  /// Shows what keeps the file from being run, until a run begins.
  ///
  /// - Parameter problem: what is wrong, in words; it may have several lines.
  public func show(problem: String) { change { $0.show(problem: problem) } }

  /// Tells the readers that the session is over, and ends the server; waits for a second at most.
  public func stop() { writer.stop() }

  private func change(_ body: (inout LiveState) -> Void) {
    if state.change(body) { writer.noteChange() }
  }
}

/// What the run has come to, between the thread of the run and the one that writes the page.
final class StateBox: Sendable {
  private struct Content {
    var state: LiveState
    /// Whether the writer was told of changes that it has not taken.
    var isAnnounced = false
  }

  private let content: Mutex<Content>

  /// Makes a box.
  init(_ state: LiveState) { content = Mutex(Content(state: state)) }

  /// Changes the state; answers whether the writer is to be told.
  func change(_ body: (inout LiveState) -> Void) -> Bool {
    content.withLock { content in
      body(&content.state)
      defer { content.isAnnounced = true }
      return !content.isAnnounced
    }
  }

  /// The state, and what of it changed since this was last asked.
  func take() -> (state: LiveState, changes: LiveState.Changes) {
    content.withLock { content in
      content.isAnnounced = false
      let changes = content.state.takeChanges()
      return (content.state, changes)
    }
  }
}
