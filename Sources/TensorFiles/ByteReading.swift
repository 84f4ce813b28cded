extension [UInt8] {
  /// A whole number at a position, its least significant byte first.
  internal func littleEndian<Number: FixedWidthInteger & UnsignedInteger>(
    at position: Int, as type: Number.Type = Number.self
  ) throws(ContentError) -> Number {
    let size = MemoryLayout<Number>.size
    guard position >= 0 && count >= size && position <= count - size else {
      throw .damaged("the file ends where a number of \(size) bytes should stand")
    }
    var number: Number = 0
    for offset in (0..<size).reversed() {
      number = (number << 8) | Number(truncatingIfNeeded: self[position + offset])
    }
    return number
  }

  /// So many bytes from a position, as a range within a part of the file.
  internal func range(
    from start: Int, count size: Int, within part: Range<Int>, of what: String
  ) throws(ContentError) -> Range<Int> {
    guard
      start >= part.lowerBound && start <= part.upperBound && size >= 0
        && size <= part.upperBound - start
    else { throw .damaged("the file ends before the end of \(what)") }
    return start..<(start + size)
  }

  /// Adds a whole number, its least significant byte first.
  internal mutating func appendLittleEndian<Number: FixedWidthInteger>(_ number: Number) {
    for offset in 0..<MemoryLayout<Number>.size {
      append(UInt8(truncatingIfNeeded: number >> (8 * offset)))
    }
  }
}
