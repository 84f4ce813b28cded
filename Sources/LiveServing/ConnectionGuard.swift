import CLinux
import Foundation
import Glibc

/// Keeps the connections of a port within bounds, from outside the server: those that send too much, or
/// too slowly, or are too many, are broken off.
///
/// The server's library has no limits of its own. A connection serves one request here, so the bytes that
/// came in are those of its head.
final class ConnectionGuard: Sendable {
  /// The most bytes that a request may have.
  static let requestLimit: UInt64 = 32_768
  /// The most connections at a time.
  static let connectionLimit = 64
  /// The longest that a request may take to arrive.
  static let patience = Duration.seconds(5)

  /// A connection as the kernel sees it.
  private struct Connection {
    /// A copy of its descriptor, which stays that of this connection whatever the server does meanwhile.
    var descriptor: Int32
    var inode: UInt64
    var received: UInt64
    var isAnswered: Bool
  }

  private let port: UInt16
  private let patience: Duration
  // Made, started and cancelled, and otherwise left alone.
  private nonisolated(unsafe) let timer: any DispatchSourceTimer
  // Touched on the timer's queue only.
  private nonisolated(unsafe) var firstSeen: [UInt64: ContinuousClock.Instant] = [:]

  /// Guards a port of 127.0.0.1 that this process listens on.
  ///
  /// - Parameters:
  ///   - port: the port.
  ///   - patience: the longest that a request may take to arrive and to be answered.
  init(port: UInt16, patience: Duration = ConnectionGuard.patience) {
    self.port = port
    self.patience = patience
    let queue = DispatchQueue(label: "practical.live.guard")
    timer = DispatchSource.makeTimerSource(queue: queue)
    timer.setEventHandler { [weak self] in self?.sweep() }
    timer.schedule(deadline: .now(), repeating: .milliseconds(200), leeway: .milliseconds(50))
    timer.resume()
  }

  deinit { timer.cancel() }

  private func sweep() {
    let now = ContinuousClock.now
    let connections = self.connections()
    defer { for connection in connections { close(connection.descriptor) } }
    var ages: [UInt64: ContinuousClock.Instant] = [:]
    var open: [(connection: Connection, since: ContinuousClock.Instant)] = []
    for connection in connections {
      let since = firstSeen[connection.inode] ?? now
      ages[connection.inode] = since
      if connection.received > Self.requestLimit
        || !connection.isAnswered && now - since > patience
      {
        shutdown(connection.descriptor, Int32(SHUT_RDWR))
      } else if !connection.isAnswered {
        open.append((connection, since))
      }
    }
    firstSeen = ages
    let excess = connections.count - Self.connectionLimit
    guard excess > 0 else { return }
    for (connection, _) in open.sorted(by: { $0.since < $1.since }).prefix(excess) {
      shutdown(connection.descriptor, Int32(SHUT_RDWR))
    }
  }

  /// The connections to the port that this process holds.
  private func connections() -> [Connection] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return names.compactMap { Int32($0) }.compactMap { descriptor in
      guard descriptor > 2, isOurs(descriptor) else { return nil }
      // Neither the listening socket nor its connections are for the programs that are started.
      linux_set_close_on_exec(descriptor)
      let copy = linux_duplicate(descriptor)
      guard copy >= 0 else { return nil }
      if isOurs(copy), let connection = connection(copy) { return connection }
      close(copy)
      return nil
    }
  }

  private func isOurs(_ descriptor: Int32) -> Bool {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutableBytes(of: &address) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { getsockname(descriptor, $0.baseAddress, &size) }
    }
    return status == 0 && address.sin_family == sa_family_t(AF_INET)
      && address.sin_port == port.bigEndian
  }

  private func connection(_ descriptor: Int32) -> Connection? {
    var status = stat()
    var traffic = linux_traffic()
    guard fstat(descriptor, &status) == 0, linux_socket_traffic(descriptor, &traffic) == 0,
      traffic.is_listening == 0
    else { return nil }
    return Connection(
      descriptor: descriptor, inode: UInt64(status.st_ino), received: traffic.received,
      isAnswered: traffic.sent_segments > 0)
  }
}
