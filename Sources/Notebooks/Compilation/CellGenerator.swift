/// Writes the Swift file of one group of cells.
///
/// Declarations stay at file scope; what is run becomes the body of the cell's function. Every piece is
/// put at its column below a `#sourceLocation` that names the cell and the line in it, so that whatever
/// the compiler or a trap says can be placed in the Markdown, and that an edit in one cell does not move
/// the lines of the others. A cell that asks for `#line` itself gets the Markdown's path and lines.
struct CellGenerator {
  /// The path of the Markdown file.
  var path: String
  /// Lines that import the groups before this one.
  var imports: [String]

  /// The name of the function that runs a cell.
  static func symbol(of cell: Cell, module: String) -> String {
    "practical_cell_\(Digest.sha256([cell.id]).prefix(16))_\(module)"
  }

  /// The code of a group.
  func generate(_ inputs: [CellGroup.Input], module: String) -> String {
    var code = "import PracticalKit\n"
    for line in imports { code += line + "\n" }
    let writers = inputs.map { CellWriter(input: $0, path: path, module: module) }
    for writer in writers { writer.writeImports(to: &code) }
    for writer in writers { writer.writeDeclarations(to: &code) }
    for writer in writers { writer.writeBody(to: &code) }
    return code
  }
}

/// Writes the pieces of one cell.
private struct CellWriter {
  let input: CellGroup.Input
  let bytes: [UInt8]
  let symbol: String
  /// What `#sourceLocation` names as the file.
  let file: String
  /// What is added to a line of the cell's code.
  let lineOffset: Int

  init(input: CellGroup.Input, path: String, module: String) {
    self.input = input
    bytes = Array(input.cell.code.utf8)
    symbol = CellGenerator.symbol(of: input.cell, module: module)
    let place = CellPlace.naming(input.cell, path: path)
    file = place.file
    lineOffset = place.lineOffset
  }

  func writeImports(to code: inout String) {
    for item in input.parsed.items where item.kind == .import { write(item.range, to: &code) }
  }

  func writeDeclarations(to code: inout String) {
    for item in input.parsed.items {
      switch item.kind {
      case .declaration: write(item.range, to: &code)
      case .binding: writeBinding(item, to: &code)
      case .import, .statement: continue
      }
    }
  }

  /// Writes a binding with each value that can fail wrapped in a helper that knows whose it is.
  ///
  /// `let a = f(1), b = f(2)` becomes two declarations: in one, the optimiser of Swift 6.3 takes the
  /// closures of both values for the same.
  private func writeBinding(_ item: CellItem, to code: inout String) {
    var start = item.range.lowerBound
    for value in item.values where !value.isLiteral {
      if start == item.range.lowerBound {
        write(start..<value.range.lowerBound, to: &code, ends: false)
      } else {
        let between = text(start..<value.range.lowerBound)
        let comma = between.firstIndex(of: ",") ?? between.startIndex
        code += "\n" + introducer(of: item) + between[comma...].dropFirst()
      }
      code += "practicalValue(\"\(value.name)\", \"\(input.cell.id)\", {\n"
      writeValue(value, of: item, to: &code)
      code += "})"
      start = value.range.upperBound
    }
    if start == item.range.lowerBound {
      write(item.range, to: &code)
    } else {
      code += text(start..<item.range.upperBound) + "\n"
    }
  }

  /// What a binding begins with, up to `let` or `var`.
  private func introducer(of item: CellItem) -> String {
    var scanner = SwiftScanner(bytes, in: item.range)
    while let token = scanner.next() {
      if ["let", "var"].contains(text(token.range)) {
        return text(item.range.lowerBound..<token.range.upperBound)
      }
    }
    return ""
  }

  /// Writes a value. In `var count = count * 10` the second `count` is the one of an earlier cell.
  private func writeValue(_ value: CellItem.Value, of item: CellItem, to code: inout String) {
    let earlier = input.earlier.filter { item.names.contains($0.key) }
    guard !earlier.isEmpty else { return write(value.range, to: &code) }
    write(value.range.lowerBound..<value.range.lowerBound, to: &code, ends: false)
    code += text(value.range, naming: earlier) + "\n"
  }

  /// A range of the code with some names qualified by modules.
  private func text(_ range: Range<Int>, naming modules: [String: String]) -> String {
    var scanner = SwiftScanner(bytes, in: range)
    var result = ""
    var start = range.lowerBound
    var previous = ""
    while let token = scanner.next() {
      defer { previous = text(token.range) }
      if token.kind == .word, previous != ".", let module = modules[text(token.range)] {
        result += text(start..<token.range.lowerBound) + module + "." + text(token.range)
        start = token.range.upperBound
      }
      for interpolation in SwiftScanner.interpolations(in: token, of: bytes) {
        result += text(start..<interpolation.lowerBound)
        result += text(interpolation, naming: modules)
        start = interpolation.upperBound
      }
    }
    return result + text(start..<range.upperBound)
  }

  func writeBody(to code: inout String) {
    // A function's line table has the file that is in force where the function begins.
    code += "#sourceLocation(file: \(Self.literal(file)), line: \(1 + lineOffset))\n"
    code += "func \(symbol)_body() throws {\n"
    for item in input.parsed.items {
      switch item.kind {
      case .statement:
        code += "practicalAt(\(place(of: item.range.lowerBound).line - lineOffset))\n"
        write(item.range, to: &code)
      case .binding:
        let forced = item.values.filter { !$0.isLiteral }
        if !forced.isEmpty {
          code += "practicalAt(\(place(of: item.range.lowerBound).line - lineOffset))\n"
        }
        for value in forced { code += "practicalForce(\(value.name))\n" }
      case .import, .declaration: continue
      }
    }
    code += "}\n@_cdecl(\"\(symbol)\") public func \(symbol)() { practicalRun(\(symbol)_body) }\n"
  }

  /// Writes a range of the cell's code at its own column, below its own line.
  private func write(_ range: Range<Int>, to code: inout String, ends: Bool = true) {
    let (line, column) = place(of: range.lowerBound)
    code += "#sourceLocation(file: \(Self.literal(file)), line: \(line))\n"
    code += String(repeating: " ", count: column - 1) + text(range)
    if ends { code += "\n" }
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The line, as `#sourceLocation` shall name it, and the 1-based byte column of an offset.
  private func place(of offset: Int) -> (line: Int, column: Int) {
    var line = 1 + lineOffset
    var lineStart = 0
    for index in 0..<offset where bytes[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = index + 1
    }
    return (line, offset - lineStart + 1)
  }

  /// A text as a Swift string literal.
  private static func literal(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": literal += "\\\(scalar)"
      case _ where scalar.value < 32: literal += "\\u{\(String(scalar.value, radix: 16))}"
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}
