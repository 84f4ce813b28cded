import FlyingFox
import FlyingSocks
import Foundation
import Glibc
import Synchronization

/// Why a port cannot be listened on.
struct StartFailure: Error, Sendable {
  /// What the system says.
  var reason: String
}

/// A server on a port of 127.0.0.1 that is started again when it fails, for want of descriptors say.
final class HTTPServerLoop: Sendable {
  /// The port that is listened on.
  let port: UInt16

  private let loop: Task<Void, Never>

  /// Starts listening.
  ///
  /// - Parameters:
  ///   - port: the port; 0 for a free one.
  ///   - handler: what answers the requests.
  /// - Returns: the server, which listens.
  /// - Throws: `StartFailure` when the port cannot be listened on.
  static func start(port: UInt16, handler: some HTTPHandler) throws -> HTTPServerLoop {
    let first = server(port: port, handler: handler)
    let started = DispatchSemaphore(value: 0)
    let box = StartOutcome()
    let running = Task {
      do {
        try await first.run()
      } catch {
        box.set(.failure(.init(reason: error.localizedDescription)))
        started.signal()
      }
    }
    Task {
      try? await first.waitUntilListening()
      if case .ip4(_, let port) = await first.listeningAddress {
        box.set(.success(port))
      }
      started.signal()
    }
    _ = started.wait(timeout: .now() + 5)
    guard let result = box.value else {
      throw StartFailure(reason: "no answer from the system within 5 s")
    }
    return HTTPServerLoop(
      port: try result.get(), first: first, running: running, handler: handler)
  }

  private init(
    port: UInt16, first: HTTPServer, running: Task<Void, Never>, handler: some HTTPHandler
  ) {
    self.port = port
    loop = Task {
      await running.value
      while !Task.isCancelled {
        try? await Task.sleep(for: .milliseconds(100))
        try? await Self.server(port: port, handler: handler).run()
      }
    }
  }

  private static func server(port: UInt16, handler: some HTTPHandler) -> HTTPServer {
    HTTPServer(
      address: LoopbackAddress(port: port), logger: .disabled,
      handler: handler)
  }
}

/// What the start of a server came to; the first word counts.
private final class StartOutcome: Sendable {
  typealias Outcome = Result<UInt16, StartFailure>

  private let outcome = Mutex<Outcome?>(nil)

  var value: Outcome? { outcome.withLock { $0 } }

  func set(_ value: Outcome) { outcome.withLock { $0 = $0 ?? value } }
}

/// A port of 127.0.0.1.
///
/// The library's own conformance of `sockaddr_in` is not seen outside it on Linux. It may copy this as the
/// system's structure, so there is nothing else in it.
private struct LoopbackAddress: SocketAddress {
  static let family = sa_family_t(AF_INET)

  private var address = sockaddr_in()

  init(port: UInt16) {
    address.sin_family = Self.family
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  }

  func withSockAddr<Result, Failure: Error>(
    _ body: (UnsafePointer<sockaddr>, socklen_t) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var storage = sockaddr()
    withUnsafeMutableBytes(of: &storage) { bytes in
      withUnsafeBytes(of: address) { bytes.copyMemory(from: $0) }
    }
    return try body(&storage, socklen_t(MemoryLayout<sockaddr_in>.size))
  }
}
