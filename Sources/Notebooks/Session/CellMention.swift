/// Puts the lines of cells into messages that name cells.
enum CellMention {
  /// A message in which ``of the cell `id` `` is followed by the cell's line.
  static func placed(_ message: String, cells: [Cell]) -> String {
    guard let start = message.firstRange(of: "of the cell `") else { return message }
    let id = message[start.upperBound...].prefix { $0 != "`" }
    guard let cell = cells.first(where: { $0.id == id }),
      id.endIndex < message.endIndex
    else { return message }
    let end = message.index(after: id.endIndex)
    return message[..<end] + " (line \(cell.line))" + message[end...]
  }
}

extension CellError {
  /// The error of a cell that does not compile, with its place in the Markdown.
  init(_ failure: CompiledPractical.Failure, in cell: Cell, of cells: [Cell]) {
    let line = cell.codeLine + failure.line - 1
    self.init(
      kind: failure.kind, message: CellMention.placed(failure.message, cells: cells), line: line,
      column: CellPlace.column(failure.column, line: line, in: cell))
  }
}
