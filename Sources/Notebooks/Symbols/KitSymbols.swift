import Foundation

/// The declarations of the kit, read from its sources.
public struct KitSymbols: Sendable {
  /// All declarations, module by module and file by file.
  public let symbols: [KitSymbol]

  /// Uses declarations that were read already.
  init(_ symbols: [KitSymbol]) { self.symbols = symbols }

  /// Reads the sources of every module that a cell sees.
  ///
  /// - Parameter package: The folder that holds `Sources`.
  /// - Throws: `Toolchain.Missing` when the sources are not there.
  public init(package: String) throws {
    let sources = URL(fileURLWithPath: package).appending(path: "Sources")
    let exports = sources.appending(path: "PracticalKit/Exports.swift")
    guard let text = try? String(contentsOf: exports, encoding: .utf8) else {
      throw Toolchain.Missing(
        message: "the sources of the kit are not beside this program",
        help: "run ./practical in a clone of the course")
    }
    let exported = text.split(separator: "\n").compactMap { line -> String? in
      let words = line.split(separator: " ")
      return words.count == 3 && words[0] == "@_exported" ? String(words[2]) : nil
    }
    var symbols: [KitSymbol] = []
    for module in exported + ["PracticalKit"] {
      let folder = sources.appending(path: module)
      let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
      for name in names.sorted() where name.hasSuffix(".swift") {
        let file = folder.appending(path: name)
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
        symbols += SymbolReader.symbols(
          in: text, module: module, path: "Sources/\(module)/\(name)")
      }
    }
    self.symbols = symbols
  }

  /// What a query may mean: `LSTM`, `softmax`, `Tensor.softmax`, `softmax(axis:)`,
  /// `Tensor(zeros:)`, `Tensor.+`.
  ///
  /// A type goes before everything else, what is public before what is not, and the exact letters
  /// before others in another case.
  ///
  /// - Parameter query: The words of the user.
  /// - Returns: The declarations that match equally well; empty when none does.
  public func matches(_ query: String) -> [KitSymbol] {
    let query = SymbolQuery(query, modules: Set(symbols.map(\.module)))
    for query in [query, query.asInitializer] {
      for isExact in [true, false] {
        let found = symbols.filter { query.matches($0, isExact: isExact) }
        let named = found.filter { $0.kind != "extension" }
        let groups = [
          named.filter { $0.isPublic && $0.isType }, named.filter(\.isPublic),
          named.filter(\.isType), named, found,
        ]
        if let group = groups.first(where: { !$0.isEmpty }) { return group }
      }
    }
    return []
  }

  /// The extensions of a type, in the order of their files.
  public func extensions(of type: KitSymbol) -> [KitSymbol] {
    symbols.filter { $0.kind == "extension" && $0.base == type.name }
  }

  /// The public members that an extension or a type declares in its braces.
  public func members(in symbol: KitSymbol) -> [KitSymbol] {
    symbols.filter {
      $0.path == symbol.path && $0.isPublic && !$0.context.isEmpty && $0.kind != "case"
        && $0.context.joined(separator: ".") == symbol.name
        && $0.line >= symbol.line && $0.endLine <= symbol.endLine
    }
  }

  /// Up to three names that look like a query that matches nothing.
  public func suggestions(for query: String) -> [String] {
    let wanted = SymbolQuery(query, modules: []).base.lowercased()
    guard wanted.utf8.count >= 2, wanted.utf8.count <= 60 else { return [] }
    var distances: [String: Int] = [:]
    for symbol in symbols where symbol.isPublic && symbol.kind != "extension" {
      if distances[symbol.base] != nil { continue }
      let name = symbol.base.lowercased()
      let isPart =
        wanted.count >= 3 && (name.contains(wanted) || wanted.contains(name) && name.count > 3)
      let distance = Suggestion.editDistance(Array(wanted.utf8), Array(name.utf8))
      if isPart || distance <= max(1, wanted.utf8.count / 3) { distances[symbol.base] = distance }
    }
    return distances.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(3).map(\.key)
  }
}

/// A query taken apart: the types around, the name, the labels.
private struct SymbolQuery {
  var context: [Substring] = []
  var base: String
  var labels: [String]?

  init(_ text: String, modules: Set<String>) {
    var rest = text.filter { !$0.isWhitespace && $0 != "`" }[...]
    // Up to a point that follows a name; an operator may start with one.
    while let point = rest.firstIndex(of: "."), point != rest.startIndex,
      rest[..<point].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
    {
      context.append(rest[..<point])
      rest = rest[rest.index(after: point)...]
    }
    if let module = context.first, modules.contains(String(module)) { context.removeFirst() }
    if let open = rest.firstIndex(of: "("), rest.hasSuffix(")") {
      let inside = rest[rest.index(after: open)...].dropLast()
      labels = inside.split(separator: ":").map(String.init)
      base = String(rest[..<open])
    } else {
      base = String(rest)
    }
  }

  /// The initializer that `Tensor(zeros:)` calls; the query itself when it has no labels.
  var asInitializer: SymbolQuery {
    if labels == nil { return self }
    var query = self
    query.context.append(base[...])
    query.base = "init"
    return query
  }

  func matches(_ symbol: KitSymbol, isExact: Bool) -> Bool {
    func same(_ first: some StringProtocol, _ second: some StringProtocol) -> Bool {
      isExact ? first == second : first.lowercased() == second.lowercased()
    }
    guard same(symbol.base, base), labels == nil || labels == symbol.labels,
      context.count <= symbol.context.count
    else { return false }
    return zip(symbol.context.suffix(context.count), context).allSatisfy { same($0, $1) }
  }
}
