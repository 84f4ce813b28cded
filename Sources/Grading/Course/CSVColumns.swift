import Notebooks

/// A table's columns by their names, as people name them.
struct CSVColumns {
  let table: CSVText
  private let header: [CSVText.Field]

  /// The lines below the header.
  var rows: ArraySlice<[CSVText.Field]> { table.rows.dropFirst() }

  /// Takes the first line as the header.
  init(_ table: CSVText) throws(Diagnostic) {
    self.table = table
    guard let header = table.rows.first else {
      throw table.error("the table is empty", at: nil, help: "begin it with a line of column names")
    }
    self.header = header
    for row in table.rows.dropFirst() where row.count != header.count {
      throw table.error(
        "this line has \(row.count) fields, and the first has \(header.count)", at: row.first,
        help: "put a field that holds `\(table.separator)` in double quotes")
    }
  }

  /// The number of the column with one of some names; capitals, spaces and underscores do not count.
  func column(_ names: [String]) throws(Diagnostic) -> Int? {
    let wanted = names.map(Self.plain)
    let matches = header.indices.filter { wanted.contains(Self.plain(header[$0].text)) }
    if matches.count > 1, wanted.first == Self.plain(header[matches[0]].text),
      Self.plain(header[matches[1]].text) == wanted.first
    {
      throw table.error(
        "the column \(header[matches[1]].text.quotedForMessage) is there twice",
        at: header[matches[1]], help: "keep one of the two")
    }
    // The first name is the best.
    return wanted.lazy.compactMap { name in
      matches.first { Self.plain(header[$0].text) == name }
    }.first
  }

  /// The number of a column that must be there.
  func required(_ names: [String]) throws(Diagnostic) -> Int {
    guard let column = try column(names) else {
      throw table.error(
        "there is no column `\(names[0])`", at: header.first,
        help: "the first line names the columns; one of them is `\(names[0])`")
    }
    return column
  }

  private static func plain(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
