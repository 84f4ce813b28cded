/// How generated code names places in a cell, and how such a name is turned back into one in the Markdown.
enum CellPlace {
  /// What a cell's code gives as its file, and what it adds to the lines of the cell.
  static func naming(_ cell: Cell, path: String) -> (file: String, lineOffset: Int) {
    // `#line` in a cell means the Markdown's; only such a cell is compiled again when it moves.
    cell.code.contains("#line") ? (path, cell.codeLine - 1) : (cell.id, 0)
  }

  /// The cell and 1-based line of the Markdown that a file and line of generated code mean.
  static func find(file: String, line: Int, in practical: [Cell], path: String) -> (Cell, Int)? {
    if let cell = practical.first(where: { $0.id == file }) {
      return line >= 1 && line <= cell.lineCount ? (cell, cell.codeLine + line - 1) : nil
    }
    guard file == path else { return nil }
    return practical.first { $0.codeLine <= line && line < $0.codeLine + $0.lineCount }.map {
      ($0, line)
    }
  }

  /// The 1-based column of the Markdown, in characters, of a byte column in a line of a cell's code.
  static func column(_ byteColumn: Int, line: Int, in cell: Cell) -> Int {
    let lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(line - cell.codeLine) else { return max(1, byteColumn) }
    let prefix = lines[line - cell.codeLine].utf8.prefix(max(0, byteColumn - 1))
    return String(decoding: Array(prefix), as: UTF8.self).count + 1 + cell.codeIndentation
  }
}

extension Cell {
  /// The number of lines of the code.
  var lineCount: Int { max(1, code.utf8.count { $0 == UInt8(ascii: "\n") }) }
}
