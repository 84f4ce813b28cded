/// Cells that are compiled together, as one module.
///
/// A practical is cut into groups so that an edit costs the compilation of one of them: a group imports
/// those before it, and as long as their interfaces stay the same it need not be compiled again. Where the
/// cuts fall depends on the ids of the cells alone, so that a cell put in or taken out moves only the cuts
/// beside it.
struct CellGroup: Sendable {
  /// A cell with what the compiler's parser says of it.
  struct Input: Sendable {
    /// The cell.
    var cell: Cell
    /// Its items.
    var parsed: ParsedCell
    /// The modules of earlier declarations of names that the cell declares again.
    var earlier: [String: String] = [:]

    init(cell: Cell, parsed: ParsedCell) {
      self.cell = cell
      self.parsed = parsed
    }
  }

  /// A name that was declared more than once, and where the latest declaration is.
  struct Redeclaration: Sendable {
    /// The name of the module.
    var module: String
    /// How an import names the declaration: `var`, `func`, `struct` and so on.
    var keyword: String
  }

  /// The name of the module.
  var module: String
  /// The cells.
  var inputs: [Input] = []
  /// Whether no group but those apart may know of this one.
  var isApart = false
  /// The latest declarations of names that earlier groups declare more than once.
  var redeclarations: [String: Redeclaration] = [:]

  /// After this many cells a group ends where a cell's id says so; at the latest it ends at the maximum.
  private static let minimumSize = 3
  private static let maximumSize = 7

  /// Cuts cells into groups.
  ///
  /// - Parameters:
  ///   - inputs: the cells, in order.
  ///   - prefix: what the names of the modules begin with.
  ///   - keepsHiddenApart: whether hidden checks get groups of their own.
  /// - Returns: the groups, in order; none is empty.
  static func cut(
    _ inputs: [Input], prefix: String, keepsHiddenApart: Bool = false
  ) -> [CellGroup] {
    var groups: [CellGroup] = []
    var declaredHere: Set<String> = []
    for input in inputs {
      let names = input.parsed.declaredNames
      let mark = Digest.sha256([input.cell.id]).prefix(8)
      let size = groups.last?.inputs.count ?? maximumSize
      let isFull = size >= maximumSize || (size >= minimumSize && "0123".contains(mark.prefix(1)))
      // A declaration can hide one of another module, but not one of its own.
      let isApart = keepsHiddenApart && input.cell.isHidden
      if isFull || !declaredHere.isDisjoint(with: names) || groups.last?.isApart != isApart {
        groups.append(CellGroup(module: "\(prefix)_\(mark)", isApart: isApart))
        declaredHere = []
      }
      declaredHere.formUnion(names)
      groups[groups.count - 1].inputs.append(input)
    }
    return groups
  }

  /// Finds which names groups declare again, of the cells that are in them now.
  static func linkRedeclarations(_ groups: inout [CellGroup]) {
    linkRedeclarations(&groups, among: groups.indices.filter { !groups[$0].isApart }) { _ in true }
    guard groups.contains(where: \.isApart) else { return }
    // Those apart see the others; the others do not see them.
    linkRedeclarations(&groups, among: Array(groups.indices), changing: \.isApart)
  }

  private static func linkRedeclarations(
    _ groups: inout [CellGroup], among indices: [Int], changing isChanged: (CellGroup) -> Bool
  ) {
    // The number of the group that declared a name last.
    var owners: [String: Int] = [:]
    var redeclarations: [String: Redeclaration] = [:]
    for index in indices {
      let isChanged = isChanged(groups[index])
      if isChanged { groups[index].redeclarations = redeclarations }
      for position in groups[index].inputs.indices {
        var input = groups[index].inputs[position]
        input.earlier = [:]
        for item in input.parsed.items {
          for name in item.names {
            if let owner = owners[name], owner < index {
              input.earlier[name] = groups[owner].module
              let base = name.split(separator: "(").first.map(String.init) ?? name
              redeclarations[base] = Redeclaration(
                module: groups[index].module, keyword: keyword(of: item, in: input.cell))
            }
            owners[name] = index
          }
        }
        if isChanged { groups[index].inputs[position] = input }
      }
    }
  }

  /// The lines that import groups before this one.
  ///
  /// - Parameter modules: the names of those that compiled, in order.
  /// - Returns: the lines.
  func imports(of modules: [String]) -> [String] {
    var lines = modules.map { "@testable import \($0)" }
    for (name, place) in redeclarations.sorted(by: { $0.key < $1.key })
    where modules.contains(place.module) {
      lines.append("@testable import \(place.keyword) \(place.module).\(name)")
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
