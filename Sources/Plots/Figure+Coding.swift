import Wire

extension Figure: WireCodable {
  /// Appends the figure to a frame.
  public func encode(into writer: inout WireWriter) {
    writer.write(title)
    writer.write(xAxis)
    writer.write(yAxis)
    writer.write(list: marks) { mark, writer in writer.write(mark) }
    writer.write(legend.rawValue)
    writer.write(optional: size) { size, writer in
      writer.write(size.width)
      writer.write(size.height)
    }
    writer.write(hasEqualAspect)
    writer.write(list: panels) { panel, writer in writer.write(panel) }
    writer.write(panelColumns)
  }

  /// Reads a figure back from a frame; throws when it is malformed or beyond the limits of a figure.
  public init(from reader: inout WireReader) throws(WireError) {
    self = try Figure(from: &reader, depthLeft: FigureLimits.depth)
    if let excess = weight.excess { throw .malformed(excess) }
  }

  private init(from reader: inout WireReader, depthLeft: Int) throws(WireError) {
    self.init(title: try reader.readString())
    xAxis = try Axis(from: &reader)
    yAxis = try Axis(from: &reader)
    marks = try reader.readList { reader throws(WireError) in try Mark(from: &reader) }
    legend = try reader.readCase()
    size = try reader.readOptional { reader throws(WireError) in
      let (width, height) = (try reader.readDouble(), try reader.readDouble())
      guard width >= 80, width <= 2_400, height >= 60, height <= 2_400 else {
        throw .malformed("size \(width) × \(height)")
      }
      return Size(width: width, height: height)
    }
    hasEqualAspect = try reader.readBool()
    panels = try reader.readList { reader throws(WireError) in
      guard depthLeft > 0 else { throw .malformed("depth of a grid") }
      return try Figure(from: &reader, depthLeft: depthLeft - 1)
    }
    panelColumns = try reader.readInt()
    guard panelColumns >= 1, panelColumns <= max(1, panels.count) else {
      throw .malformed("\(panelColumns) columns of panels")
    }
  }
}

extension WireWriter {
  mutating func write(texts: [String]) {
    write(list: texts) { text, writer in writer.write(text) }
  }

  mutating func write(_ range: ClosedRange<Double>) {
    write(range.lowerBound)
    write(range.upperBound)
  }
}

extension WireReader {
  mutating func readTexts() throws(WireError) -> [String] {
    try readList { reader throws(WireError) in try reader.readString() }
  }

  /// Reads one of the cases of an enumeration that is coded as a byte.
  mutating func readCase<Case: RawRepresentable>() throws(WireError) -> Case
  where Case.RawValue == UInt8 {
    let value = try readByte()
    guard let result = Case(rawValue: value) else { throw .malformed("\(Case.self) \(value)") }
    return result
  }

  /// Reads two numbers in order.
  mutating func readRange() throws(WireError) -> ClosedRange<Double> {
    let (lower, upper) = (try readDouble(), try readDouble())
    guard lower <= upper else { throw .malformed("range from \(lower) to \(upper)") }
    return lower...upper
  }

  /// Reads a whole number between bounds.
  mutating func readInt(in bounds: ClosedRange<Int>) throws(WireError) -> Int {
    let value = try readInt()
    guard bounds.contains(value) else { throw .malformed("number \(value)") }
    return value
  }

  /// Reads a number between bounds, which NaN is not.
  mutating func readDouble(in bounds: ClosedRange<Double>) throws(WireError) -> Double {
    let value = try readDouble()
    guard bounds.contains(value) else { throw .malformed("number \(value)") }
    return value
  }

  /// Reads lists of numbers that belong together point by point.
  mutating func readColumns(_ count: Int) throws(WireError) -> [[Double]] {
    var columns: [[Double]] = []
    for _ in 0..<count { columns.append(try readDoubles()) }
    let length = columns.first?.count
    guard columns.allSatisfy({ $0.count == length }) else {
      throw .malformed("coordinates of different counts")
    }
    return columns
  }
}
