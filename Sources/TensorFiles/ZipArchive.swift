/// The entries of a ZIP archive, which is what a `.npz` file is.
///
/// Only what NumPy writes is read: entries that are stored or deflated, of less than 4 GiB.
///
/// **Source:** PKWARE, .ZIP File Format Specification 6.3.10.
internal struct ZipArchive {
  internal struct Entry {
    let name: String
    let isDeflated: Bool
    let checksum: UInt32
    let compressedSize: Int
    let size: Int
    let headerOffset: Int
  }

  internal let entries: [Entry]
  private let bytes: [UInt8]

  /// Reads the directory at the end of the archive.
  internal init(_ bytes: [UInt8]) throws(ContentError) {
    self.bytes = bytes
    let end = try ZipArchive.endOfDirectory(bytes)
    let disk = try bytes.littleEndian(at: end + 4, as: UInt32.self)
    let count = try bytes.littleEndian(at: end + 10, as: UInt16.self)
    let size = try bytes.littleEndian(at: end + 12, as: UInt32.self)
    let start = try bytes.littleEndian(at: end + 16, as: UInt32.self)
    if disk != 0 || count == .max || size == .max || start == .max { throw ZipArchive.tooLarge }
    let directory = try bytes.range(
      from: Int(start), count: Int(size), within: 0..<end, of: "the archive's directory")
    var position = directory.lowerBound
    var entries: [Entry] = []
    var names: Set<String> = []
    for _ in 0..<count {
      let entry = try ZipArchive.entry(bytes, &position, within: directory)
      guard names.insert(entry.name).inserted else {
        throw .damaged("the archive has two entries named `\(entry.name.printable)`")
      }
      entries.append(entry)
    }
    self.entries = entries
  }

  /// The bytes of an entry: an array and the part of it that they are.
  internal func contents(of entry: Entry) throws(ContentError) -> ([UInt8], Range<Int>) {
    let start = entry.headerOffset
    guard try bytes.littleEndian(at: start, as: UInt32.self) == Signature.local else {
      throw .damaged("the archive has no entry where its directory says so")
    }
    let nameLength = Int(try bytes.littleEndian(at: start + 26, as: UInt16.self))
    let extraLength = Int(try bytes.littleEndian(at: start + 28, as: UInt16.self))
    let range = try bytes.range(
      from: start + 30 + nameLength + extraLength, count: entry.compressedSize,
      within: bytes.indices, of: "the entry")
    let (contents, part) =
      entry.isDeflated ? try inflated(range, size: entry.size) : (bytes, range)
    guard part.count == entry.size, contents.checksum(of: part) == entry.checksum else {
      throw .damaged("the checksum is wrong")
    }
    return (contents, part)
  }

  private func inflated(
    _ range: Range<Int>, size: Int
  ) throws(ContentError) -> ([UInt8], Range<Int>) {
    // Deflate cannot do better than 1032 to 1; what claims more is not worth its memory.
    guard size <= range.count * 1032 + 1032 else {
      throw .damaged("\(range.count) bytes cannot hold \(size)")
    }
    var succeeded = false
    let contents = unsafe [UInt8](unsafeUninitializedCapacity: size) { out, initialized in
      unsafe out.initialize(repeating: 0)
      initialized = size
      unsafe bytes.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress, let out = out.baseAddress else { return }
        succeeded = unsafe deflateDecode(source + range.lowerBound, range.count, out, size)
      }
    }
    guard succeeded else { throw .damaged("the compressed data is not whole") }
    return (contents, contents.indices)
  }

  /// The position of the record that ends the archive; a comment of any length may follow it.
  private static func endOfDirectory(_ bytes: [UInt8]) throws(ContentError) -> Int {
    let last = bytes.count - 22
    if last >= 0 {
      for position in (max(last - 65535, 0)...last).reversed()
      where bytes[position] == UInt8(ascii: "P") {
        let signature = try bytes.littleEndian(at: position, as: UInt32.self)
        let comment = try bytes.littleEndian(at: position + 20, as: UInt16.self)
        if signature == Signature.end && position + 22 + Int(comment) == bytes.count {
          return position
        }
      }
    }
    throw .damaged("this is no NumPy archive: it does not end as a ZIP archive does")
  }

  /// The entry at a position in the directory, which then moves to the next.
  private static func entry(
    _ bytes: [UInt8], _ position: inout Int, within directory: Range<Int>
  ) throws(ContentError) -> Entry {
    let fixed = try bytes.range(
      from: position, count: 46, within: directory, of: "the archive's directory"
    ).lowerBound
    guard try bytes.littleEndian(at: fixed, as: UInt32.self) == Signature.central else {
      throw .damaged("the archive's directory has an entry that is none")
    }
    let flags = try bytes.littleEndian(at: fixed + 8, as: UInt16.self)
    let method = try bytes.littleEndian(at: fixed + 10, as: UInt16.self)
    let compressedSize = try bytes.littleEndian(at: fixed + 20, as: UInt32.self)
    let size = try bytes.littleEndian(at: fixed + 24, as: UInt32.self)
    let nameLength = Int(try bytes.littleEndian(at: fixed + 28, as: UInt16.self))
    let extraLength = Int(try bytes.littleEndian(at: fixed + 30, as: UInt16.self))
    let commentLength = Int(try bytes.littleEndian(at: fixed + 32, as: UInt16.self))
    let offset = try bytes.littleEndian(at: fixed + 42, as: UInt32.self)
    let rest = try bytes.range(
      from: fixed + 46, count: nameLength + extraLength + commentLength, within: directory,
      of: "the archive's directory")
    position = rest.upperBound
    guard
      let name = String(validating: bytes[rest.prefix(nameLength)], as: UTF8.self)
    else { throw .damaged("the name of an entry is not in UTF-8") }
    if compressedSize == .max || size == .max || offset == .max { throw tooLarge }
    guard flags & 1 == 0, method == 0 || method == 8 else {
      throw ContentError(
        message: "the entry `\(name.printable)` is encrypted or compressed in an unusual way",
        help: "write the archive with numpy.savez or numpy.savez_compressed")
    }
    return Entry(
      name: name, isDeflated: method == 8,
      checksum: try bytes.littleEndian(at: fixed + 16, as: UInt32.self),
      compressedSize: Int(compressedSize), size: Int(size), headerOffset: Int(offset))
  }

  internal static let tooLarge = ContentError(
    message: "the archive, or an entry of it, is larger than 4 GiB",
    help: "use .safetensors, or one .npy file for each tensor")
}

/// The numbers that records of an archive start with.
internal enum Signature {
  internal static let local: UInt32 = 0x0403_4B50
  internal static let central: UInt32 = 0x0201_4B50
  internal static let end: UInt32 = 0x0605_4B50
}

extension [UInt8] {
  fileprivate func checksum(of part: Range<Int>) -> UInt32 {
    unsafe withUnsafeBufferPointer { buffer in
      guard let address = buffer.baseAddress else { return 0 }
      return unsafe deflateChecksum(0, address + part.lowerBound, part.count)
    }
  }
}
