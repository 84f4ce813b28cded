import Testing
import Wire

@Suite("What is written is read back")
struct RoundTripTests {
  @Test(arguments: [0, 1, -1, 255, 256, .max, .min])
  func integers(_ value: Int) throws {
    var reader = frame { $0.write(value) }
    #expect(try reader.readInt() == value)
    #expect(reader.remaining == 0)
  }

  @Test func unsignedIntegersAndBytes() throws {
    var reader = frame {
      $0.write(UInt64.max)
      $0.write(UInt8(200))
      $0.write(true)
      $0.write(false)
    }
    #expect(try reader.readUInt64() == .max)
    #expect(try reader.readByte() == 200)
    #expect(try reader.readBool())
    #expect(try !reader.readBool())
    #expect(reader.remaining == 0)
  }

  @Test(arguments: [
    0, -0.0, 0.1, -.infinity, .infinity, .nan, .leastNonzeroMagnitude,
    .greatestFiniteMagnitude,
  ])
  func numbersKeepTheirBits(_ value: Double) throws {
    let single = Float(value)
    var reader = frame {
      $0.write(value)
      $0.write(single)
      $0.write([value, 1])
      $0.write([single, 1])
    }
    #expect(try reader.readDouble().bitPattern == value.bitPattern)
    #expect(try reader.readFloat().bitPattern == single.bitPattern)
    #expect(try reader.readDoubles().map(\.bitPattern) == [value, 1].map(\.bitPattern))
    #expect(try reader.readFloats().map(\.bitPattern) == [single, 1].map(\.bitPattern))
    #expect(reader.remaining == 0)
  }

  @Test(arguments: ["", "plain", "ä€😀", "a\u{0}b", String(repeating: "long ", count: 50_000)])
  func texts(_ value: String) throws {
    var reader = frame {
      $0.write(value)
      $0.write(Array(value.utf8))
    }
    #expect(try reader.readString() == value)
    #expect(try reader.readBytes() == Array(value.utf8))
    #expect(reader.remaining == 0)
  }

  @Test func optionalsAndLists() throws {
    var reader = frame {
      $0.write(optional: 7) { $1.write($0) }
      $0.write(optional: Int?.none) { $1.write($0) }
      $0.write(list: ["a", "", "c"]) { $1.write($0) }
      $0.write(list: [Int]()) { $1.write($0) }
    }
    #expect(try reader.readOptional { (reader) throws(WireError) in try reader.readInt() } == 7)
    #expect(try reader.readOptional { (reader) throws(WireError) in try reader.readInt() } == nil)
    let texts = try reader.readList { (reader) throws(WireError) in try reader.readString() }
    #expect(texts == ["a", "", "c"])
    #expect(try reader.readList { (reader) throws(WireError) in try reader.readInt() } == [])
    #expect(reader.remaining == 0)
  }

  @Test func integersAreLittleEndian() {
    var writer = WireWriter()
    writer.write(0x0102_0304)
    #expect(writer.bytes == [4, 3, 2, 1, 0, 0, 0, 0])
  }

  @Test func bytesThatAreNotUTF8BecomeReplacements() throws {
    var reader = frame { $0.write([0x61, 0xFF, 0x62] as [UInt8]) }
    #expect(try reader.readString() == "a\u{FFFD}b")
  }

  private func frame(_ write: (inout WireWriter) -> Void) -> WireReader {
    var writer = WireWriter()
    write(&writer)
    return WireReader(writer.bytes)
  }
}
