import Foundation
import Glibc

/// The messages of the Language Server Protocol on a pair of descriptors: JSON with its length before it.
struct MessageStream: Sendable {
  /// Where messages are read from.
  var input: Int32
  /// Where messages are written to.
  var output: Int32

  /// The longest message that is read, in bytes.
  private static let limit = 256 << 20

  /// Writes a message; false when nobody reads any more.
  @discardableResult
  func write(_ message: [String: Any]) -> Bool {
    guard let body = try? JSONSerialization.data(withJSONObject: message) else { return true }
    var rest = (Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Reads messages and hands them on, until the other side ends or sends what is no message.
  func readAll(_ handle: ([String: Any]) -> Void) {
    var pending: [UInt8] = []
    let separator = Array("\r\n\r\n".utf8)
    while true {
      guard let head = read(into: &pending, until: separator) else { return }
      let text = String(decoding: pending[..<head], as: UTF8.self)
      let field = text.split(separator: "\r\n").first {
        $0.lowercased().hasPrefix("content-length:")
      }
      let length = field.flatMap { Int($0.dropFirst(15).drop { $0 == " " }) }
      guard let length, length >= 0, length <= Self.limit else { return }
      pending.removeFirst(head + separator.count)
      while pending.count < length { if !readMore(&pending) { return } }
      let body = Data(pending[..<length])
      pending.removeFirst(length)
      if let message = try? JSONSerialization.jsonObject(with: body) as? [String: Any] {
        handle(message)
      }
    }
  }

  /// Reads until a mark has come; returns where it begins.
  private func read(into pending: inout [UInt8], until mark: [UInt8]) -> Int? {
    while true {
      if let range = pending.firstRange(of: mark) { return range.lowerBound }
      guard pending.count < 1 << 16, readMore(&pending) else { return nil }
    }
  }

  private func readMore(_ pending: inout [UInt8]) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(input, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      pending += buffer[..<count]
      return true
    }
  }
}
