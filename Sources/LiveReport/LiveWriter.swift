import Dispatch
import LiveChannel
import Notebooks
import Reports
import Synchronization

/// Writes the page of a run and hands what changed to the program that serves it.
///
/// All of it happens on a thread of its own, and nothing is written while nobody reads.
final class LiveWriter: @unchecked Sendable {
  // All variables below are touched on the queue only.

  /// The time between two writings: what a reader can still see as motion.
  private static let interval = Duration.milliseconds(50)
  /// How often the serving program is started again when it ends by itself.
  private static let mostRestarts = 20

  /// The port that is listened on.
  let port: UInt16

  private let queue = DispatchQueue(label: "practical.live")
  private let state: StateBox
  private let token: String
  private let shell: (html: [UInt8], policy: String)
  private var helper: HelperProcess
  private var restarts = 0
  private var readers = 0
  private var isPlanned = false
  private var isStopped = false
  private var lastWriting = ContinuousClock.now
  private var page = LivePage()
  private var hasWritten = false
  private var shown: [String: [UInt8]] = [:]
  private var order: [String]?
  private var pictures: Set<String> = []

  /// Starts the program that serves the page.
  ///
  /// - Parameters:
  ///   - port: the port; 0 for a free one.
  ///   - token: the secret in the address.
  ///   - state: what the run comes to.
  /// - Returns: a writer.
  /// - Throws: `LiveReportServer.StartFailure` when the program cannot be started or cannot listen.
  static func start(port: UInt16, token: String, state: StateBox) throws -> LiveWriter {
    let shell = LivePage.shell(script: LiveScript.text)
    let helper = try HelperProcess.start(
      port: port, token: token, mode: .report(html: shell.html, policy: shell.policy))
    let writer = LiveWriter(
      port: helper.port, token: token, shell: shell, state: state, helper: helper)
    writer.queue.async { writer.begin() }
    return writer
  }

  private init(
    port: UInt16, token: String, shell: (html: [UInt8], policy: String), state: StateBox,
    helper: HelperProcess
  ) {
    self.port = port
    self.shell = shell
    self.token = token
    self.state = state
    self.helper = helper
  }

  /// Takes in that the state has changed.
  func noteChange() { queue.async { self.plan() } }

  /// Tells the readers that the session is over, and ends the program.
  func stop() {
    queue.sync {
      guard !isStopped else { return }
      if readers > 0 { write() }
      isStopped = true
      helper.send(.end)
      helper.end(within: 1)
    }
  }

  private func begin() {
    helper.listen { [weak self] reply in
      guard let self else { return }
      queue.async { self.take(reply) }
    }
  }

  private func take(_ reply: LiveReply?) {
    switch reply {
    case .readers(let count):
      readers = count
      if count > 0 { plan() }
    case .listening, .failure: break
    case nil: restart()
    }
  }

  /// Starts the program again at the same address; readers find it by themselves.
  private func restart() {
    guard !isStopped, restarts < Self.mostRestarts else { return }
    restarts += 1
    helper.end(within: 0)
    guard
      let next = try? HelperProcess.start(
        port: port, token: token, mode: .report(html: shell.html, policy: shell.policy))
    else { return }
    helper = next
    readers = 0
    shown = [:]
    order = nil
    pictures = []
    begin()
  }

  private func plan() {
    guard readers > 0, !isPlanned, !isStopped else { return }
    isPlanned = true
    let wait = max(.zero, Self.interval - (ContinuousClock.now - lastWriting))
    queue.asyncAfter(deadline: .now() + wait / .seconds(1)) { [weak self] in
      guard let self else { return }
      isPlanned = false
      if !isStopped { write() }
    }
  }

  private func write() {
    let (state, changes) = state.take()
    lastWriting = .now
    if changes.isEverything || !hasWritten {
      page.write(state.run)
    } else if changes.isAny {
      page.write(state.run, cells: changes.cells)
    }
    hasWritten = true
    let update = difference(from: state)
    if !update.isEmpty { helper.send(.update(update)) }
  }

  /// What the program that serves the page does not have yet.
  private func difference(from state: LiveState) -> LiveUpdate {
    var update = LiveUpdate()
    let body = page.body
    let keys = body.map(\.key)
    for piece in body + page.frame where shown[piece.key] != piece.html {
      update.pieces.append(.init(name: piece.key, bytes: piece.html))
      shown[piece.key] = piece.html
    }
    if keys != order {
      for gone in Set(order ?? []).subtracting(keys) { shown[gone] = nil }
      update.order = keys
      order = keys
    }
    let addresses = Set(state.pictures.keys)
    for address in addresses.subtracting(pictures).sorted() {
      update.pictures.append(.init(name: address, bytes: state.pictures[address] ?? []))
    }
    update.forgotten = pictures.subtracting(addresses).sorted()
    pictures = addresses
    return update
  }
}
