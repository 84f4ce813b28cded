import Tensors

/// One array in NumPy's format, as `numpy.save` writes it.
///
/// **Source:** NumPy, numpy.lib.format,
/// <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.
internal enum NumpyArray {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// What NumPy itself reads at most.
  private static let maximumHeaderSize = 10_000

  /// Reads the array that fills a part of some bytes.
  internal static func decode(
    _ bytes: [UInt8], in part: Range<Int>
  ) throws(ContentError) -> Tensor {
    guard part.count >= 10, bytes[part].starts(with: magic) else {
      throw .damaged("this is no NumPy array: it does not start with `\\x93NUMPY`")
    }
    let version = bytes[part.lowerBound + 6]
    let lengthSize = version == 1 ? 2 : 4
    guard (1...3).contains(version) else {
      throw ContentError(
        message: "the array has version \(version) of NumPy's format",
        help: "versions 1 to 3 are read: save it again with numpy.save")
    }
    let start = part.lowerBound + 8
    let length =
      version == 1
      ? Int(try bytes.littleEndian(at: start, as: UInt16.self))
      : Int(try bytes.littleEndian(at: start, as: UInt32.self))
    guard length <= maximumHeaderSize else {
      throw .damaged("the header of the array is said to have \(length) bytes")
    }
    let headerRange = try bytes.range(
      from: start + lengthSize, count: length, within: part, of: "the header of the array")
    let header = try NumpyHeader(parsing: Array(bytes[headerRange]))

    // The scalars of Fortran's order are those of the reversed axes in C's.
    let stored = header.fortranOrder ? header.sizes.reversed() : header.sizes
    let (shape, byteCount) = try Shape.checked(stored, of: header.type)
    let scalars = try bytes.range(
      from: headerRange.upperBound, count: byteCount, within: part, of: "the array")
    guard scalars.upperBound == part.upperBound else {
      throw .damaged(
        "\(part.upperBound - scalars.upperBound) bytes follow the array of shape \(header.sizes)")
    }
    let tensor = try header.type.tensor(
      bytes, in: scalars, shape: shape, bigEndian: header.bigEndian)
    return header.fortranOrder ? tensor.transposed((0..<tensor.rank).reversed()) : tensor
  }

  /// What stands before the scalars of a tensor, which then start at a multiple of 64 bytes.
  internal static func header(of tensor: Tensor) -> [UInt8] {
    let sizes = tensor.shape.dimensions.map { "\($0)" }
    let shape = sizes.joined(separator: ", ") + (sizes.count == 1 ? "," : "")
    var text = Array("{'descr': '<f4', 'fortran_order': False, 'shape': (\(shape)), }".utf8)
    let used = magic.count + 4 + text.count + 1
    text += [UInt8](repeating: 0x20, count: (64 - used % 64) % 64) + [0x0A]
    var bytes = magic + [1, 0]
    bytes.appendLittleEndian(UInt16(text.count))
    return bytes + text
  }
}
