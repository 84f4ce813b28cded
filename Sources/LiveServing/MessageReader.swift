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
    LengthPrefix.read(from: descriptor, limit: LiveMessage.limit)
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
