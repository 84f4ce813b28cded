@testable import Notebooks

/// Parses a text as a practical.
func practical(of text: String) throws -> Practical {
  try PracticalParser.parse(SourceFile(path: "test.md", text: text), slug: "test")
}

/// A cell with some code.
func cell(_ code: String, _ kind: CellKind = .cell, id: String = "a") -> Cell {
  Cell(id: id, kind: kind, line: 3, codeLine: 4, code: code)
}
