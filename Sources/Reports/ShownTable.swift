/// A table in the output of a cell: what `show` lays out in columns, read back to stand in a page as a table.
///
/// A table is known by the line under its header: runs of `─` with two spaces between them, which say where
/// the columns are. Lines belong to it while their texts keep to the columns.
struct ShownTable: Equatable {
  /// A line of the table.
  enum Row: Equatable {
    /// One text for each column.
    case cells([String])
    /// A note in the place of rows that are not shown.
    case gap(String)

    /// Whether all but the first text are empty.
    fileprivate var isInFirstColumn: Bool {
      guard case .cells(let cells) = self else { return false }
      return cells.dropFirst().allSatisfy(\.isEmpty)
    }
  }

  /// The text above the table.
  var caption = ""
  /// The names of the columns.
  var header: [String]
  /// Whether each column is set to the right.
  var isRight: [Bool]
  /// The lines.
  var rows: [Row]

  /// A part of a cell's output.
  enum Part: Equatable {
    /// Text, by the range of its lines.
    case text(Range<Int>)
    /// A table.
    case table(ShownTable)
  }

  private static let mostColumns = 60
  private static let mostRows = 2000
  private static let longestLine = 4000

  /// The parts of an output, in order.
  static func parts(of lines: [Substring]) -> [Part] {
    var parts: [Part] = []
    var start = 0
    var index = 1
    while index < lines.count {
      guard lines[index].utf8.first == 0xE2, let columns = columns(ruledBy: lines[index]),
        let header = cells(of: lines[index - 1], in: columns), start < index
      else {
        index += 1
        continue
      }
      var table = ShownTable(header: header, isRight: [], rows: [])
      var end = index + 1
      while end < lines.count, table.rows.count < mostRows {
        // A line above a rule is the header of the next table, not a row of this one.
        if end + 1 < lines.count, self.columns(ruledBy: lines[end + 1]) != nil { break }
        guard let row = row(lines[end], in: columns) else { break }
        // A short line that ends in the first column may be text after the table.
        if row.isInFirstColumn {
          guard end + 1 < lines.count, let next = self.row(lines[end + 1], in: columns),
            !next.isInFirstColumn
          else { break }
        }
        table.rows.append(row)
        end += 1
      }
      var first = index - 1
      if first > start, isCaption(lines[first - 1]),
        first - 1 == start || lines[first - 2].isEmpty
      {
        first -= 1
        table.caption = String(lines[first])
      }
      let texts = [lines[index - 1]] + lines[(index + 1)..<end].filter { !$0.hasPrefix("… ") }
      let characters = texts.map { Array($0) }
      table.isRight = columns.map { isRight($0, in: characters) }
      if start < first { parts.append(.text(start..<first)) }
      parts.append(.table(table))
      start = end
      index = end + 1
    }
    if start < lines.count { parts.append(.text(start..<lines.count)) }
    return parts
  }

  /// The columns that a line of rules marks, by the positions of their characters.
  private static func columns(ruledBy line: Substring) -> [Range<Int>]? {
    guard line.utf8.count <= longestLine, line.first == "─", line.last == "─" else { return nil }
    var columns: [Range<Int>] = []
    var start = 0
    var spaces = 0
    for (index, character) in line.enumerated() {
      switch character {
      case "─":
        if spaces == 1 || spaces > 2 { return nil }
        if spaces == 2 { start = index }
        spaces = 0
        if index == start { columns.append(start..<start) }
        columns[columns.count - 1] = start..<(index + 1)
      case " ": spaces += 1
      default: return nil
      }
    }
    return (2...mostColumns).contains(columns.count) ? columns : nil
  }

  /// The texts of a line, or nil where it does not keep to the columns.
  private static func cells(of line: Substring, in columns: [Range<Int>]) -> [String]? {
    guard !line.isEmpty, line.utf8.count <= longestLine, !line.utf8.contains(0x1B) else {
      return nil
    }
    let characters = Array(line)
    guard let width = columns.last?.upperBound, characters.count <= width else { return nil }
    for (left, right) in zip(columns, columns.dropFirst()) {
      for position in left.upperBound..<right.lowerBound
      where position < characters.count && characters[position] != " " { return nil }
    }
    return columns.map { column in
      guard column.lowerBound < characters.count else { return "" }
      let text = characters[column.lowerBound..<min(column.upperBound, characters.count)]
      let start = text.firstIndex { $0 != " " } ?? text.endIndex
      let end = text.lastIndex { $0 != " " }.map { $0 + 1 } ?? text.endIndex
      return String(start < end ? text[start..<end] : [])
    }
  }

  private static func row(_ line: Substring, in columns: [Range<Int>]) -> Row? {
    if line.hasPrefix("… "), line.hasSuffix(" more rows …"), line.utf8.count < 60 {
      return .gap(String(line))
    }
    return cells(of: line, in: columns).map { .cells($0) }
  }

  private static func isCaption(_ line: Substring) -> Bool {
    !line.isEmpty && line.utf8.count <= 300 && !line.utf8.contains(0x1B) && line.first != "─"
  }

  /// Whether every text of a column ends where the column does, and not because all are equally long.
  private static func isRight(_ column: Range<Int>, in lines: [[Character]]) -> Bool {
    var isNumeric = false
    for (number, line) in lines.enumerated() {
      let text = line.dropFirst(column.lowerBound).prefix(column.count)
      guard text.contains(where: { $0 != " " }) else { continue }
      if text.count < column.count || text.last == " " { return false }
      if text.first == " " { return true }
      if number > 0, let first = text.first { isNumeric = "0123456789-−".contains(first) }
    }
    return isNumeric
  }
}

extension ShownTable {
  /// Writes the table into a page.
  func write(to html: inout HTMLWriter) {
    html.markup("<div class=\"shown\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>")
    if !caption.isEmpty {
      html.markup("<caption>")
      html.text(caption)
      html.markup("</caption>")
    }
    html.markup("<thead><tr>")
    for (name, isRight) in zip(header, isRight) {
      html.markup(
        name.isEmpty ? "<td" : isRight ? "<th scope=\"col\" class=\"right\"" : "<th scope=\"col\"")
      html.markup(">")
      html.text(name)
      html.markup(name.isEmpty ? "</td>" : "</th>")
    }
    html.markup("</tr></thead>\n<tbody>\n")
    for row in rows {
      html.markup("<tr>")
      switch row {
      case .gap(let note):
        html.markup("<td class=\"gap\"")
        html.attribute("colspan", String(header.count))
        html.markup(">")
        html.text(note)
        html.markup("</td>")
      case .cells(let cells):
        for (text, isRight) in zip(cells, isRight) {
          html.markup(isRight ? "<td class=\"right\">" : "<td>")
          html.text(text)
          html.markup("</td>")
        }
      }
      html.markup("</tr>\n")
    }
    html.markup("</tbody></table></div>\n")
  }
}
