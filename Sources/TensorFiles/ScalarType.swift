import Tensors

/// A type of numbers in a file, and how it becomes `Float`.
internal enum ScalarType: Sendable, Equatable, CaseIterable {
  case boolean, int8, uint8, int16, uint16, int32, uint32, int64, uint64
  case float16, bfloat16, float32, float64

  /// The bytes of one number.
  internal var size: Int {
    switch self {
    case .boolean, .int8, .uint8: 1
    case .int16, .uint16, .float16, .bfloat16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    }
  }

  /// The tensor that bytes of this type hold.
  ///
  /// Numbers of 64 bits are rounded to `Float`; whole numbers must come out exact, since what a
  /// label or a seed of 16777217 becomes would otherwise be another one.
  internal func tensor(
    _ bytes: [UInt8], in range: Range<Int>, shape: Shape, bigEndian: Bool = false
  ) throws(ContentError) -> Tensor {
    switch self {
    case .float32 where !bigEndian: Tensor(littleEndianBytes: bytes, in: range, shape: shape)
    case .float32: try tensor(bytes, range, shape, bigEndian) { Float(bitPattern: $0) }
    case .boolean: try tensor(bytes, range, shape, bigEndian) { (bits: UInt8) in bits == 0 ? 0 : 1 }
    case .uint8: try tensor(bytes, range, shape, bigEndian) { (bits: UInt8) in Float(bits) }
    case .int8: try tensor(bytes, range, shape, bigEndian) { Float(Int8(bitPattern: $0)) }
    case .uint16: try tensor(bytes, range, shape, bigEndian) { (bits: UInt16) in Float(bits) }
    case .int16: try tensor(bytes, range, shape, bigEndian) { Float(Int16(bitPattern: $0)) }
    case .float16: try tensor(bytes, range, shape, bigEndian) { Float(Float16(bitPattern: $0)) }
    case .bfloat16:
      try tensor(bytes, range, shape, bigEndian) { (bits: UInt16) in
        Float(bitPattern: UInt32(bits) << 16)
      }
    case .uint32: try tensor(bytes, range, shape, bigEndian) { (bits: UInt32) in exact(bits) }
    case .int32: try tensor(bytes, range, shape, bigEndian) { exact(Int32(bitPattern: $0)) }
    case .uint64: try tensor(bytes, range, shape, bigEndian) { (bits: UInt64) in exact(bits) }
    case .int64: try tensor(bytes, range, shape, bigEndian) { exact(Int64(bitPattern: $0)) }
    case .float64: try tensor(bytes, range, shape, bigEndian) { rounded(Double(bitPattern: $0)) }
    }
  }

  /// Converts number by number; `Float` has no value for a number that the conversion answers with
  /// nil.
  private func tensor<Bits: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    _ bytes: [UInt8], _ range: Range<Int>, _ shape: Shape, _ bigEndian: Bool,
    _ convert: (Bits) -> Float?
  ) throws(ContentError) -> Tensor {
    let raw = unsafe bytes.span.bytes
    var scalars: [Float] = []
    scalars.reserveCapacity(shape.count)
    for position in stride(from: range.lowerBound, to: range.upperBound, by: size) {
      let loaded = unsafe raw.unsafeLoadUnaligned(fromByteOffset: position, as: Bits.self)
      let bits = bigEndian ? Bits(bigEndian: loaded) : Bits(littleEndian: loaded)
      guard let scalar = convert(bits) else { throw inexact(bits, at: scalars.count) }
      scalars.append(scalar)
    }
    return Tensor(scalars, shape: shape)
  }

  private func exact<Integer: FixedWidthInteger>(_ number: Integer) -> Float? {
    Float(exactly: number)
  }

  private func rounded(_ number: Double) -> Float? {
    let rounded = Float(number)
    return rounded.isInfinite && number.isFinite ? nil : rounded
  }

  private func inexact(_ bits: some FixedWidthInteger & UnsignedInteger, at index: Int)
    -> ContentError
  {
    let text =
      switch self {
      case .int32: "\(Int32(truncatingIfNeeded: bits))"
      case .int64: "\(Int64(truncatingIfNeeded: bits))"
      case .float64: "\(Double(bitPattern: UInt64(truncatingIfNeeded: bits)))"
      default: "\(bits)"
      }
    return ContentError(
      message: "a tensor cannot hold the number \(text), at index \(index)",
      help: self == .float64
        ? "the largest `Float` is about 3.4e38: scale the numbers before saving them"
        : "`Float` holds every whole number only up to 16777216: save smaller ones, or as floats")
  }
}

extension Tensor {
  /// The scalars as they lie in a file.
  fileprivate init(littleEndianBytes bytes: [UInt8], in range: Range<Int>, shape: Shape) {
    unsafe self.init(filling: shape) { out in
      unsafe bytes.withUnsafeBytes { source in
        let target = unsafe UnsafeMutableRawBufferPointer(start: out, count: range.count)
        unsafe target.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[range]))
      }
    }
    if 1.littleEndian != 1 {
      self = map { Float(bitPattern: UInt32(littleEndian: $0.bitPattern)) }
    }
  }
}

extension Shape {
  /// The shape that a file gives, and the bytes that it then needs.
  internal static func checked(
    _ sizes: [Int], of type: ScalarType
  ) throws(ContentError) -> (shape: Shape, byteCount: Int) {
    if sizes.count > maximumRank {
      throw ContentError(
        message: "the shape \(sizes.prefix(12)) has \(sizes.count) axes",
        help: "a tensor has at most \(maximumRank) axes: merge neighbouring ones before saving")
    }
    // Sizes of 0 do not excuse the others: what is computed for each axis must fit, too.
    var limit = type.size
    for size in sizes {
      let (product, overflow) = limit.multipliedReportingOverflow(by: Swift.max(size, 1))
      if size < 0 || overflow { throw .damaged("the shape \(sizes) is impossible") }
      limit = product
    }
    return (Shape(sizes), sizes.contains(0) ? 0 : limit)
  }
}
