import Testing

/// Packs bytes without making them smaller.
enum Archive {
  /// What `gzip -1` could have made of bytes that it cannot compress.
  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(65_535)
      rest = rest.dropFirst(block.count)
      packed += [rest.isEmpty ? 1 : 0] + number(block.count, 2) + number(~block.count, 2) + block
    } while !rest.isEmpty
    return packed + number(Int(checksum(bytes)), 4) + number(bytes.count, 4)
  }

  /// A zip archive with one stored file; the name may be a hostile one.
  static func zip(_ bytes: [UInt8], name: String) -> [UInt8] {
    let sizes = number(Int(checksum(bytes)), 4) + number(bytes.count, 4) + number(bytes.count, 4)
    let fields = [20, 0, 0, 0, 0, 0, 0, 0, 0, 0] + sizes + number(name.utf8.count, 2) + [0, 0]
    let local = [0x50, 0x4B, 3, 4] + fields + Array(name.utf8) + bytes
    let directory =
      [0x50, 0x4B, 1, 2, 20, 0] + fields + [UInt8](repeating: 0, count: 14) + Array(name.utf8)
    return local + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0]
      + number(directory.count, 4) + number(local.count, 4) + [0, 0]
  }

  /// A zip archive of a file of twenty million zeros, some 130 kB long: each 258 of them are one reference to
  /// what came before.
  static func zipBomb(name: String) -> [UInt8] {
    var bits = BitWriter()
    bits.write(0b011, 3)
    bits.write(code: 0b0011_0000, 8)
    let count = 20_000_000 / 258
    for _ in 0..<count {
      // The code of the length 258, and that of the distance 1.
      bits.write(code: 0b1100_0101, 8)
      bits.write(code: 0, 5)
    }
    bits.write(code: 0, 7)
    let size = 1 + 258 * count
    let packed = bits.bytes
    var fields: [UInt8] = [20, 0, 0, 0, 8, 0, 0, 0, 0, 0]
    fields += number(Int(checksumOfZeros(size)), 4) + number(packed.count, 4) + number(size, 4)
    fields += number(name.utf8.count, 2) + [0, 0]
    var archive: [UInt8] = [0x50, 0x4B, 3, 4]
    archive += fields + Array(name.utf8)
    archive += packed
    let start = archive.count
    archive += [0x50, 0x4B, 1, 2, 20, 0]
    archive += fields + [UInt8](repeating: 0, count: 14) + Array(name.utf8)
    let length = archive.count - start
    archive += [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0]
    archive += number(length, 4) + number(start, 4) + [0, 0]
    return archive
  }

  /// Bits as deflate has them: from the lowest of each byte on, codes with their highest bit first.
  private struct BitWriter {
    private(set) var bytes: [UInt8] = []
    private var count = 0

    mutating func write(_ value: Int, _ width: Int) {
      for bit in 0..<width {
        if count % 8 == 0 { bytes.append(0) }
        bytes[count / 8] |= UInt8(value >> bit & 1) << UInt8(count % 8)
        count += 1
      }
    }

    mutating func write(code: Int, _ width: Int) {
      for bit in (0..<width).reversed() { write(code >> bit & 1, 1) }
    }
  }

  /// The CRC-32 of so many zeros.
  private static func checksumOfZeros(_ count: Int) -> UInt32 {
    var table: [UInt32] = []
    for byte in 0..<256 {
      var entry = UInt32(byte)
      for _ in 0..<8 { entry = entry & 1 == 1 ? entry >> 1 ^ 0xEDB8_8320 : entry >> 1 }
      table.append(entry)
    }
    var sum: UInt32 = 0xFFFF_FFFF
    for _ in 0..<count { sum = sum >> 8 ^ table[Int(sum & 0xFF)] }
    return ~sum
  }

  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  /// The CRC-32 of bytes, bit by bit as the standard defines it.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}

/// The contents of a file, and what the program says of it; a test's name has the words only.
struct Contents: Sendable, CustomTestStringConvertible {
  var bytes: [UInt8]
  var words: String

  init(_ bytes: [UInt8], _ words: String) {
    self.bytes = bytes
    self.words = words
  }

  var testDescription: String { words }
}
