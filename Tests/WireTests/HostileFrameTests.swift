import Testing
import Wire

@Suite("Frames of hostile code")
struct HostileFrameTests {
  /// Every way to read, as something that can be tried on any bytes.
  static let reads: [@Sendable (inout WireReader) throws -> Void] = [
    { _ = try $0.readByte() },
    { _ = try $0.readBool() },
    { _ = try $0.readInt() },
    { _ = try $0.readUInt64() },
    { _ = try $0.readDouble() },
    { _ = try $0.readFloat() },
    { _ = try $0.readString() },
    { _ = try $0.readBytes() },
    { _ = try $0.readFloats() },
    { _ = try $0.readDoubles() },
    { _ = try $0.readList { (reader) throws(WireError) in try reader.readString() } },
    { _ = try $0.readOptional { (reader) throws(WireError) in try reader.readInt() } },
  ]

  @Test func randomBytesAreReadOrRefused() {
    var generator = SplitMix(state: 389)
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...64, using: &generator)
      // Mostly zeros, so that counts are often small enough to get past the first look.
      let bytes = (0..<count).map { _ -> UInt8 in
        Bool.random(using: &generator) ? 0 : .random(in: 0...255, using: &generator)
      }
      var reader = WireReader(bytes)
      for _ in 0..<4 {
        let before = reader.remaining
        let read = Self.reads[Int.random(in: 0..<Self.reads.count, using: &generator)]
        do { try read(&reader) } catch { break }
        #expect(reader.remaining <= before && reader.remaining >= 0)
      }
    }
  }

  @Test func anEmptyFrameIsTruncatedForEveryRead() {
    for read in Self.reads {
      var reader = WireReader([])
      #expect(throws: WireError.truncated) { try read(&reader) }
    }
  }

  @Test func everyPrefixOfAFrameIsRefused() {
    var writer = WireWriter()
    writer.write("seven")
    writer.write([1.0, 2.0])
    writer.write(list: ["a", "b"]) { $1.write($0) }
    func read(_ bytes: some Sequence<UInt8>) throws(WireError) {
      var reader = WireReader(Array(bytes))
      _ = try reader.readString()
      _ = try reader.readDoubles()
      _ = try reader.readList { (reader) throws(WireError) in try reader.readString() }
    }
    #expect(throws: Never.self) { try read(writer.bytes) }
    for count in 0..<writer.bytes.count {
      #expect(throws: WireError.self) { try read(writer.bytes.prefix(count)) }
    }
  }

  @Test(arguments: [-1, .min, .max, 1 << 40, 3])
  func countsBeyondTheFrameAreRefusedBeforeAnythingIsAllocated(_ count: Int) {
    var writer = WireWriter()
    writer.write(count)
    writer.write(UInt8(0))
    writer.write(UInt8(0))
    let expected = WireError.malformed("count \(count)")
    var reader = WireReader(writer.bytes)
    #expect(throws: expected) { try reader.readString() }
    reader = WireReader(writer.bytes)
    #expect(throws: expected) { try reader.readBytes() }
    reader = WireReader(writer.bytes)
    #expect(throws: expected) { try reader.readFloats() }
    reader = WireReader(writer.bytes)
    #expect(throws: expected) { try reader.readDoubles() }
    reader = WireReader(writer.bytes)
    #expect(throws: expected) {
      try reader.readList { (reader) throws(WireError) in try reader.readByte() }
    }
  }

  @Test(arguments: [2, 3, 128, 255] as [UInt8])
  func truthIsZeroOrOne(_ byte: UInt8) {
    var reader = WireReader([byte])
    #expect(throws: WireError.malformed("truth value \(byte)")) { try reader.readBool() }
  }
}

/// A small generator of the same numbers on every machine.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
