import Wire

/// Something that can stand in a cell of a table: texts, numbers, truth values, and nothing.
public protocol TableValue {
  /// The value as a table stores it.
  var tableCell: Table.Cell { get }
}

extension String: TableValue {
  /// The text.
  public var tableCell: Table.Cell { .text(self) }
}

extension Int: TableValue {
  /// The whole number, with all its digits.
  public var tableCell: Table.Cell { .integer(self) }
}

extension Double: TableValue {
  /// The number.
  public var tableCell: Table.Cell { .number(self) }
}

extension Float: TableValue {
  /// The number.
  public var tableCell: Table.Cell { .number(Double(self)) }
}

extension Bool: TableValue {
  /// "yes" or "no".
  public var tableCell: Table.Cell { .text(self ? "yes" : "no") }
}

extension Optional: TableValue where Wrapped: TableValue {
  /// The value, or an empty cell.
  public var tableCell: Table.Cell { map(\.tableCell) ?? .empty }
}

/// Rows and columns of texts and numbers, which `show` lays out in aligned columns.
///
///     show(
///       Table(columns: ["model", "parameters", "accuracy"])
///         .row("logistic regression", 7_850, 0.9213)
///         .row("two layers", 101_770, 0.9788))
public struct Table: Sendable, Equatable {
  /// What stands in one place of a table.
  public enum Cell: Sendable, Equatable {
    /// A text.
    case text(String)
    /// A number, shown with sensible digits.
    case number(Double)
    /// A whole number, shown with all digits.
    case integer(Int)
    /// Nothing.
    case empty
  }

  /// The names of the columns.
  public private(set) var columns: [String]
  /// The cells, row after row; every row has one for each column.
  public private(set) var rows: [[Cell]]
  /// The text above the table.
  public var title: String

  /// The number of cells that a table can hold.
  package static let cellLimit = 1_000_000

  /// Makes a table.
  ///
  ///     Table(columns: ["word", "count"], rows: [["the", 120], ["a", 98]])
  ///
  /// - Parameters:
  ///   - title: The text above the table.
  ///   - columns: The names of the columns.
  ///   - rows: The cells: strings, numbers, truth values, optionals of those; one for each column.
  public init(title: String = "", columns: [String], rows: [[any TableValue]] = []) {
    self.title = title
    self.columns = columns
    self.rows = []
    for row in rows { append(row) }
  }

  /// The table with one row more.
  ///
  ///     table.row("tanh", 0.9641)
  public func row(_ cells: any TableValue...) -> Table {
    var copy = self
    copy.append(cells)
    return copy
  }

  /// Adds a row at the end.
  ///
  ///     table.append(["tanh", 0.9641])
  public mutating func append(_ cells: [any TableValue]) {
    guard cells.count == columns.count else {
      fatalError("a row of this table has \(columns.count) cells, not \(cells.count)")
    }
    guard (rows.count + 1) * max(1, columns.count) <= Self.cellLimit else {
      fatalError("a table holds at most \(Self.cellLimit) cells")
    }
    rows.append(cells.map(\.tableCell))
  }
}

extension Table: WireCodable {
  /// Appends the table to a frame.
  public func encode(into writer: inout WireWriter) {
    writer.write(title)
    writer.write(texts: columns)
    writer.write(list: rows) { row, writer in
      for cell in row { writer.write(cell) }
      // A row without columns needs a byte too, as the reader takes every element to have one.
      writer.write(true)
    }
  }

  /// Reads a table back from a frame.
  public init(from reader: inout WireReader) throws(WireError) {
    title = try reader.readString()
    let columns = try reader.readTexts()
    var cellsLeft = Self.cellLimit
    rows = try reader.readList { reader throws(WireError) in
      cellsLeft -= max(1, columns.count)
      guard cellsLeft >= 0 else { throw .malformed("more than \(Self.cellLimit) cells") }
      var row: [Cell] = []
      for _ in columns { row.append(try Cell(from: &reader)) }
      _ = try reader.readBool()
      return row
    }
    self.columns = columns
  }
}

extension Table.Cell: WireCodable {
  /// Appends the cell to a frame.
  public func encode(into writer: inout WireWriter) {
    switch self {
    case .empty: writer.write(UInt8(0))
    case .text(let text):
      writer.write(UInt8(1))
      writer.write(text)
    case .number(let number):
      writer.write(UInt8(2))
      writer.write(number)
    case .integer(let number):
      writer.write(UInt8(3))
      writer.write(number)
    }
  }

  /// Reads a cell back from a frame.
  public init(from reader: inout WireReader) throws(WireError) {
    switch try reader.readByte() {
    case 0: self = .empty
    case 1: self = .text(try reader.readString())
    case 2: self = .number(try reader.readDouble())
    case 3: self = .integer(try reader.readInt())
    case let tag: throw .malformed("cell \(tag)")
    }
  }
}
