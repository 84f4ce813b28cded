/// Writes PNG files with any header and any pixels, right or wrong, with right checksums.
struct PNGMaker {
  var width: Int
  var height: Int
  var depth: UInt8 = 8
  /// 0 grey, 2 RGB, 3 palette, 4 grey with opacity, 6 RGB with opacity.
  var kind: UInt8 = 0
  /// Chunks before the pixels.
  var extra: [(String, [UInt8])] = []

  /// A file with these rows, each without its filter byte.
  func file(_ rows: [[UInt8]]) -> [UInt8] {
    let header = big(width) + big(height) + [depth, kind, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
      + extra.flatMap { chunk($0.0, $0.1) } + chunk("IDAT", stored(rows.flatMap { [0] + $0 }))
      + chunk("IEND", [])
  }

  func chunk(_ kind: String, _ content: [UInt8]) -> [UInt8] {
    let checked = Array(kind.utf8) + content
    return big(content.count) + checked + big(Int(Self.crc(checked)))
  }

  private func big(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// A zlib stream of one block that is not compressed.
  private func stored(_ bytes: [UInt8]) -> [UInt8] {
    let count = UInt16(bytes.count)
    var (a, b) = (1, 0)
    for byte in bytes {
      a = (a + Int(byte)) % 65521
      b = (b + a) % 65521
    }
    return [
      0x78, 0x01, 1, UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8),
    ]
      + bytes + big(b << 16 | a)
  }

  static func crc(_ bytes: [UInt8]) -> UInt32 {
    var crc = UInt32.max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }

  /// A grey picture from numbers between 0 and 1.
  static func gray(_ plane: [Float], width: Int) -> [UInt8] {
    let rows = stride(from: 0, to: plane.count, by: width).map { start in
      plane[start..<start + width].map { UInt8(($0 * 255).rounded()) }
    }
    return PNGMaker(width: width, height: rows.count).file(rows)
  }
}
