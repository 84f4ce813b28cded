import Foundation
import Glibc
import Synchronization
import Testing

/// A little server of files on 127.0.0.1 that can behave badly.
final class FileServer: Sendable {
  /// How it answers.
  enum Behaviour: Sendable {
    /// As it should, with ranges.
    case good
    /// No connection gets past so many bytes of the file until it is released.
    case stalls(after: Int)
    /// The first connections close after so many bytes; later ones are as they should be.
    case breaksOff(after: Int, times: Int)
    /// It does not know ranges.
    case withoutRanges
    /// It does not tell the length, and closes the connection after so many bytes.
    case withoutLength(Int)
    /// It answers with a status and nothing else.
    case status(String)
    /// It sends to another address.
    case redirects(to: String)
  }

  /// What somebody asked for.
  struct Request: Sendable, Equatable {
    var path: String
    var range: String?
  }

  private let listener: Int32
  private let files: [String: [UInt8]]
  private let behaviour: Behaviour
  private let log = Mutex<[Request]>([])
  private let isReleased = Mutex(false)

  /// The address, without a final slash.
  let address: String

  /// What was asked for so far.
  var requests: [Request] { log.withLock { $0 } }

  /// Has the connection that waits go on.
  func release() { isReleased.withLock { $0 = true } }

  /// Starts to serve files, by path from the first slash on.
  init(_ files: [String: [UInt8]], _ behaviour: Behaviour = .good) throws {
    self.files = files
    self.behaviour = behaviour
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    let isBound = withUnsafeMutablePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 && listen(descriptor, 16) == 0
          && getsockname(descriptor, address, &length) == 0
      }
    }
    try #require(isBound, "no port to be had")
    address = "http://127.0.0.1:\(UInt16(bigEndian: place.sin_port))"
    // The test's own reader may go away in the middle of an answer.
    signal(SIGPIPE, SIG_IGN)
    Thread { [weak self] in
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0, let server = self else { return }
        Thread { server.answer(connection) }.start()
      }
    }.start()
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  private func answer(_ connection: Int32) {
    defer {
      shutdown(connection, Int32(SHUT_WR))
      close(connection)
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    let count = read(connection, &buffer, buffer.count)
    guard count > 0 else { return }
    let lines = String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\r\n")
    let path = lines.first?.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    let range = lines.first { $0.lowercased().hasPrefix("range: bytes=") }?.dropFirst(13)
    let earlier = log.withLock { log in
      log.append(Request(path: path, range: range.map(String.init)))
      return log.count - 1
    }
    switch behaviour {
    case .status(let status): send("HTTP/1.1 \(status)\r\nContent-Length: 0\r\n\r\n", connection)
    case .redirects(let target):
      send("HTTP/1.1 302 Found\r\nLocation: \(target)\r\nContent-Length: 0\r\n\r\n", connection)
    default: answer(path, from: range.flatMap { Int($0.dropLast()) }, earlier, connection)
    }
  }

  private func answer(_ path: String, from start: Int?, _ earlier: Int, _ connection: Int32) {
    guard let file = files[path] else {
      send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", connection)
      return
    }
    if case .withoutLength(let count) = behaviour {
      send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", connection)
      send(file.prefix(count), connection)
      return
    }
    var body = file[...]
    var head = "HTTP/1.1 200 OK\r\n"
    if let start, !ignoresRanges {
      guard start < file.count else {
        send("HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\n\r\n", connection)
        return
      }
      body = file[start...]
      head =
        "HTTP/1.1 206 Partial Content\r\n"
        + "Content-Range: bytes \(start)-\(file.count - 1)/\(file.count)\r\n"
    }
    send(head + "Connection: close\r\nContent-Length: \(body.count)\r\n\r\n", connection)
    if case .breaksOff(let count, let times) = behaviour, earlier < times {
      body = body.prefix(count)
    }
    if case .stalls(let count) = behaviour {
      // A client that waited for long asks again for the rest, which must not come then either.
      let early = body.prefix(max(0, count - body.startIndex))
      send(early, connection)
      body = body.dropFirst(early.count)
      // Whoever stays away for ten minutes will not release it any more.
      for _ in 0..<60_000 where !isReleased.withLock({ $0 }) { usleep(10_000) }
    }
    send(body, connection)
  }

  private var ignoresRanges: Bool {
    if case .withoutRanges = behaviour { true } else { false }
  }

  private func send(_ text: String, _ connection: Int32) {
    send(Array(text.utf8)[...], connection)
  }

  @discardableResult
  private func send(_ bytes: ArraySlice<UInt8>, _ connection: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
