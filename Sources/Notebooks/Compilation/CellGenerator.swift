/// Writes the Swift file of one module of cells.
///
/// Declarations stay at file scope; what is run becomes the body of the cell's function. Every piece is
/// put at its column below a `#sourceLocation` with its line, so that whatever the compiler or a trap says
/// speaks of the Markdown.
struct CellGenerator {
  /// A cell with what the compiler's parser says of it.
  struct Input {
    /// The cell.
    var cell: Cell
    /// The cell's number in the file, from 0.
    var index: Int
    /// Its items.
    var parsed: ParsedCell
  }

  /// The path of the Markdown file, as diagnostics shall name it.
  var path: String
  /// Lines that import the modules of cells before this one.
  var imports: [String]

  /// The name of the function that runs a cell.
  static func symbol(index: Int, module: String) -> String { "practical_cell_\(index)_\(module)" }

  /// The code of a module.
  func generate(_ inputs: [Input], module: String) -> String {
    var code = "import PracticalKit\n"
    for line in imports { code += line + "\n" }
    for input in inputs { writeImports(of: input, to: &code) }
    for input in inputs { writeDeclarations(of: input, to: &code) }
    for input in inputs { writeBody(of: input, module: module, to: &code) }
    return code
  }

  private func writeImports(of input: Input, to code: inout String) {
    let bytes = Array(input.cell.code.utf8)
    for item in input.parsed.items where item.kind == .import {
      write(item.range, of: bytes, cell: input.cell, to: &code)
    }
  }

  private func writeDeclarations(of input: Input, to code: inout String) {
    let bytes = Array(input.cell.code.utf8)
    for item in input.parsed.items {
      switch item.kind {
      case .declaration: write(item.range, of: bytes, cell: input.cell, to: &code)
      case .binding: write(item, bytes, input, to: &code)
      case .import, .statement: continue
      }
    }
  }

  /// Writes a binding with each value that can fail wrapped in a helper that knows whose it is.
  private func write(_ item: CellItem, _ bytes: [UInt8], _ input: Input, to code: inout String) {
    var start = item.range.lowerBound
    for value in item.values where !value.isLiteral {
      write(start..<value.range.lowerBound, of: bytes, cell: input.cell, to: &code, ends: false)
      let (line, _) = place(of: item.range.lowerBound, in: bytes, cell: input.cell)
      code += "practicalValue(\(input.index), \"\(value.name)\", \"\(input.cell.id)\", \(line), {\n"
      write(value.range, of: bytes, cell: input.cell, to: &code)
      code += "})"
      start = value.range.upperBound
    }
    if start == item.range.lowerBound {
      write(item.range, of: bytes, cell: input.cell, to: &code)
    } else {
      code += "\n"
      // A comma after a wrapped value goes on on the same line as its closing bracket would.
      if start < item.range.upperBound {
        code.removeLast()
        code += String(decoding: bytes[start..<item.range.upperBound], as: UTF8.self) + "\n"
      }
    }
  }

  private func writeBody(of input: Input, module: String, to code: inout String) {
    let bytes = Array(input.cell.code.utf8)
    let name = Self.symbol(index: input.index, module: module)
    code += "func \(name)_body() throws {\n"
    for item in input.parsed.items {
      switch item.kind {
      case .statement:
        let (line, _) = place(of: item.range.lowerBound, in: bytes, cell: input.cell)
        code += "practicalAt(\(line))\n"
        write(item.range, of: bytes, cell: input.cell, to: &code)
      case .binding:
        let (line, _) = place(of: item.range.lowerBound, in: bytes, cell: input.cell)
        let forced = item.values.filter { !$0.isLiteral }
        if !forced.isEmpty { code += "practicalAt(\(line))\n" }
        for value in forced { code += "practicalForce(\(value.name))\n" }
      case .import, .declaration: continue
      }
    }
    code += "}\n@_cdecl(\"\(name)\") public func \(name)() { practicalRun(\(name)_body) }\n"
  }

  /// Writes a range of a cell's code at its own column, below its own line.
  private func write(
    _ range: Range<Int>, of bytes: [UInt8], cell: Cell, to code: inout String, ends: Bool = true
  ) {
    let (line, column) = place(of: range.lowerBound, in: bytes, cell: cell)
    code += "#sourceLocation(file: \(Self.literal(path)), line: \(line))\n"
    code += String(repeating: " ", count: column - 1)
    code += String(decoding: bytes[range], as: UTF8.self)
    if ends { code += "\n" }
  }

  /// The 1-based line in the Markdown and the 1-based byte column in the cell's code of an offset.
  private func place(of offset: Int, in bytes: [UInt8], cell: Cell) -> (line: Int, column: Int) {
    var line = cell.codeLine
    var lineStart = 0
    for index in 0..<offset where bytes[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = index + 1
    }
    return (line, offset - lineStart + 1)
  }

  /// A path as a Swift string literal.
  private static func literal(_ path: String) -> String {
    var text = "\""
    for scalar in path.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case _ where scalar.value < 32: text += "\\u{\(String(scalar.value, radix: 16))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
