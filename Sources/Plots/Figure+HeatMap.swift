import Wire

extension Figure {
  /// A matrix whose cells are coloured by their numbers.
  package struct HeatMap: Sendable, Equatable {
    package var matrix: MatrixValues
    package var rowLabels: [String]
    package var columnLabels: [String]
    package var showsNumbers: Bool
    package var colors: ColorScale
  }

  /// How numbers become colours.
  public enum ColorScale: UInt8, Sendable, CaseIterable {
    /// `diverging` when there are negative numbers, `sequential` otherwise.
    case automatic
    /// From white to dark blue.
    case sequential
    /// From red over white at 0 to blue, equally far on both sides.
    case diverging
    /// From dark violet over green to yellow: even steps look even.
    case viridis
    /// From black to white.
    case gray
  }

  /// The figure with a heat map: row 0 at the top, column 0 on the left.
  ///
  /// On the axes, column 0 lies at x = 0 and row 0 at y = 0.
  ///
  ///     Figure(title: "Confusion", xLabel: "predicted", yLabel: "true")
  ///       .heatMap(counts, rowLabels: 0...9, columnLabels: 0...9)
  ///
  /// - Parameters:
  ///   - matrix: Rows and columns of numbers.
  ///   - rowLabels: The texts left of the rows, one each; empty writes no more than row numbers.
  ///   - columnLabels: The texts below the columns, one each; empty writes column numbers.
  ///   - showNumbers: Whether the numbers stand in the cells (as long as they fit), rather than beside a scale of colours.
  ///   - colors: How numbers become colours.
  /// - Returns: The figure with the heat map.
  public func heatMap(
    _ matrix: some PlotMatrix,
    rowLabels: some PlotLabels = [String](),
    columnLabels: some PlotLabels = [String](),
    showNumbers: Bool = true, colors: ColorScale = .automatic
  ) -> Figure {
    let matrix = matrix.plotMatrix
    let (rows, columns) = (rowLabels.plotLabels, columnLabels.plotLabels)
    guard rows.isEmpty || rows.count == matrix.rows else {
      fatalError("heatMap: \(matrix.rows) rows but \(rows.count) row labels")
    }
    guard columns.isEmpty || columns.count == matrix.columns else {
      fatalError("heatMap: \(matrix.columns) columns but \(columns.count) column labels")
    }
    return adding(
      .heatMap(
        HeatMap(
          matrix: matrix, rowLabels: rows, columnLabels: columns, showsNumbers: showNumbers,
          colors: colors)))
  }
}

extension Figure.HeatMap: WireCodable {
  package func encode(into writer: inout WireWriter) {
    writer.write(matrix.rows)
    writer.write(matrix.columns)
    writer.write(matrix.values)
    writer.write(texts: rowLabels)
    writer.write(texts: columnLabels)
    writer.write(showsNumbers)
    writer.write(colors.rawValue)
  }

  package init(from reader: inout WireReader) throws(WireError) {
    let rows = try reader.readInt(in: 0...FigureLimits.numbers)
    let columns = try reader.readInt(in: 0...FigureLimits.numbers)
    let values = try reader.readDoubles()
    guard values.count == rows * columns else {
      throw .malformed("\(rows) × \(columns) matrix of \(values.count) numbers")
    }
    matrix = MatrixValues(rows: rows, columns: columns, values: values)
    rowLabels = try reader.readTexts()
    columnLabels = try reader.readTexts()
    guard rowLabels.isEmpty || rowLabels.count == rows,
      columnLabels.isEmpty || columnLabels.count == columns
    else { throw .malformed("labels of a matrix") }
    showsNumbers = try reader.readBool()
    colors = try reader.readCase()
  }
}
