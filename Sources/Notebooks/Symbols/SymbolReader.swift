/// Finds the declarations in a file of Swift code, outside and inside types, but not inside functions.
///
/// It goes by the tokens alone: a declaration goes on until the next one starts a line, or until the
/// type around it ends. Code laid out by swift-format is always read right.
struct SymbolReader {
  private let code: SymbolCode
  private let module: String
  private let path: String
  private var position = 0
  private var symbols: [KitSymbol] = []

  /// The declarations of a file, in order; those in a type come after it.
  static func symbols(in text: String, module: String, path: String) -> [KitSymbol] {
    var reader = SymbolReader(code: SymbolCode(text), module: module, path: path)
    reader.readDeclarations(in: [], inherits: false)
    // What is left behind a bracket too many is read as well.
    while reader.position < reader.code.count {
      reader.position += 1
      reader.readDeclarations(in: [], inherits: false)
    }
    return reader.symbols.sorted { ($0.line, -$0.endLine) < ($1.line, -$1.endLine) }
  }

  private init(code: SymbolCode, module: String, path: String) {
    self.code = code
    self.module = module
    self.path = path
  }

  /// Reads up to the bracket that closes the type, or the end of the file.
  ///
  /// - Parameters:
  ///   - context: The types around the declarations.
  ///   - inherits: Whether a declaration without a modifier is public, as in a public protocol.
  private mutating func readDeclarations(in context: [String], inherits: Bool) {
    while position < code.count, !code.isClose(position) {
      guard let start = code.declaration(at: position) else {
        // A condition of the compiler, or a statement: on to the next line.
        position = code.nextLine(after: position)
        continue
      }
      let isPublic = start.isPublic || inherits
      if SymbolCode.typeIntroducers.contains(code.text(start.introducer)) {
        readType(start, in: context, isPublic: isPublic)
      } else {
        readMember(start, in: context, isPublic: isPublic)
      }
    }
  }

  private mutating func readType(
    _ start: SymbolCode.Start, in context: [String], isPublic: Bool
  ) {
    let kind = code.text(start.introducer)
    let first = position
    let name = code.typeName(after: start.introducer)
    guard let open = code.openingBrace(after: start.introducer) else {
      position = code.count
      return
    }
    position = open + 1
    let own = symbols.count
    let inner = kind == "extension" ? name.split(separator: ".").map(String.init) : context + [name]
    readDeclarations(in: inner, inherits: isPublic && kind == "protocol")
    let last = min(position, code.count - 1)
    position += 1
    let symbol = symbol(
      kind, context: kind == "extension" ? [] : context, base: name, labels: nil,
      isPublic: isPublic || kind == "extension", first, last)
    symbols.insert(symbol, at: own)
    // A case has no modifier of its own.
    if kind == "enum" && isPublic {
      for index in symbols.indices where symbols[index].kind == "case" {
        if symbols[index].context == inner { symbols[index].isPublic = true }
      }
    }
  }

  private mutating func readMember(
    _ start: SymbolCode.Start, in context: [String], isPublic: Bool
  ) {
    let kind = code.text(start.introducer)
    let first = position
    let last = code.end(ofDeclarationAt: start.introducer)
    position = last + 1
    for (base, labels) in code.names(introducer: start.introducer, last: last) {
      symbols.append(
        symbol(
          kind, context: context, base: base, labels: labels, isPublic: isPublic, first, last))
    }
  }

  private func symbol(
    _ kind: String, context: [String], base: String, labels: [String]?, isPublic: Bool,
    _ first: Int, _ last: Int
  ) -> KitSymbol {
    let (documentation, source) = code.listing(from: first, through: last)
    return KitSymbol(
      kind: kind, context: context, base: base, labels: labels, isPublic: isPublic,
      module: module, path: path, line: code.line(first) + 1, endLine: code.line(last) + 1,
      documentation: documentation, source: source)
  }
}
