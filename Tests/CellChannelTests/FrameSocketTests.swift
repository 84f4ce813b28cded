import CellChannel
import Foundation
import Glibc
import Testing
import Wire

@Suite("Frames over a real socket")
struct FrameSocketTests {
  /// Two connected ends, closed at the end of the test.
  final class Pair: Sendable {
    let runner: FrameSocket
    let host: FrameSocket

    init() throws { (runner, host) = try #require(FrameSocket.pair()) }

    deinit {
      close(runner.descriptor)
      close(host.descriptor)
    }
  }

  @Test(arguments: [0, 1, 59_999, 60_000, 60_001, 120_000, 1_000_003])
  func aFrameOfAnySizeArrivesWhole(_ size: Int) async throws {
    let pair = try Pair()
    let frame = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    // The socket holds less than the largest frame, so that someone has to read meanwhile.
    let sent = Thread.run { pair.host.send(frame: frame) }
    // Compared before the expectation: a million differing bytes are no message.
    let isEqual = try receive(from: pair.runner) == frame
    #expect(isEqual)
    for await isSent in sent { #expect(isSent) }
  }

  @Test func framesKeepTheirOrder() throws {
    let pair = try Pair()
    for number in 0..<20 { #expect(pair.host.send(HostCommand.load(path: "\(number)"))) }
    for number in 0..<20 {
      var reader = WireReader(try receive(from: pair.runner))
      #expect(try HostCommand(from: &reader) == .load(path: "\(number)"))
    }
    #expect(pair.runner.receivePacket(waits: false) == .none)
  }

  @Test func aSenderIsNamedByItsProcess() throws {
    let pair = try Pair()
    #expect(pair.host.send(frame: [1, 2]))
    let sender = UInt32(bitPattern: getpid())
    #expect(
      pair.runner.receivePacket(waits: true) == .part(sender: sender, isLast: true, [1, 2]))
  }

  @Test func aClosedEndIsNoticedOnBothSides() throws {
    let (runner, host) = try #require(FrameSocket.pair())
    close(host.descriptor)
    #expect(runner.receivePacket(waits: true) == .closed)
    #expect(!runner.send(frame: [1]))
    close(runner.descriptor)
  }

  @Test func framesBeforeTheCloseStillArrive() throws {
    let (runner, host) = try #require(FrameSocket.pair())
    #expect(host.send(frame: [7]))
    close(host.descriptor)
    #expect(try receive(from: runner) == [7])
    #expect(runner.receivePacket(waits: true) == .closed)
    close(runner.descriptor)
  }

  @Test func aFrameBeyondTheLimitIsNotSent() throws {
    let pair = try Pair()
    let isSent = pair.host.send(
      frame: [UInt8](repeating: 0, count: FrameSocket.maximumFrame + 1))
    #expect(!isSent)
    #expect(pair.runner.receivePacket(waits: false) == .none)
  }

  @Test func packetsTooShortForAHeaderAreNoFault() throws {
    let pair = try Pair()
    var garbage: [UInt8] = [1, 2, 3]
    #expect(write(pair.host.descriptor, &garbage, 3) == 3)
    #expect(pair.runner.receivePacket(waits: true) == .part(sender: 0, isLast: true, []))
    #expect(pair.host.send(frame: [9]))
    #expect(try receive(from: pair.runner) == [9])
  }

  private func receive(from socket: FrameSocket) throws -> [UInt8] {
    var assembler = FrameAssembler()
    while case .part(let sender, let isLast, let bytes) = socket.receivePacket(waits: true) {
      if let frame = assembler.append(bytes, from: sender, isLast: isLast) { return frame }
    }
    throw Ended()
  }

  private struct Ended: Error {}
}

extension Thread {
  /// Begins something at once on a thread of its own; for what waits in the kernel.
  fileprivate static func run(_ body: @escaping @Sendable () -> Bool) -> AsyncStream<Bool> {
    let (results, continuation) = AsyncStream.makeStream(of: Bool.self)
    Thread {
      continuation.yield(body())
      continuation.finish()
    }.start()
    return results
  }
}
