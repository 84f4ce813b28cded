/// What a table of numbers must look like to be taken for a data set.
struct CSVFormat {
  /// One column.
  struct Column {
    /// The name in the header line.
    var name: String
    /// The whole numbers that the column may hold; nil for any number.
    var codes: ClosedRange<Int>?

    /// Whether a value may stand in the column.
    func accepts(_ value: Float) -> Bool {
      guard let codes else { return true }
      return Int(exactly: value).map(codes.contains) ?? false
    }

    /// What a value in the column should be, for messages.
    var expectation: String {
      codes.map { "a whole number from \($0.lowerBound) to \($0.upperBound)" } ?? "a number"
    }
  }

  /// The columns, from left to right.
  var columns: [Column]
  /// The number of lines below the header.
  var rowCount: Int
}

/// A table of numbers that was read from a CSV file.
struct CSVTable: Equatable {
  /// The number of columns.
  var columnCount: Int
  /// The values, row by row.
  var values: [Float]

  /// Reads a file that must have the given format.
  static func load(_ path: String, as format: CSVFormat) throws(DatasetError) -> CSVTable {
    try CSVTable(parsing: FileContents.read(path), path: path, as: format)
  }

  /// Parses the contents of a file that must have the given format; the path is for messages.
  init(parsing bytes: [UInt8], path: String, as format: CSVFormat) throws(DatasetError) {
    var parser = CSVParser(bytes: bytes, path: path, format: format)
    self.columnCount = format.columns.count
    self.values = try parser.parse()
  }

  /// The values of one column, from the first row to the last.
  func column(_ index: Int) -> [Float] {
    stride(from: index, to: values.count, by: columnCount).map { values[$0] }
  }

  /// The values of some neighbouring columns, row by row.
  func columns(_ range: Range<Int>) -> [Float] {
    var kept: [Float] = []
    kept.reserveCapacity(values.count / columnCount * range.count)
    for row in stride(from: 0, to: values.count, by: columnCount) {
      kept += values[row + range.lowerBound..<row + range.upperBound]
    }
    return kept
  }
}
