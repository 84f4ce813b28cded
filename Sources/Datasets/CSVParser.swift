/// Reads comma-separated numbers below a header line, and names the line and column of the first fault.
///
/// Lines may end in a line feed or in a carriage return and a line feed. Quotes are not supported.
struct CSVParser {
  private let bytes: [UInt8]
  private let path: String
  private let format: CSVFormat
  /// The first byte that was not read yet.
  private var position = 0
  /// The 1-based line of that byte, and where the line begins.
  private var line = 1
  private var lineStart = 0

  /// Makes a parser at the start of the contents of a file; the path is for messages.
  init(bytes: [UInt8], path: String, format: CSVFormat) {
    self.bytes = bytes
    self.path = path
    self.format = format
  }

  /// The values of the whole file, row by row.
  mutating func parse() throws(DatasetError) -> [Float] {
    guard !bytes.isEmpty else { throw .damaged(path, "the file is empty") }
    try parseHeader()

    var values: [Float] = []
    values.reserveCapacity(format.rowCount * format.columns.count)
    var rowCount = 0
    while position < bytes.count {
      guard rowCount < format.rowCount else {
        throw fault("there are more than \(format.rowCount) rows")
      }
      try parseRow(into: &values)
      rowCount += 1
    }
    guard rowCount == format.rowCount else {
      throw fault("the file ends after \(rowCount) of \(format.rowCount) rows")
    }
    return values
  }

  private mutating func parseHeader() throws(DatasetError) {
    for (index, column) in format.columns.enumerated() {
      let name = try nextField(index)
      guard name.elementsEqual(column.name.utf8) else {
        let found = Self.quoted(name)
        throw fault("the header should name `\(column.name)` here, not \(found)", at: name)
      }
    }
    endLine()
  }

  private mutating func parseRow(into values: inout [Float]) throws(DatasetError) {
    for (index, column) in format.columns.enumerated() {
      let field = try nextField(index)
      guard let value = DecimalNumber.parse(field), column.accepts(value) else {
        let found = Self.quoted(field)
        throw fault("`\(column.name)` should be \(column.expectation), but is \(found)", at: field)
      }
      values.append(value)
    }
    endLine()
  }

  /// Reads one field and the comma or the end of the line behind it.
  private mutating func nextField(_ index: Int) throws(DatasetError) -> ArraySlice<UInt8> {
    let start = position
    while position < bytes.count, !Self.endsField(bytes[position]) {
      guard bytes[position] != UInt8(ascii: "\"") else {
        throw fault("quotes are not supported in this file")
      }
      position += 1
    }
    var field = bytes[start..<position]
    let isLast = index == format.columns.count - 1
    if position < bytes.count, bytes[position] == UInt8(ascii: ",") {
      guard !isLast else {
        throw fault("the line has more than \(index + 1) fields")
      }
      position += 1
      return field
    }
    if field.last == UInt8(ascii: "\r") { field.removeLast() }
    guard isLast else {
      guard index > 0 || !field.isEmpty else { throw fault("the line is empty") }
      throw fault("the line ends after \(index + 1) of \(format.columns.count) fields")
    }
    return field
  }

  /// Goes past the line feed, if the last line has one.
  private mutating func endLine() {
    guard position < bytes.count else { return }
    position += 1
    line += 1
    lineStart = position
  }

  /// A fault in the current line, at the start of a field or else where the parser stands.
  private func fault(_ message: String, at field: ArraySlice<UInt8>? = nil) -> DatasetError {
    let offset = field?.startIndex ?? position
    return .damaged(path, line: line, column: offset - lineStart + 1, message)
  }

  /// The start of a field as it is shown in a message.
  private static func quoted(_ field: ArraySlice<UInt8>) -> String {
    guard !field.isEmpty else { return "empty" }
    let limit = 40
    let characters = String(decoding: field.prefix(limit), as: UTF8.self).unicodeScalars.map {
      $0.value < 32 || $0.value == 127 ? "\u{FFFD}" : String($0)
    }
    return "`\(characters.joined())\(field.count > limit ? "…" : "")`"
  }

  private static func endsField(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n")
  }
}
