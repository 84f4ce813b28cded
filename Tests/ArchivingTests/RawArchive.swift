/// Archives put together byte by byte, as no honest program writes them.
enum RawArchive {
  /// One entry.
  struct Entry {
    var name: [UInt8]
    var bytes: [UInt8] = []
    /// The kind and rights of a file, as Unix has them.
    var mode: UInt32 = 0o100_644
    /// The general purpose flags of a zip entry: bit 0 means encrypted.
    var flags: UInt16 = 0
    /// The type of a tar entry.
    var type: Character = "0"
    /// Where a link of a tar archive leads.
    var target = ""

    init(_ name: String, _ text: String = "") {
      self.name = Array(name.utf8)
      bytes = Array(text.utf8)
    }
  }

  /// A zip archive of stored entries.
  static func zip(_ entries: [Entry]) -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let sizes =
        number(Int(checksum(entry.bytes)), 4) + number(entry.bytes.count, 4)
        + number(entry.bytes.count, 4)
      // Version, flags, stored, no time, 1 January 1980.
      let fields =
        [20, 0] + number(Int(entry.flags), 2) + [0, 0, 0, 0, 0x21, 0] + sizes
        + number(entry.name.count, 2) + [0, 0]
      directory += [0x50, 0x4B, 1, 2, 20, 3] + fields + [0, 0, 0, 0, 0, 0]
      directory += number(Int(entry.mode) << 16, 4) + number(archive.count, 4) + entry.name
      archive += [0x50, 0x4B, 3, 4] + fields + entry.name + entry.bytes
    }
    let count = number(entries.count, 2)
    let end =
      [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count + number(directory.count, 4)
      + number(archive.count, 4) + [0, 0]
    return archive + directory + end
  }

  /// A tar archive, not compressed.
  static func tar(_ entries: [Entry]) -> [UInt8] {
    var archive: [UInt8] = []
    for entry in entries {
      var header = [UInt8](repeating: 0, count: 512)
      func put(_ bytes: [UInt8], at offset: Int) {
        header.replaceSubrange(offset..<offset + bytes.count, with: bytes)
      }
      put(Array(entry.name.prefix(100)), at: 0)
      put(octal(Int(entry.mode & 0o777), 7), at: 100)
      put(octal(0, 7), at: 108)
      put(octal(0, 7), at: 116)
      put(octal(entry.bytes.count, 11), at: 124)
      put(octal(1_700_000_000, 11), at: 136)
      put(Array("        ".utf8), at: 148)
      put(Array(String(entry.type).utf8), at: 156)
      put(Array(entry.target.utf8), at: 157)
      put(Array("ustar".utf8) + [0, 0x30, 0x30], at: 257)
      put(octal(header.reduce(0) { $0 + Int($1) }, 6) + [0], at: 148)
      let padding = (512 - entry.bytes.count % 512) % 512
      archive += header + entry.bytes + [UInt8](repeating: 0, count: padding)
    }
    return archive + [UInt8](repeating: 0, count: 1024)
  }

  private static func octal(_ value: Int, _ digits: Int) -> [UInt8] {
    let text = String(value, radix: 8)
    return Array((String(repeating: "0", count: digits - text.count) + text).utf8)
  }

  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  /// The CRC-32 of bytes.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
