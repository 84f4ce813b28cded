import CellChannel
import Checks
import FileUses
import Plots
import Testing
import Wire

@Suite("Events and commands on the wire")
struct EventCodingTests {
  static let events: [CellEvent] =
    [
      .loaded(kernels: "SkylakeX"), .loadFailed("no such file"), .cellStarted(processID: 4711),
      .cellFinished(seconds: 0.25, peakMemory: 1 << 40), .cellDied(.exited(0)),
      .cellDied(.signaled(11)), .cellDied(.timedOut),
      .figure(Figure(title: "Loss").line([3, 2, 1], label: "train")),
      .progress(ProgressReport(label: "epoch", done: 3, total: 20)),
      .checkStarted(
        CheckReport(name: "relu", expectation: .equals([0, 2]), points: 1.5, line: 44)),
      .checkStarted(
        CheckReport(name: "", expectation: .matchesReference(), points: nil, line: -1)),
      .checkObserved(name: "relu", value: .numbers(shape: [2], scalars: [0, 2])),
      .checkDied(name: "relu", .signaled(9)), .checkDied(name: "relu", .timedOut),
    ]
    + FileUse.Kind.allCases.map { kind in
      .fileUsed(
        FileUse(
          path: "/data/ä.npy", kind: kind,
          stamp: FileStamp(device: 1, inode: .max, size: 7, modified: -1, changed: .max)))
    }
    + CellFailure.Kind.allCases.map { kind in
      .failure(
        CellFailure(
          kind: kind, message: "why", line: 12,
          frames: [
            StackFrame(file: "/lib/a.so", offset: .max), StackFrame(file: "", offset: 0),
          ]))
    }

  static let commands: [HostCommand] = [
    .load(path: "/somewhere/cells.so"), .quit, .identify(-7),
    .run(
      CellInvocation(
        id: "relu", index: 3, libraries: ["/a.so", ""], symbol: "practical_cell_3", seed: .max,
        gradingSeed: 1,
        checkTimeout: 0.5, memoryLimit: 1 << 32, settings: ["epochs": "5", "rate": "0.1"],
        keepsSnapshot: true)),
    .run(
      CellInvocation(
        id: "", index: 0, libraries: ["/somewhere/hidden.so", ""], symbol: "", seed: 0,
        gradingSeed: 0, checkTimeout: .infinity, memoryLimit: 0, settings: [:],
        keepsSnapshot: false, isThrownAway: true)),
  ]

  @Test(arguments: events)
  func event(_ event: CellEvent) throws { try expectRoundTrip(of: event) }

  @Test(arguments: commands)
  func command(_ command: HostCommand) throws { try expectRoundTrip(of: command) }

  @Test(arguments: ["", "/a\0b", "/" + String(repeating: "x", count: FileUse.maximumPathLength)])
  func aPathThatNoCallWouldTakeIsRefused(_ path: String) {
    var reader = WireReader(frame(of: CellEvent.fileUsed(FileUse(path: path, kind: .read))))
    #expect(throws: WireError.self) { try CellEvent(from: &reader) }
  }

  @Test func everyPrefixOfAnEventIsRefused() {
    for event in Self.events {
      let bytes = frame(of: event)
      for count in 0..<bytes.count {
        var reader = WireReader(Array(bytes.prefix(count)))
        #expect(throws: WireError.self, "\(event) cut to \(count) bytes") {
          try CellEvent(from: &reader)
        }
      }
    }
  }

  @Test func unknownTagsAreRefused() {
    for tag in UInt8(14)...255 {
      var reader = WireReader([tag, 0, 0, 0, 0, 0, 0, 0, 0, 0])
      #expect(throws: WireError.malformed("event tag \(tag)")) { try CellEvent(from: &reader) }
    }
    for tag in UInt8(4)...255 {
      var reader = WireReader([tag, 0, 0, 0, 0, 0, 0, 0, 0, 0])
      #expect(throws: WireError.malformed("command tag \(tag)")) { try HostCommand(from: &reader) }
    }
  }

  @Test func damagedEventsAreReadOrRefused() {
    var state: UInt64 = 23
    func random(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let frames = Self.events.map { frame(of: $0) }
    var refused = 0
    for _ in 0..<30_000 {
      var bytes = frames[random(below: frames.count)]
      for _ in 0...random(below: 3) {
        bytes[random(below: bytes.count)] = UInt8(random(below: 256))
      }
      var reader = WireReader(bytes)
      do { _ = try CellEvent(from: &reader) } catch { refused += 1 }
    }
    #expect(refused > 1000)
  }

  private func expectRoundTrip<Value: WireCodable & Equatable>(of value: Value) throws {
    var reader = WireReader(frame(of: value))
    #expect(try Value(from: &reader) == value)
    #expect(reader.remaining == 0)
  }

  private func frame(of value: some WireCodable) -> [UInt8] {
    var writer = WireWriter()
    value.encode(into: &writer)
    return writer.bytes
  }
}
