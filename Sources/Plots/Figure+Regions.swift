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
    package var grid: PlaneGrid
    package var isClass: Bool

    package init(grid: PlaneGrid, isClass: Bool) {
      self.grid = grid
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
    let grid = PlaneGrid(
      xRange: xRange, yRange: yRange, rows: resolution, columns: resolution, values: values)
    return adding(.regions(Regions(grid: grid, isClass: Value.isClass)))
  }
}

extension Figure.Regions: WireCodable {
  package func encode(into writer: inout WireWriter) {
    writer.write(grid)
    writer.write(isClass)
  }

  package init(from reader: inout WireReader) throws(WireError) {
    grid = try Figure.PlaneGrid(from: &reader)
    isClass = try reader.readBool()
  }
}
