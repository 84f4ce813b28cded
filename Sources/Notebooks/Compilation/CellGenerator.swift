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

  /// Counted up whenever the same cells give other code.
  static let version = "3"

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
    rejectCircles(in: item, to: &code)
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
    // In `let a = 1, b = a` it is the one beside it.
    let before = item.values.prefix { $0 != value }.map(\.name)
    let earlier = input.earlier.filter { item.names.contains($0.key) && !before.contains($0.key) }
    let uses = NameUse.find(Set(earlier.keys), in: value.range, of: bytes)
    if uses.isEmpty { return write(value.range, to: &code) }
    if uses.contains(where: \.isOperated) {
      // A function, perhaps one of several.
      write(value.range.lowerBound..<value.range.lowerBound, to: &code, ends: false)
      var start = value.range.lowerBound
      for use in uses {
        code += text(start..<use.range.lowerBound) + "\(earlier[use.name] ?? "").\(use.name)"
        start = use.range.upperBound
      }
      code += text(start..<value.range.upperBound) + "\n"
      return
    }
    // A parameter of the same name leaves what closures call so, and the columns, as they are.
    let names = Set(uses.map(\.name)).sorted()
    code += "try ({ (\(names.joined(separator: ", "))) in\n"
    write(value.range, to: &code)
    code += "})(\(names.map { "\(earlier[$0] ?? "").\($0)" }.joined(separator: ", ")))\n"
  }

  /// Has the compiler reject a value that uses itself, which would wait for itself for ever.
  private func rejectCircles(in item: CellItem, to code: inout String) {
    for value in item.values where !value.isLiteral && input.earlier[value.name] == nil {
      let uses = NameUse.find([value.name], in: value.range, of: bytes)
      guard let use = uses.first(where: { !$0.isInBraces }) else { continue }
      let (line, column) = place(of: use.range.lowerBound)
      let directive = "#error("
      code += "#sourceLocation(file: \(Self.literal(file)), line: \(line))\n"
      // The compiler names the column of the text.
      code += String(repeating: " ", count: max(0, column - 1 - directive.count)) + directive
      code += Self.literal("no cell before this one has a `\(use.name)` that its value could use")
      code += ")\n"
    }
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
