import CLinux
import Glibc

/// Tells whoever waits in `poll`, or looks now and then, that it shall stop what it does.
///
/// It can be raised from any thread, and stays raised until it is lowered.
public final class WakeUp: @unchecked Sendable {
  private let ends: (read: Int32, write: Int32)

  /// Makes one that is not raised.
  public init() {
    var ends: [Int32] = [-1, -1]
    linux_pipe(&ends)
    linux_set_nonblocking(ends[0])
    linux_set_nonblocking(ends[1])
    self.ends = (ends[0], ends[1])
  }

  deinit {
    close(ends.read)
    close(ends.write)
  }

  /// Becomes readable when it is raised.
  public var descriptor: Int32 { ends.read }

  /// Whether it is raised.
  public var isRaised: Bool {
    var polled = pollfd(fd: ends.read, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, 0) > 0
  }

  /// Raises it.
  public func raise() {
    var byte: UInt8 = 1
    write(ends.write, &byte, 1)
  }

  /// Lowers it.
  public func lower() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(ends.read, &bytes, bytes.count) > 0 {}
  }
}
