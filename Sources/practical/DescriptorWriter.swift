import Foundation
import Glibc
import Notebooks

/// Writes to a descriptor that a person or another program reads, or not.
///
/// A reader that is gone gets nothing. For one that is there and does not read (a stopped pager), the
/// program waits, but not after it was told to end: then it must not hang in a write.
final class DescriptorWriter: @unchecked Sendable {
  private let descriptor: Int32
  // Guarded by the lock.
  private var isGivenUp = false
  private let lock = NSLock()

  /// What a pipe takes without waiting when it takes anything.
  private static let pieceSize = Int(PIPE_BUF)
  /// How long a reader has after the program was told to end.
  private static let patience: Int32 = 1000

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Writes a text, not mixed with that of other threads.
  func write(_ text: String) {
    lock.withLock {
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty && hasRoom() {
        let count = rest.prefix(Self.pieceSize).withUnsafeBytes {
          Glibc.write(descriptor, $0.baseAddress, $0.count)
        }
        if count < 0 && (errno == EINTR || errno == EAGAIN) { continue }
        if count <= 0 { return }
        rest = rest.dropFirst(count)
      }
    }
  }

  /// Waits until something can be written, or would fail; false when that is not to be waited for any more.
  private func hasRoom() -> Bool {
    while !isGivenUp {
      let isEnding = Interrupt.isRaised
      var polled = [
        pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: isEnding ? -1 : Interrupt.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let ready = poll(&polled, 2, isEnding ? Self.patience : -1)
      if polled[0].revents != 0 { return true }
      if isEnding && ready == 0 { isGivenUp = true }
    }
    return false
  }
}
