/// Files that `gzip` has packed.
enum GzipFile {
  /// What a file holds, unpacked; the limit is that of unpacked files.
  ///
  /// Throws when the file is missing, cut short or changed: its own checksum tells.
  static func read(_ path: String) throws(DatasetError) -> [UInt8] {
    try unpacked(FileContents.read(path), path: path)
  }

  /// Unpacks the contents of a file; the path is for messages.
  ///
  /// The format (RFC 1952): a header of at least ten bytes, deflated data, and eight bytes with the CRC-32 and the
  /// number of bytes of what was packed.
  static func unpacked(
    _ bytes: [UInt8], path: String, maximumByteCount: Int = FileContents.maximumByteCount
  ) throws(DatasetError) -> [UInt8] {
    guard let start = headerByteCount(bytes), start + 8 <= bytes.count else {
      throw .damaged(path, "the file does not begin like one that gzip packed")
    }
    let data = start..<bytes.count - 8
    let checksum = littleEndian(bytes, at: data.upperBound)
    let count = Int(littleEndian(bytes, at: data.upperBound + 4))
    // Deflate cannot do better than 1032 to 1; what claims more is not worth its memory.
    guard count <= data.count * 1032 + 1032, count <= maximumByteCount else {
      throw .damaged(path, "the packed file is cut short or changed: it cannot hold \(count) bytes")
    }
    var isWhole = count == 0
    let contents = unsafe [UInt8](unsafeUninitializedCapacity: count) { out, initialized in
      unsafe out.initialize(repeating: 0)
      initialized = count
      unsafe bytes.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress, let out = out.baseAddress else { return }
        isWhole = unsafe deflateDecode(source + data.lowerBound, data.count, out, count)
      }
    }
    guard isWhole, CyclicCheck.crc32(contents) == checksum else {
      throw .damaged(path, "the packed file is cut short or changed")
    }
    return contents
  }

  /// Where the deflated data begin; nil when this is no header.
  private static func headerByteCount(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 18, bytes[0] == 0x1F, bytes[1] == 0x8B, bytes[2] == 8 else { return nil }
    let flags = bytes[3]
    var position = 10
    if flags & 4 != 0 {
      guard position + 2 <= bytes.count else { return nil }
      position += 2 + Int(bytes[position]) + Int(bytes[position + 1]) << 8
    }
    // A name and a comment may follow, each with a zero byte at its end.
    for flag: UInt8 in [8, 16] where flags & flag != 0 {
      guard position <= bytes.count, let end = bytes[position...].firstIndex(of: 0) else {
        return nil
      }
      position = end + 1
    }
    if flags & 2 != 0 { position += 2 }
    return position
  }

  private static func littleEndian(_ bytes: [UInt8], at position: Int) -> UInt32 {
    bytes[position..<position + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}

/// The checksum of gzip, zip and PNG.
enum CyclicCheck {
  /// The CRC-32 of some bytes.
  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return 0 }
      return unsafe deflateChecksum(0, start, buffer.count)
    }
  }
}
