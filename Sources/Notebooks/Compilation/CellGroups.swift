/// Cells that can be one module: none declares a name that another of them declares.
///
/// A cell that declares a name again begins a new module, which imports those before it. There the new
/// declaration hides the old one; later modules name the one they mean in an import of its own.
struct CellGroups {
  /// The cells of the module.
  var inputs: [CellGenerator.Input] = []
  /// For each name declared more than once so far, the number of the module that has the latest, and how
  /// an import names it.
  private var latest: [String: (module: Int, keyword: String)] = [:]

  /// Splits cells into modules.
  static func split(_ inputs: [CellGenerator.Input]) -> [CellGroups] {
    var groups = [CellGroups()]
    var owner: [String: Int] = [:]
    var latest: [String: (module: Int, keyword: String)] = [:]
    for input in inputs {
      let declared = input.parsed.items.flatMap { item in
        item.names.map { (name: $0, keyword: keyword(of: item, in: input.cell)) }
      }
      if declared.contains(where: { owner[$0.name] == groups.count - 1 }) {
        groups.append(CellGroups(latest: latest))
      }
      for (name, keyword) in declared {
        if let earlier = owner[name], earlier < groups.count - 1 {
          let base = name.split(separator: "(").first.map(String.init) ?? name
          latest[base] = (groups.count - 1, keyword)
        }
        owner[name] = groups.count - 1
      }
      groups[groups.count - 1].inputs.append(input)
    }
    return groups.filter { !$0.inputs.isEmpty }
  }

  /// The lines that import the modules before this one.
  ///
  /// - Parameter modules: the names of the modules that compiled, by their numbers.
  func imports(modules: [Int: String]) -> [String] {
    var lines = modules.sorted { $0.key < $1.key }.map { "@testable import \($0.value)" }
    for (name, place) in latest.sorted(by: { $0.key < $1.key }) {
      guard let module = modules[place.module] else { continue }
      lines.append("@testable import \(place.keyword) \(module).\(name)")
    }
    return lines
  }

  /// The word that an import uses for a declaration of an item's kind.
  private static func keyword(of item: CellItem, in cell: Cell) -> String {
    let bytes = Array(cell.code.utf8)
    var scanner = SwiftScanner(bytes, in: item.range)
    while let token = scanner.next() {
      switch String(decoding: bytes[token.range], as: UTF8.self) {
      case "func": return "func"
      case "struct": return "struct"
      case "class", "actor": return "class"
      case "enum": return "enum"
      case "protocol": return "protocol"
      case "typealias": return "typealias"
      case "let": return "let"
      case "var": return "var"
      default: continue
      }
    }
    return "var"
  }
}
