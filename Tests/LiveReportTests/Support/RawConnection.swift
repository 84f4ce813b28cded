import Foundation
import Glibc

/// A connection to a port of this machine over which a test says what it likes.
final class RawConnection: Sendable {
  private let descriptor: Int32

  /// Connects.
  init?(port: Int) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let status = withUnsafeBytes(of: &address) { bytes in
      connect(
        descriptor, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress,
        socklen_t(bytes.count))
    }
    if status != 0 {
      close(descriptor)
      return nil
    }
  }

  deinit { close(descriptor) }

  /// Sends text; answers whether it was taken.
  @discardableResult
  func send(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
  }

  /// Reads until a text has come, the other side ends the connection, or the time is over.
  func read(until end: String? = nil, within seconds: Double = 120) -> String {
    let limit = ContinuousClock.now + .seconds(seconds)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while ContinuousClock.now < limit {
      var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard Glibc.poll(&poll, 1, 50) > 0 else { continue }
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
      let text = String(decoding: bytes, as: UTF8.self)
      if let end, text.contains(end) { return text }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether the other side has ended the connection, or does so soon.
  func isEnded(within seconds: Double) -> Bool {
    let limit = ContinuousClock.now + .seconds(seconds)
    var byte: UInt8 = 0
    while ContinuousClock.now < limit {
      var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard Glibc.poll(&poll, 1, 50) > 0 else { continue }
      if recv(descriptor, &byte, 1, 0) <= 0 { return true }
    }
    return false
  }

  /// What a server answers to one request.
  static func answer(port: Int, _ request: String, within seconds: Double = 120) -> String {
    guard let connection = RawConnection(port: port) else { return "" }
    connection.send(request)
    return connection.read(within: seconds)
  }
}
