/// What a cell says that can mean something declared at the top level.
struct CellReferences: Sendable, Equatable {
  /// The names that it mentions, but for members (`x.count`) and labels of arguments.
  private(set) var names: Set<String> = []
  /// Whether it changes what code without any of its names means: an extension, an import, an operator.
  private(set) var reachesOut = false
  /// Whether something in it is for its own file only.
  private(set) var hasPrivateParts = false

  /// Reads a cell.
  init(_ parsed: ParsedCell, code: String) {
    let bytes = Array(code.utf8)
    read(0..<bytes.count, of: bytes)
    for item in parsed.items {
      if item.kind == .import { reachesOut = true }
      if item.names.contains(where: Self.isOperator) { reachesOut = true }
      // What declares no name extends something or declares an operator.
      if item.kind == .declaration && item.names.isEmpty { reachesOut = true }
    }
  }

  /// Whether an item is for its own file only.
  static func isPrivate(_ item: CellItem, of cell: Cell) -> Bool {
    let bytes = Array(cell.code.utf8)
    var scanner = SwiftScanner(bytes, in: item.range)
    var isPrivate = false
    while let token = scanner.next() {
      let text = String(decoding: bytes[token.range], as: UTF8.self)
      // `private(set)` is about setting only.
      if isPrivate { return text != "(" }
      if Self.introducers.contains(text) { return false }
      isPrivate = text == "private" || text == "fileprivate"
    }
    return false
  }

  private static let introducers: Set<String> = [
    "actor", "class", "enum", "func", "let", "protocol", "struct", "typealias", "var",
  ]

  private static func isOperator(_ name: String) -> Bool {
    name.unicodeScalars.first.map { !$0.properties.isXIDStart && $0 != "_" && $0 != "`" } ?? false
  }

  private mutating func read(_ range: Range<Int>, of bytes: [UInt8]) {
    var scanner = SwiftScanner(bytes, in: range)
    var before = ""
    var pending: (name: String, before: String)?
    while let token = scanner.next() {
      let text = String(decoding: bytes[token.range], as: UTF8.self)
      if let (name, before) = pending {
        let isLabel = text == ":" && ["(", ","].contains(before)
        if !isLabel { names.insert(name) }
        pending = nil
      }
      if token.kind == .word {
        if text == "private" || text == "fileprivate" { hasPrivateParts = true }
        let isMember = before == "." || before.hasSuffix("?.") || before.hasSuffix("!.")
        if !isMember { pending = (text.filter { $0 != "`" }, before) }
      }
      for interpolation in SwiftScanner.interpolations(in: token, of: bytes) {
        read(interpolation, of: bytes)
      }
      before = text
    }
    if let pending { names.insert(pending.name) }
  }
}

/// The types of a function's parameters, as far as they can be told without compiling.
enum ParameterTypes {
  /// The types, as written, or nil when the item is no function.
  static func find(in item: CellItem, of cell: Cell) -> [String]? {
    let bytes = Array(cell.code.utf8)
    var scanner = SwiftScanner(bytes, in: item.range)
    var isFunction = false
    var depth = 0
    var types: [String] = []
    var isType = false
    while let token = scanner.next() {
      let text = String(decoding: bytes[token.range], as: UTF8.self)
      if depth == 0 {
        if text == "func" { isFunction = true }
        if isFunction && text == "(" { depth = 1 }
        if text == "{" || text == "=" && !isFunction { return nil }
        continue
      }
      if token.kind == .open { depth += 1 }
      if token.kind == .close { depth -= 1 }
      if depth == 0 { return types }
      switch text {
      case ":" where depth == 1 && !isType:
        isType = true
        types.append("")
      case "," where depth == 1: isType = false
      case "=" where depth == 1: isType = false
      default: if isType { types[types.count - 1] += text + " " }
      }
    }
    return nil
  }
}
