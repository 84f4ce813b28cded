import Wire

extension Figure {
  /// Numbers at evenly spaced points of the plane, the outermost of which lie on the edges.
  package struct PlaneGrid: Sendable, Equatable {
    package var xRange: ClosedRange<Double>
    package var yRange: ClosedRange<Double>
    package var rows: Int
    package var columns: Int
    /// Row by row from the lower edge.
    package var values: [Float]

    package init(
      xRange: ClosedRange<Double>, yRange: ClosedRange<Double>, rows: Int, columns: Int,
      values: [Float]
    ) {
      self.xRange = xRange
      self.yRange = yRange
      self.rows = rows
      self.columns = columns
      self.values = values
    }
  }

  /// The ends of a range that has some width, or the end of the cell with an explanation.
  package static func numbers(
    _ range: ClosedRange<some PlotNumber>, of name: String = "decisionRegions"
  ) -> ClosedRange<Double> {
    let (lower, upper) = (range.lowerBound.plotValue, range.upperBound.plotValue)
    guard lower.isFinite, upper.isFinite, lower < upper else {
      fatalError("\(name): the range \(lower)...\(upper) has no width")
    }
    return lower...upper
  }

  /// Evenly spaced numbers from one end of a range to the other.
  package static func steps(
    _ range: ClosedRange<Double>, _ count: Int, of name: String = "decisionRegions"
  ) -> [Double] {
    guard count >= 2, count <= 1_000 else {
      fatalError("\(name): a resolution is 2 to 1000, not \(count)")
    }
    return (0..<count).map { index in
      let fraction = Double(index) / Double(count - 1)
      return range.lowerBound * (1 - fraction) + range.upperBound * fraction
    }
  }
}

extension Figure.PlaneGrid: WireCodable {
  package func encode(into writer: inout WireWriter) {
    writer.write(xRange)
    writer.write(yRange)
    writer.write(rows)
    writer.write(columns)
    writer.write(values)
  }

  package init(from reader: inout WireReader) throws(WireError) {
    xRange = try reader.readRange()
    yRange = try reader.readRange()
    rows = try reader.readInt(in: 2...1_000)
    columns = try reader.readInt(in: 2...1_000)
    values = try reader.readFloats()
    guard values.count == rows * columns else {
      throw .malformed("\(rows) × \(columns) points with \(values.count) numbers")
    }
  }
}
