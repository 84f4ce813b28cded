import Wire

/// What a classifier says about a point of the plane: a class, or a probability of class 1.
public protocol RegionValue {
  /// The class or the probability.
  var regionValue: Float { get }
  /// Whether values of the type are classes.
  static var isClass: Bool { get }
}

extension Int: RegionValue {
  /// The class.
  public var regionValue: Float { Float(self) }
  /// Whole numbers are classes.
  public static var isClass: Bool { true }
}

extension Bool: RegionValue {
  /// Class 1 for true, class 0 for false.
  public var regionValue: Float { self ? 1 : 0 }
  /// Truth values are classes.
  public static var isClass: Bool { true }
}

extension Float: RegionValue {
  /// The probability.
  public var regionValue: Float { self }
  /// Fractions are probabilities.
  public static var isClass: Bool { false }
}

extension Double: RegionValue {
  /// The probability.
  public var regionValue: Float { Float(self) }
  /// Fractions are probabilities.
  public static var isClass: Bool { false }
}

extension Figure {
  /// What a classifier says on a grid of points.
  package struct Regions: Sendable, Equatable {
    package var xRange: ClosedRange<Double>
    package var yRange: ClosedRange<Double>
    package var rows: Int
    package var columns: Int
    /// Row by row from the lower edge; the outermost points lie on the edges.
    package var values: [Float]
    package var isClass: Bool

    package init(
      xRange: ClosedRange<Double>, yRange: ClosedRange<Double>, rows: Int, columns: Int,
      values: [Float], isClass: Bool
    ) {
      self.xRange = xRange
      self.yRange = yRange
      self.rows = rows
      self.columns = columns
      self.values = values
      self.isClass = isClass
    }
  }

  /// The figure with the plane coloured by what a classifier says about each of its points.
  ///
  /// A closure that returns whole numbers gives every class its colour; one that returns fractions gives the
  /// probability of class 1, and a line where it is one half.
  ///
  ///     figure.decisionRegions(xRange: -2...2, yRange: -2...2) { x, y in model.predict(x, y) > 0.5 }
  ///
  /// - Parameters:
  ///   - xRange: The horizontal coordinates asked about.
  ///   - yRange: The vertical coordinates asked about.
  ///   - resolution: How many points are asked about in each direction, 2 to 1,000.
  ///   - value: The class or the probability at a point.
  /// - Returns: The figure with the regions.
  public func decisionRegions<Value: RegionValue>(
    xRange: ClosedRange<some PlotNumber>, yRange: ClosedRange<some PlotNumber>,
    resolution: Int = 150, _ value: (_ x: Float, _ y: Float) throws -> Value
  ) rethrows -> Figure {
    let (xRange, yRange) = (Self.numbers(xRange), Self.numbers(yRange))
    var values: [Float] = []
    for y in Self.steps(yRange, resolution) {
      for x in Self.steps(xRange, resolution) {
        values.append(try value(Float(x), Float(y)).regionValue)
      }
    }
    return adding(
      .regions(
        Regions(
          xRange: xRange, yRange: yRange, rows: resolution, columns: resolution,
          values: values, isClass: Value.isClass)))
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

extension Figure.Regions: WireCodable {
  package func encode(into writer: inout WireWriter) {
    for range in [xRange, yRange] {
      writer.write(range.lowerBound)
      writer.write(range.upperBound)
    }
    writer.write(rows)
    writer.write(columns)
    writer.write(values)
    writer.write(isClass)
  }

  package init(from reader: inout WireReader) throws(WireError) {
    xRange = try reader.readRange()
    yRange = try reader.readRange()
    rows = try reader.readInt(in: 2...1_000)
    columns = try reader.readInt(in: 2...1_000)
    values = try reader.readFloats()
    isClass = try reader.readBool()
    guard values.count == rows * columns else {
      throw .malformed("\(rows) × \(columns) regions of \(values.count) numbers")
    }
  }
}
