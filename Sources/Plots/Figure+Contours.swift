import Wire

extension Figure {
  /// Lines of equal height over the plane, or the areas between them.
  package struct Contours: Sendable, Equatable {
    package var grid: PlaneGrid
    /// The heights of the lines; empty chooses about `count` round ones.
    package var levels: [Double]
    package var count: Int
    package var isFilled: Bool
    package var showsLabels: Bool
    package var colors: ColorScale
    /// One colour for all lines; nil colours them by their heights.
    package var color: Color?
  }

  /// The figure with the contour lines of a function of the plane, like the heights on a map.
  ///
  ///     Figure(title: "The loss", xLabel: "w", yLabel: "b")
  ///       .contours(xRange: -3...3, yRange: -3...3, levels: [1, 10, 100]) { w, b in loss(w, b) }
  ///       .line(path.map(\.w), path.map(\.b), color: .vermilion, marker: .circle)
  ///
  /// Where the function is NaN or infinite there is neither a line nor a colour.
  ///
  /// - Parameters:
  ///   - xRange: The horizontal coordinates asked about.
  ///   - yRange: The vertical coordinates asked about.
  ///   - resolution: How many points are asked about in each direction, 2 to 1,000.
  ///   - levels: The heights of the lines, at most 100; empty chooses round ones.
  ///   - count: About how many round heights are chosen, 1 to 50.
  ///   - filled: Whether the areas between the lines are coloured, beside a scale of colours.
  ///   - labels: Whether the heights stand on the lines; nil writes them where nothing is filled.
  ///   - colors: How heights become colours.
  ///   - color: One colour for all lines; nil colours them by their heights.
  ///   - value: The height at a point.
  /// - Returns: The figure with the contours.
  public func contours(
    xRange: ClosedRange<some PlotNumber>, yRange: ClosedRange<some PlotNumber>,
    resolution: Int = 120, levels: some PlotValues = [Double](), count: Int = 8,
    filled: Bool = false, labels: Bool? = nil, colors: ColorScale = .automatic,
    color: Color? = nil, _ value: (_ x: Float, _ y: Float) throws -> some PlotNumber
  ) rethrows -> Figure {
    let (xRange, yRange) = (
      Self.numbers(xRange, of: "contours"), Self.numbers(yRange, of: "contours")
    )
    var values: [Double] = []
    for y in Self.steps(yRange, resolution, of: "contours") {
      for x in Self.steps(xRange, resolution, of: "contours") {
        values.append(try value(Float(x), Float(y)).plotValue)
      }
    }
    return contours(
      MatrixValues(rows: resolution, columns: resolution, values: values), xRange: xRange,
      yRange: yRange, levels: levels, count: count, filled: filled, labels: labels,
      colors: colors, color: color)
  }

  /// The figure with the contour lines of a matrix: row 0 lies at the lower edge, column 0 on the left.
  ///
  ///     figure.contours(losses, xRange: -3...3, yRange: -3...3, filled: true)
  ///
  /// **Errors:** ends the program when the matrix has less than 2 or more than 1,000 rows or columns.
  ///
  /// - Parameters:
  ///   - matrix: The heights: rows from the lower edge to the upper, columns from left to right.
  ///   - xRange: Where the first and the last column lie; nil numbers the columns from 0.
  ///   - yRange: Where the first and the last row lie; nil numbers the rows from 0.
  ///   - levels: The heights of the lines, at most 100; empty chooses round ones.
  ///   - count: About how many round heights are chosen, 1 to 50.
  ///   - filled: Whether the areas between the lines are coloured, beside a scale of colours.
  ///   - labels: Whether the heights stand on the lines; nil writes them where nothing is filled.
  ///   - colors: How heights become colours.
  ///   - color: One colour for all lines; nil colours them by their heights.
  /// - Returns: The figure with the contours.
  public func contours(
    _ matrix: some PlotMatrix, xRange: ClosedRange<Double>? = nil,
    yRange: ClosedRange<Double>? = nil, levels: some PlotValues = [Double](), count: Int = 8,
    filled: Bool = false, labels: Bool? = nil, colors: ColorScale = .automatic,
    color: Color? = nil
  ) -> Figure {
    let matrix = matrix.plotMatrix
    let (rows, columns) = (matrix.rows, matrix.columns)
    guard (2...1_000).contains(rows), (2...1_000).contains(columns) else {
      fatalError("contours: 2 to 1000 rows and columns, not \(rows) × \(columns)")
    }
    let levels = levels.plotValues.filter(\.isFinite)
    guard levels.count <= 100, count >= 1, count <= 50 else {
      fatalError("contours: at most 100 levels or a count of 1 to 50")
    }
    let (xRange, yRange) = (
      xRange ?? 0...Double(columns - 1), yRange ?? 0...Double(rows - 1)
    )
    let grid = PlaneGrid(
      xRange: Self.numbers(xRange, of: "contours"), yRange: Self.numbers(yRange, of: "contours"),
      rows: rows, columns: columns, values: matrix.values.map { Float($0) })
    return adding(
      .contours(
        Contours(
          grid: grid, levels: Set(levels).sorted(), count: count, isFilled: filled,
          showsLabels: labels ?? !filled, colors: colors, color: color)))
  }
}

extension Figure.Contours: WireCodable {
  package func encode(into writer: inout WireWriter) {
    writer.write(grid)
    writer.write(levels)
    writer.write(count)
    writer.write(isFilled)
    writer.write(showsLabels)
    writer.write(colors.rawValue)
    writer.write(optional: color) { color, writer in writer.write(color) }
  }

  package init(from reader: inout WireReader) throws(WireError) {
    grid = try Figure.PlaneGrid(from: &reader)
    levels = try reader.readDoubles()
    count = try reader.readInt(in: 1...50)
    isFilled = try reader.readBool()
    showsLabels = try reader.readBool()
    colors = try reader.readCase()
    color = try reader.readOptional { reader throws(WireError) in
      try Figure.Color(from: &reader)
    }
    guard levels.count <= 100, levels.allSatisfy(\.isFinite),
      zip(levels, levels.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw .malformed("levels of contours") }
  }
}
