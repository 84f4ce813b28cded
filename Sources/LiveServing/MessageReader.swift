import Glibc
import LiveChannel

/// Reads the messages of a run, one after the other.
struct MessageReader {
  /// Where they come from.
  let descriptor: Int32

  /// The next message; nil when there is none any more, or none that makes sense.
  func next() -> LiveMessage? { nextFrame().flatMap { try? LiveMessage($0) } }

  /// The bytes of the next message; nil when there is none any more.
  func nextFrame() -> [UInt8]? {
    guard let head = read(4) else { return nil }
    let count = head.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard count <= LiveMessage.limit else { return nil }
    return read(count)
  }

  private func read(_ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var start = 0
    while start < count {
      let part = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(descriptor, buffer.baseAddress?.advanced(by: start), count - start)
      }
      if part < 0 && errno == EINTR { continue }
      guard part > 0 else { return nil }
      start += part
    }
    return bytes
  }
}

/// Writes replies to a run.
struct ReplyWriter {
  /// Where they go.
  let descriptor: Int32

  /// Writes a reply; one that nobody reads is lost.
  func send(_ reply: LiveReply) {
    let bytes = Array(reply.line.utf8)
    _ = write(descriptor, bytes, bytes.count)
  }
}
