/// A value that can cross the boundary between the process of the cells and the runner.
///
/// The encoding is binary, little-endian and carries no type names: both ends are built from the same sources.
/// Whatever is decoded may come from hostile code, so decoding is bounds-checked, never traps, and never
/// allocates more than the frame it was given could describe.
public protocol WireCodable {
  /// Appends the value to a frame.
  func encode(into writer: inout WireWriter)
  /// Reads the value back from a frame, or throws when the bytes do not describe one.
  init(from reader: inout WireReader) throws(WireError)
}

/// Why a frame could not be decoded.
public enum WireError: Error, Equatable {
  /// The frame ended before the value did.
  case truncated
  /// A count, tag or text in the frame is impossible; the text says which.
  case malformed(String)
}

/// Builds one frame.
public struct WireWriter {
  /// The bytes written so far.
  public private(set) var bytes: [UInt8] = []

  /// Makes an empty frame.
  public init() {}

  /// Appends one byte.
  public mutating func write(_ value: UInt8) { bytes.append(value) }

  /// Appends a truth value as one byte.
  public mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

  /// Appends an integer as eight bytes.
  public mutating func write(_ value: Int) { appendBytes(of: UInt64(bitPattern: Int64(value))) }

  /// Appends an unsigned integer as eight bytes.
  public mutating func write(_ value: UInt64) { appendBytes(of: value) }

  /// Appends a number as eight bytes.
  public mutating func write(_ value: Double) { appendBytes(of: value.bitPattern) }

  /// Appends a number as four bytes.
  public mutating func write(_ value: Float) { appendBytes(of: value.bitPattern) }

  /// Appends a text as its count of UTF-8 bytes and those bytes.
  public mutating func write(_ value: String) {
    write(value.utf8.count)
    bytes.append(contentsOf: value.utf8)
  }

  /// Appends raw bytes with their count.
  public mutating func write(_ value: [UInt8]) {
    write(value.count)
    bytes.append(contentsOf: value)
  }

  /// Appends numbers as their count and four bytes each.
  public mutating func write(_ values: [Float]) {
    write(values.count)
    bytes.reserveCapacity(bytes.count + values.count * 4)
    for value in values { appendBytes(of: value.bitPattern) }
  }

  /// Appends numbers as their count and eight bytes each.
  public mutating func write(_ values: [Double]) {
    write(values.count)
    bytes.reserveCapacity(bytes.count + values.count * 8)
    for value in values { appendBytes(of: value.bitPattern) }
  }

  /// Appends any other value.
  public mutating func write(_ value: some WireCodable) { value.encode(into: &self) }

  /// Appends a presence byte and, when there is one, the value.
  public mutating func write<T>(
    optional value: T?, _ encode: (T, inout WireWriter) -> Void
  ) {
    write(value != nil)
    if let value { encode(value, &self) }
  }

  /// Appends a count and every element.
  public mutating func write<T>(list values: [T], _ encode: (T, inout WireWriter) -> Void) {
    write(values.count)
    for value in values { encode(value, &self) }
  }

  private mutating func appendBytes<T: FixedWidthInteger>(of value: T) {
    var rest = value
    for _ in 0..<MemoryLayout<T>.size {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }
}

/// Takes one frame apart.
public struct WireReader {
  private let bytes: [UInt8]
  private var position: Int

  /// Makes a reader at the start of a frame.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    self.position = 0
  }

  /// The number of bytes not yet read.
  public var remaining: Int { bytes.count - position }

  /// Reads one byte.
  public mutating func readByte() throws(WireError) -> UInt8 {
    guard remaining >= 1 else { throw .truncated }
    defer { position += 1 }
    return bytes[position]
  }

  /// Reads a truth value; any byte but 0 and 1 is malformed.
  public mutating func readBool() throws(WireError) -> Bool {
    switch try readByte() {
    case 0: return false
    case 1: return true
    case let other: throw .malformed("truth value \(other)")
    }
  }

  /// Reads an integer.
  public mutating func readInt() throws(WireError) -> Int {
    Int(Int64(bitPattern: try readFixed(UInt64.self)))
  }

  /// Reads an unsigned integer.
  public mutating func readUInt64() throws(WireError) -> UInt64 { try readFixed(UInt64.self) }

  /// Reads an eight-byte number.
  public mutating func readDouble() throws(WireError) -> Double {
    Double(bitPattern: try readFixed(UInt64.self))
  }

  /// Reads a four-byte number.
  public mutating func readFloat() throws(WireError) -> Float {
    Float(bitPattern: try readFixed(UInt32.self))
  }

  /// Reads a text; bytes that are not UTF-8 become U+FFFD.
  public mutating func readString() throws(WireError) -> String {
    let range = try readSpan(elementSize: 1)
    return String(decoding: bytes[range], as: UTF8.self)
  }

  /// Reads raw bytes.
  public mutating func readBytes() throws(WireError) -> [UInt8] {
    let range = try readSpan(elementSize: 1)
    return Array(bytes[range])
  }

  /// Reads four-byte numbers.
  public mutating func readFloats() throws(WireError) -> [Float] {
    let range = try readSpan(elementSize: 4)
    return (0..<range.count / 4).map { index in
      Float(bitPattern: fixed(UInt32.self, at: range.lowerBound + index * 4))
    }
  }

  /// Reads eight-byte numbers.
  public mutating func readDoubles() throws(WireError) -> [Double] {
    let range = try readSpan(elementSize: 8)
    return (0..<range.count / 8).map { index in
      Double(bitPattern: fixed(UInt64.self, at: range.lowerBound + index * 8))
    }
  }

  /// Reads a value that may be absent.
  public mutating func readOptional<T>(
    _ decode: (inout WireReader) throws(WireError) -> T
  ) throws(WireError) -> T? {
    try readBool() ? try decode(&self) : nil
  }

  /// Reads a list; every element is taken to need at least one byte, which bounds the allocation.
  public mutating func readList<T>(
    _ decode: (inout WireReader) throws(WireError) -> T
  ) throws(WireError) -> [T] {
    let count = try readInt()
    guard count >= 0, count <= remaining else { throw .malformed("count \(count)") }
    var values: [T] = []
    for _ in 0..<count { values.append(try decode(&self)) }
    return values
  }

  private mutating func readSpan(elementSize: Int) throws(WireError) -> Range<Int> {
    let count = try readInt()
    guard count >= 0, count <= remaining / elementSize else { throw .malformed("count \(count)") }
    let start = position
    position += count * elementSize
    return start..<position
  }

  private mutating func readFixed<T: FixedWidthInteger>(_ type: T.Type) throws(WireError) -> T {
    guard remaining >= MemoryLayout<T>.size else { throw .truncated }
    defer { position += MemoryLayout<T>.size }
    return fixed(type, at: position)
  }

  private func fixed<T: FixedWidthInteger>(_ type: T.Type, at start: Int) -> T {
    var value: T = 0
    for offset in (0..<MemoryLayout<T>.size).reversed() {
      value = value << 8 | T(truncatingIfNeeded: bytes[start + offset])
    }
    return value
  }
}
