/// A table of numbers in row-major order, as heat maps and point clouds take it.
public struct MatrixValues: Sendable, Equatable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The numbers, row after row.
  public let values: [Double]

  /// Makes a matrix; stops the cell when `values` does not hold `rows` × `columns` numbers.
  public init(rows: Int, columns: Int, values: [Double]) {
    guard rows >= 0, columns >= 0, values.count == rows * columns else {
      fatalError("a \(rows) × \(columns) matrix cannot be made of \(values.count) numbers")
    }
    self.rows = rows
    self.columns = columns
    self.values = values
  }
}

/// Rows and columns of numbers: arrays of rows of equal length, and tensors of shape [rows, columns].
public protocol PlotMatrix {
  /// The numbers as a figure stores them.
  var plotMatrix: MatrixValues { get }
}

extension MatrixValues: PlotMatrix {
  /// The matrix itself.
  public var plotMatrix: MatrixValues { self }
}

extension Array: PlotMatrix where Element: PlotValues {
  /// The rows; stops the cell when they differ in length.
  public var plotMatrix: MatrixValues {
    let rows = map(\.plotValues)
    let columns = rows.first?.count ?? 0
    if let odd = rows.firstIndex(where: { $0.count != columns }) {
      fatalError(
        "the rows of a matrix must have one length: row 0 has \(columns) numbers, "
          + "row \(odd) has \(rows[odd].count)")
    }
    return MatrixValues(rows: rows.count, columns: columns, values: rows.flatMap(\.self))
  }
}

/// Pictures of one size in one block of memory, as image grids take them.
public struct ImageValues: Sendable {
  /// The number of pictures.
  public let count: Int
  /// The rows of pixels of a picture.
  public let height: Int
  /// The pixels of a row.
  public let width: Int
  /// 1 for grey, 3 for red, green and blue.
  public let channels: Int
  /// The intensities: picture by picture, row by row, pixel by pixel, channel by channel.
  public let values: [Float]

  /// Makes pictures; stops the cell when the sizes do not multiply to the count of `values`.
  public init(count: Int, height: Int, width: Int, channels: Int, values: [Float]) {
    guard channels == 1 || channels == 3 else {
      fatalError("pictures have 1 channel (grey) or 3 (red, green, blue), not \(channels)")
    }
    guard count >= 0, height > 0, width > 0, values.count == count * height * width * channels
    else {
      fatalError(
        "\(count) pictures of \(height) × \(width) pixels with \(channels) channel(s) "
          + "cannot be made of \(values.count) numbers")
    }
    self.count = count
    self.height = height
    self.width = width
    self.channels = channels
    self.values = values
  }
}

/// Pictures: tensors of shape [height, width], [n, height, width], [n, height, width, 1] or [n, height, width, 3].
public protocol PlotImages {
  /// The pictures as image grids take them.
  var plotImages: ImageValues { get }
}

extension ImageValues: PlotImages {
  /// The pictures themselves.
  public var plotImages: ImageValues { self }
}
