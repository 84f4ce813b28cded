import Glibc
import Wire

/// One end of the channel between the runner and the host of the cells.
///
/// A socket of the kind that keeps packets whole (`SOCK_SEQPACKET`): processes that share an end, as a
/// host and its snapshots do, cannot tear each other's frames. A frame longer than a packet is sent as
/// several, each marked as the last or not, with the id of the sending process to put them together.
public struct FrameSocket: Sendable {
  /// The most bytes in one frame; a longer one is not sent, and not accepted.
  public static let maximumFrame = 64 << 20
  private static let packetSize = 60_000
  /// The most bytes in one packet.
  public static let maximumPacket = packetSize + headerSize
  private static let headerSize = 5

  /// The file descriptor.
  public let descriptor: Int32

  /// Wraps an open socket.
  public init(descriptor: Int32) { self.descriptor = descriptor }

  /// Makes two connected ends, both closed on `exec`.
  public static func pair() -> (runner: FrameSocket, host: FrameSocket)? {
    var descriptors: [Int32] = [-1, -1]
    let type = Int32(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &descriptors) == 0 else { return nil }
    return (FrameSocket(descriptor: descriptors[0]), FrameSocket(descriptor: descriptors[1]))
  }

  /// Sends one frame, waiting while the other end is slow; false when the other end is gone.
  public func send(_ value: some WireCodable) -> Bool {
    var writer = WireWriter()
    value.encode(into: &writer)
    return send(frame: writer.bytes)
  }

  /// Sends the bytes of one frame; false when the other end is gone or the frame is too long.
  public func send(frame: [UInt8]) -> Bool {
    guard frame.count <= Self.maximumFrame else { return false }
    let sender = UInt32(bitPattern: getpid())
    var start = 0
    repeat {
      let end = min(start + Self.packetSize, frame.count)
      var packet: [UInt8] = [end == frame.count ? 1 : 0]
      for shift in stride(from: 0, to: 32, by: 8) {
        packet.append(UInt8(truncatingIfNeeded: sender >> UInt32(shift)))
      }
      packet.append(contentsOf: frame[start..<end])
      guard sendPacket(packet) else { return false }
      start = end
    } while start < frame.count
    return true
  }

  private func sendPacket(_ packet: [UInt8]) -> Bool {
    while true {
      let sent = packet.withUnsafeBytes { bytes in
        Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      }
      if sent == packet.count { return true }
      guard sent < 0, errno == EINTR else { return false }
    }
  }

  /// Receives one packet.
  ///
  /// - Parameter waits: whether to wait when there is none.
  /// - Returns: the packet, `.none` when there is none yet, `.closed` when the other end is gone.
  public func receivePacket(waits: Bool) -> Packet {
    var buffer = [UInt8](repeating: 0, count: Self.packetSize + Self.headerSize)
    while true {
      let flags = waits ? 0 : Int32(MSG_DONTWAIT)
      let count = buffer.withUnsafeMutableBytes { bytes in
        recv(descriptor, bytes.baseAddress, bytes.count, flags)
      }
      if count >= 0 { return Packet(bytes: buffer[..<count]) }
      if errno == EINTR { continue }
      return errno == EAGAIN ? .none : .closed
    }
  }

  /// What one look at the socket gives.
  public enum Packet: Sendable, Equatable {
    /// A part of a frame.
    case part(sender: UInt32, isLast: Bool, [UInt8])
    /// Nothing yet.
    case none
    /// The other end is gone.
    case closed

    /// Reads a packet as it came: none of its bytes means that the other end is gone.
    public init(bytes: ArraySlice<UInt8>) {
      guard let first = bytes.first else {
        self = .closed
        return
      }
      guard bytes.count >= FrameSocket.headerSize else {
        self = .part(sender: 0, isLast: true, [])
        return
      }
      var sender: UInt32 = 0
      for (index, byte) in bytes.dropFirst().prefix(4).enumerated() {
        sender |= UInt32(byte) << UInt32(8 * index)
      }
      self = .part(
        sender: sender, isLast: first == 1, Array(bytes.dropFirst(FrameSocket.headerSize)))
    }
  }
}

/// Puts packets together to frames.
public struct FrameAssembler: Sendable {
  private var parts: [UInt32: [UInt8]] = [:]

  /// Makes an assembler with nothing received.
  public init() {}

  /// Takes in a part; returns the frame when it is whole.
  ///
  /// A frame beyond the limit is dropped, and so is what is unfinished when more processes send at once
  /// than an honest host has.
  public mutating func append(_ bytes: [UInt8], from sender: UInt32, isLast: Bool) -> [UInt8]? {
    if parts.isEmpty && isLast { return bytes }
    if parts.count > 8 { parts.removeAll() }
    var frame = parts.removeValue(forKey: sender) ?? []
    // Dropped before it grows; what is left of it then reads as a frame of its own, which says nothing.
    guard frame.count + bytes.count <= FrameSocket.maximumFrame else { return nil }
    frame.append(contentsOf: bytes)
    if isLast { return frame }
    parts[sender] = frame
    return nil
  }
}
