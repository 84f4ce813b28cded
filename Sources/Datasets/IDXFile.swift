/// Bytes in a grid, as the files of MNIST hold them.
///
/// The format: two zero bytes, the type (8, unsigned byte), the number of dimensions, each dimension as a
/// big-endian 32-bit number, then the bytes, the last dimension varying fastest.
struct IDXFile: Equatable {
  /// The sizes of the dimensions.
  var dimensions: [Int]
  /// The values, as many as the product of the dimensions.
  var values: [UInt8]

  /// Reads a file that must have the given number of dimensions.
  static func load(_ path: String, rank: Int) throws(DatasetError) -> IDXFile {
    return try IDXFile(parsing: FileContents.read(path), path: path, rank: rank)
  }

  /// Parses the contents of a file that must have the given number of dimensions; the path is for messages.
  init(parsing bytes: consuming [UInt8], path: String, rank: Int) throws(DatasetError) {
    let headerByteCount = 4 + 4 * rank
    guard bytes.count >= headerByteCount else {
      throw .damaged(path, "the file has \(bytes.count) bytes, too few for an IDX header")
    }
    guard bytes[0] == 0, bytes[1] == 0, bytes[2] == 8, bytes[3] == rank else {
      throw .damaged(
        path, "the file does not begin like an IDX file of bytes with \(rank) dimensions")
    }

    var dimensions: [Int] = []
    var (count, isTooLarge) = (1, false)
    for index in 0..<rank {
      let start = 4 + 4 * index
      let dimension = bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
      dimensions.append(dimension)
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      (count, isTooLarge) = (product, isTooLarge || overflow)
    }
    guard !isTooLarge, bytes.count - headerByteCount == count else {
      let shape = dimensions.map(String.init).joined(separator: " × ")
      let found = bytes.count - headerByteCount
      throw .damaged(path, "the header announces \(shape) bytes, but \(found) follow it")
    }
    bytes.removeFirst(headerByteCount)
    self.dimensions = dimensions
    self.values = bytes
  }
}
