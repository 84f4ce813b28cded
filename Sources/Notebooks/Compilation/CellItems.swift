extension ParsedCell {
  /// Sorts the compiler's parse of a cell into items.
  ///
  /// - Parameters:
  ///   - tree: the compiler's dump of the cell's code.
  ///   - code: the cell's code as UTF-8.
  ///   - syntaxError: the first syntax error, if there is one.
  init(tree: ParseTree, code: [UInt8], syntaxError: SyntaxError?) {
    items = []
    self.syntaxError = syntaxError
    var end = 0
    var index = 0
    while index < tree.items.count {
      let node = tree.items[index]
      index += 1
      guard node.kind != "var_decl", let range = node.range, range.end < code.count
      else { continue }
      // The variables of a binding follow it.
      var variables: [ParseTree.Item] = []
      while index < tree.items.count, tree.items[index].kind == "var_decl" {
        variables.append(tree.items[index])
        index += 1
      }
      // Attributes and modifiers stand before the place that the compiler gives.
      let start = Self.firstToken(in: code, from: end) ?? range.start
      end = SwiftScanner.end(ofTokenAt: range.end, in: code)
      items.append(
        Self.item(node, variables: variables, range: min(start, range.start)..<end, code: code))
    }
    // The parse leaves out what stands in `#if`; before another item it goes along with that.
    if syntaxError == nil, let start = Self.firstToken(in: code, from: end) {
      items.append(CellItem(kind: .declaration, range: start..<code.count))
    }
  }

  private static func firstToken(in code: [UInt8], from start: Int) -> Int? {
    var scanner = SwiftScanner(code, in: start..<code.count)
    while let token = scanner.next() {
      if token.kind != .punctuation { return token.range.lowerBound }
    }
    return nil
  }

  private static func item(
    _ node: ParseTree.Item, variables: [ParseTree.Item], range: Range<Int>, code: [UInt8]
  ) -> CellItem {
    switch node.kind {
    case "import_decl": return CellItem(kind: .import, range: range)
    case "top_level_code_decl": return CellItem(kind: .statement, range: range)
    case "pattern_binding_decl":
      let names = variables.compactMap { $0.name?.base?.name }
      let isComputed = variables.contains { !($0.accessors ?? []).isEmpty }
      if names.isEmpty { return CellItem(kind: .statement, range: range) }
      if isComputed { return CellItem(kind: .declaration, range: range, names: names) }
      let values = Self.values(of: node, variables: variables, range: range, code: code)
      return CellItem(kind: .binding, range: range, names: names, values: values)
    default:
      let names = node.name?.fullName.map { [$0] } ?? []
      return CellItem(kind: .declaration, range: range, names: names)
    }
  }

  /// Finds the values of a binding: from after each `=` at the top level to the comma before the next
  /// pattern, or to the end.
  private static func values(
    of node: ParseTree.Item, variables: [ParseTree.Item], range: Range<Int>, code: [UInt8]
  ) -> [CellItem.Value] {
    let entries = node.entries ?? []
    let nameStarts = variables.compactMap { $0.range?.start }
    var scanner = SwiftScanner(code, in: range)
    var tokens: [(token: SwiftScanner.Token, depth: Int)] = []
    var depth = 0
    while let token = scanner.next() {
      if token.kind == .close { depth -= 1 }
      tokens.append((token, depth))
      if token.kind == .open { depth += 1 }
    }
    func text(_ token: SwiftScanner.Token) -> ArraySlice<UInt8> { code[token.range] }
    // A comma separates patterns when the next token is one of the names, or opens a tuple of names.
    let separators = tokens.indices.filter { index in
      guard tokens[index].depth == 0, text(tokens[index].token) == [UInt8(ascii: ",")],
        index + 1 < tokens.count
      else { return false }
      let next = tokens[index + 1].token
      if nameStarts.contains(next.range.lowerBound) { return true }
      return next.kind == .open && index + 2 < tokens.count
        && nameStarts.contains(tokens[index + 2].token.range.lowerBound)
    }
    var values: [CellItem.Value] = []
    let bounds = [-1] + separators + [tokens.count]
    for (entry, (first, last)) in zip(bounds, bounds.dropFirst()).enumerated() {
      let part = tokens[(first + 1)..<last]
      guard entry < entries.count, let value = entries[entry].value,
        let equals = part.first(where: {
          $0.depth == 0 && text($0.token) == [UInt8(ascii: "=")]
        }),
        let end = part.last?.token.range.upperBound,
        let name = variables.first(where: { variable in
          guard let start = variable.range?.start, let from = part.first else { return false }
          return start >= from.token.range.lowerBound && start < equals.token.range.lowerBound
        })?.name?.base?.name
      else { continue }
      var start = equals.token.range.upperBound
      // The value may stand on the next line.
      while start < end && [9, 10, 13, 32].contains(code[start]) { start += 1 }
      let isLiteral = Self.literals.contains(value.kind)
      values.append(CellItem.Value(name: name, range: start..<end, isLiteral: isLiteral))
    }
    return values
  }

  private static let literals: Set<String> = [
    "integer_literal_expr", "float_literal_expr", "boolean_literal_expr", "string_literal_expr",
    "nil_literal_expr", "closure_expr",
  ]
}

extension ParseTree.Name {
  /// The name with its argument labels, as in `f(_:by:)`.
  var fullName: String? {
    guard let name = base?.name else { return nil }
    guard let args else { return name }
    return name + "(" + args.map { ($0.isEmpty ? "_" : $0) + ":" }.joined() + ")"
  }
}
