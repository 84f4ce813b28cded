/// Cells that are compiled together, as one module.
///
/// A practical is cut into groups so that an edit costs the compilation of one of them: a group imports
/// those before it, and as long as their interfaces stay the same it need not be compiled again. What a
/// cell means does not depend on the cuts: cells whose order matters to the compiler are never together.
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

  /// A declaration that hides an earlier one of its name.
  struct Redeclaration: Sendable, Equatable {
    /// The name of the module.
    var module: String
    /// How an import names the declaration: `var`, `func`, `struct` and so on.
    var keyword: String
  }

  /// The name of the module.
  var module: String
  /// The cells.
  var inputs: [Input] = []
  /// The library that holds the cells' code, where the host has loaded it.
  var library: String?
  /// Whether no group but those apart may know of this one.
  var isApart = false
  /// Where a class is marked, the stage of the cells.
  var stage = 0
  /// For a group apart, the last stage that it knows of; nil where it may know of all.
  var lastStage: Int?
  /// For names that earlier groups declare more than once, the declarations that are not hidden.
  var redeclarations: [String: [Redeclaration]] = [:]

  /// Whether there is nothing in it that another module could refer to.
  var declaresNothing: Bool {
    inputs.allSatisfy { $0.parsed.items.allSatisfy { $0.kind == .statement } }
  }

  /// After this many cells a group ends where a cell's id says so; at the latest it ends at the maximum.
  private static let minimumSize = 3
  private static let maximumSize = 7

  init(module: String, isApart: Bool = false) {
    self.module = module
    self.isApart = isApart
  }

  /// Whether it may know of an earlier group.
  func mayKnow(of other: CellGroup) -> Bool {
    if other.isApart { return isApart }
    return lastStage.map { other.stage <= $0 } ?? true
  }

  /// Cuts cells into groups.
  ///
  /// Where the cuts fall depends on the cells' ids and names, so that a cell put in or taken out moves only
  /// the cuts beside it.
  ///
  /// - Parameters:
  ///   - inputs: the cells, in order.
  ///   - prefix: what the names of the modules begin with.
  ///   - cuts: the ids of cells with which a group begins in any case.
  ///   - keepsHiddenApart: whether hidden checks get groups of their own.
  /// - Returns: the groups, in order; none is empty.
  static func cut(
    _ inputs: [Input], prefix: String, cuts: Set<String> = [], keepsHiddenApart: Bool = false
  ) -> [CellGroup] {
    var groups: [CellGroup] = []
    var declaredHere: Set<String> = []
    var mentionedHere: Set<String> = []
    var isClosed = true
    for input in inputs {
      let names = Set(input.parsed.declaredNames.map(baseName))
      let references = CellReferences(input.parsed, code: input.cell.code)
      let mark = Digest.sha256([input.cell.id]).prefix(8)
      let size = groups.last?.inputs.count ?? maximumSize
      let isFull = size >= maximumSize || (size >= minimumSize && "0123".contains(mark.prefix(1)))
      // A declaration can hide one of another module, but not one of its own; and what a cell declares is
      // not there for the cells before it.
      let isEntangled =
        references.reachesOut || !declaredHere.isDisjoint(with: names)
        || !mentionedHere.isDisjoint(with: names)
      let isApart = keepsHiddenApart && input.cell.isHidden
      if isFull || isClosed || isEntangled || cuts.contains(input.cell.id)
        || groups.last?.isApart != isApart
      {
        groups.append(CellGroup(module: "\(prefix)_\(mark)", isApart: isApart))
        declaredHere = []
        mentionedHere = []
      }
      declaredHere.formUnion(names)
      mentionedHere.formUnion(references.names)
      // What is private is not there for the cells after it.
      isClosed = references.hasPrivateParts
      groups[groups.count - 1].inputs.append(input)
    }
    return groups
  }

  /// A name without argument labels.
  static func baseName(_ name: String) -> String {
    name.split(separator: "(").first.map(String.init) ?? name
  }

  /// A declaration of a name, and where it is.
  private struct Declaration {
    var group: Int
    var name: String
    /// The types of the parameters of a function.
    var types: [String]?
    var redeclaration: Redeclaration

    /// Whether this one hides another of the same base name; functions with other types stand beside each other.
    func hides(_ other: Declaration) -> Bool {
      guard types != nil, other.types != nil else { return true }
      return name == other.name && types == other.types
    }
  }

  /// Finds which names groups declare again, of the cells that are in them now; functions, and what exercises
  /// declare, count as declared again, because the kit may have the name.
  ///
  /// - Parameter groups: the groups, in order.
  static func linkRedeclarations(_ groups: inout [CellGroup]) {
    linkRedeclarations(&groups, among: groups.indices.filter { !groups[$0].isApart }) { _ in true }
    // Those apart see the others; the others do not see them.
    for horizon in Set(groups.filter(\.isApart).map(\.lastStage)) {
      let known = groups.indices.filter { index in
        groups[index].isApart || horizon.map { groups[index].stage <= $0 } ?? true
      }
      linkRedeclarations(&groups, among: known) { $0.isApart && $0.lastStage == horizon }
    }
  }

  private static func linkRedeclarations(
    _ groups: inout [CellGroup], among indices: [Int],
    changing isChanged: (CellGroup) -> Bool
  ) {
    var declarations: [String: [Declaration]] = [:]
    var hidden: Set<String> = []
    for index in indices {
      let isChanged = isChanged(groups[index])
      if isChanged {
        groups[index].redeclarations = hidden.reduce(into: [:]) { result, name in
          result[name] = declarations[name, default: []].map(\.redeclaration)
        }
      }
      for position in groups[index].inputs.indices {
        var input = groups[index].inputs[position]
        input.earlier = [:]
        for item in input.parsed.items {
          let types = ParameterTypes.find(in: item, of: input.cell)
          let isPrivate = CellReferences.isPrivate(item, of: input.cell)
          for name in item.names {
            let base = baseName(name)
            let declaration = Declaration(
              group: index, name: name, types: types,
              redeclaration: Redeclaration(
                module: groups[index].module, keyword: keyword(of: item, in: input.cell)))
            let mayBeKits = types != nil || input.cell.kind == .exercise
            if mayBeKits, base.first?.isLetter ?? false { hidden.insert(base) }
            let before = declarations[base, default: []]
            if let latest = before.last(where: { $0.group < index && declaration.hides($0) }) {
              input.earlier[name] = groups[latest.group].module
              if !isPrivate { hidden.insert(base) }
            }
            // Later cells do not see it, and so see what it hides.
            if isPrivate { continue }
            declarations[base] =
              before.filter { $0.group == index || !declaration.hides($0) } + [declaration]
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
    for (name, places) in redeclarations.sorted(by: { $0.key < $1.key }) {
      var named: Set<String> = []
      for place in places where modules.contains(place.module) {
        let line = "@testable import \(place.keyword) \(place.module).\(name)"
        if named.insert(line).inserted { lines.append(line) }
      }
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
