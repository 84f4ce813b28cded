import Foundation

/// What some cells declare at the top level.
struct Declarations {
  /// The names, without argument labels.
  private(set) var names: Set<String> = []
  /// The functions, with argument labels and the types of their parameters.
  private var functions: Set<[String]> = []

  init(_ inputs: [CellGroup.Input]) {
    for input in inputs {
      for item in input.parsed.items {
        let types = ParameterTypes.find(in: item, of: input.cell)
        for name in item.names {
          names.insert(CellGroup.baseName(name))
          if let types { functions.insert([name] + types) }
        }
      }
    }
  }

  /// Whether there is a declaration like another one: of its name, and for a function of its parameters.
  func have(_ name: String, of item: CellItem, in cell: Cell) -> Bool {
    guard let types = ParameterTypes.find(in: item, of: cell) else {
      return names.contains(CellGroup.baseName(name))
    }
    return functions.contains([name] + types)
  }
}

/// The names that a cell's code gives to values of its own.
enum LocalNames {
  /// The words after `let`, `var`, `func` and `for`.
  static func find(in code: String) -> Set<String> {
    let bytes = Array(code.utf8)
    var scanner = SwiftScanner(bytes, in: 0..<bytes.count)
    var names: Set<String> = []
    var before = ""
    while let token = scanner.next() {
      let text = String(decoding: bytes[token.range], as: UTF8.self)
      if token.kind == .word, ["let", "var", "func", "for"].contains(before) { names.insert(text) }
      before = text
    }
    return names
  }
}

extension Toolchain {
  /// Whether the kit has a symbol in which a name occurs, as Swift writes names in symbols.
  func kitMentions(_ name: String) -> Bool {
    guard let library = FileManager.default.contents(atPath: kitLibrary) else { return true }
    return library.range(of: Data("\(name.utf8.count)\(name)".utf8)) != nil
  }
}
