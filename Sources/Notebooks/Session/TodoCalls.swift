/// The calls of `todo` that stand in a cell's code.
enum TodoCalls {
  /// The line of the Markdown of the first `todo("id")` in a cell, or nil when there is none.
  static func line(of id: String, in cell: Cell) -> Int? {
    let bytes = Array(cell.code.utf8)
    var scanner = SwiftScanner(bytes)
    var last: [String] = []
    while let token = scanner.next() {
      last = last.suffix(2) + [String(decoding: bytes[token.range], as: UTF8.self)]
      guard last == ["todo", "(", "\"\(id)\""] else { continue }
      return cell.codeLine + bytes[..<token.range.lowerBound].count { $0 == UInt8(ascii: "\n") }
    }
    return nil
  }
}

extension Cell {
  /// The line of the Markdown on which the cell still says that it is not implemented, or nil.
  public var todoLine: Int? { TodoCalls.line(of: id, in: self) }
}
