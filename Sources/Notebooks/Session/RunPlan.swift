/// Which cells a run comprises.
struct RunPlan: Sendable, Equatable {
  /// The numbers of the cells, in order.
  var indices: [Int]

  /// Picks the cells that the options ask for.
  init(_ practical: Practical, _ options: RunOptions) throws(UsageError) {
    let cells = practical.cells
    var last = cells.count - 1
    if let until = options.until { last = try Self.find(until, in: cells) }
    guard let only = options.only else {
      indices = Array(cells.indices.prefix(last + 1))
      return
    }
    let target = try Self.find(only, in: cells)
    guard target <= last else {
      throw UsageError(
        "the cell `\(only)` stands after the cell `\(options.until ?? "")`",
        help: "leave out --until, or name a later cell")
    }
    var wanted: Set<Int> = [target]
    // An exercise is wanted for its checks.
    for (index, cell) in cells.enumerated() where cell.exercise == only { wanted.insert(index) }
    let names = cells.map(CellNames.init)
    var pending = wanted
    while let index = pending.popFirst() {
      for earlier in 0..<index where !wanted.contains(earlier) && cells[earlier].kind != .check {
        if names[index].needs(names[earlier]) {
          wanted.insert(earlier)
          pending.insert(earlier)
        }
      }
      // What a needed cell declares may be changed by cells in between.
      let changed = wanted.reduce(into: Set<String>()) { $0.formUnion(names[$1].variables) }
      let end = wanted.max() ?? index
      for between in 0..<end where !wanted.contains(between) && cells[between].kind != .check {
        if !names[between].words.isDisjoint(with: changed) {
          wanted.insert(between)
          pending.insert(between)
        }
      }
    }
    indices = wanted.sorted()
  }

  private static func find(_ id: String, in cells: [Cell]) throws(UsageError) -> Int {
    guard let index = cells.firstIndex(where: { $0.id == id }) else {
      throw UsageError(
        "there is no cell `\(id)` in this practical",
        help: "its cells are \(cells.map(\.id).joined(separator: ", "))")
    }
    return index
  }
}

/// The names in a cell, as far as they can be told without compiling.
struct CellNames: Sendable, Equatable {
  /// Every word of the code.
  var words: Set<String> = []
  /// What is declared at the top level.
  var declared: Set<String> = []
  /// The variables among what is declared.
  var variables: Set<String> = []
  /// Whether the cell extends types or imports modules, which shows nowhere by name.
  var reachesOut = false

  private static let keywords: Set<String> = [
    "let", "var", "func", "struct", "class", "enum", "typealias", "protocol", "actor",
  ]

  /// Reads the names of a cell.
  init(_ cell: Cell) {
    let bytes = Array(cell.code.utf8)
    var scanner = SwiftScanner(bytes)
    var depth = 0
    var keyword: String?
    // The `let` or `var` that a comma at the top level may go on with.
    var binding: String?
    while let token = scanner.next() {
      let text = String(decoding: bytes[token.range], as: UTF8.self)
      switch token.kind {
      case .open: depth += 1
      case .close: depth -= 1
      case .literal: insertWords(ofLiteral: text)
      case .word:
        words.insert(text)
        if depth == 0 && ["extension", "import", "operator"].contains(text) { reachesOut = true }
        if depth == 0 && Self.keywords.contains(text) {
          keyword = text
          binding = text == "let" || text == "var" ? text : nil
        } else if let declaring = keyword, depth <= 1 {
          declared.insert(text)
          if declaring == "var" { variables.insert(text) }
          if declaring != "let" && declaring != "var" { keyword = nil }
        }
      case .operator, .punctuation:
        // After the first `=` or `:` comes a value or a type; after a comma perhaps the next name.
        if text == "=" || text == ":" {
          keyword = nil
        } else if text == ",", depth == 0 {
          keyword = binding
        } else if text == ";" {
          binding = nil
        }
      }
    }
  }

  /// Takes in the words of a string's interpolations, and more than those.
  private mutating func insertWords(ofLiteral text: String) {
    guard text.contains("\\") else { return }
    for word in text.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "_" }) {
      words.insert(String(word))
    }
  }

  /// Whether a cell needs something that an earlier one declares.
  func needs(_ earlier: CellNames) -> Bool {
    earlier.reachesOut || !words.isDisjoint(with: earlier.declared)
  }
}
