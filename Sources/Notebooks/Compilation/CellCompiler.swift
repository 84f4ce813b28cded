import Foundation

/// Compiles the cells of a practical, and leaves out those that do not compile.
public struct CellCompiler: Sendable {
  /// The toolchain and kit to compile with.
  public var toolchain: Toolchain
  /// The folder of what was compiled before, by content.
  public var cache: String
  /// The sandbox that the compiler works in, if it is to work in one.
  public var confinement: Confinement?
  /// Whether hidden checks are compiled apart, so that nothing of them is loaded with the other cells.
  public var keepsHiddenApart = false

  /// Makes a compiler that keeps its results in a folder.
  public init(toolchain: Toolchain, cache: String) {
    self.toolchain = toolchain
    self.cache = cache
  }

  /// Compiles cells, or takes over what was compiled before from the same text.
  ///
  /// - Parameters:
  ///   - cells: the cells, in order.
  ///   - path: the path of the Markdown file.
  /// - Returns: what can be run, and the errors of what cannot.
  /// - Throws: `Toolchain.Missing` when the compiler does not do its work.
  public func compile(_ cells: [Cell], path: String) throws -> CompiledPractical {
    let identity = try toolchain.identity()
    var key = [identity, path, "\(keepsHiddenApart)"] + ModuleCompiler.flags
    for cell in cells {
      let offset = CellPlace.naming(cell, path: path).lineOffset
      key += ["\(cell.id) \(offset)", cell.code]
    }
    let plan = "\(cache)/plans/\(Digest.sha256(key)).json"
    if let compiled = CompiledPractical(savedAt: plan) { return compiled }
    let units = UnitCache(folder: "\(cache)/units", session: UUID().uuidString)
    defer { units.removeUnfinished() }
    var compilation = Compilation(
      toolchain: toolchain, units: units, path: path, identity: identity,
      prefix: "Cells_\(Digest.sha256([path]).prefix(8))", confinement: confinement)
    compilation.keepsHiddenApart = keepsHiddenApart
    let parser = TopLevelParser(
      toolchain: toolchain, cache: "\(cache)/parsed", identity: identity,
      confinement: confinement)
    try compilation.run(zip(cells, parser.parse(cells)).map(CellGroup.Input.init))
    let compiled = compilation.compiled
    try FileManager.default.createDirectory(
      atPath: "\(cache)/plans", withIntermediateDirectories: true)
    try JSONEncoder().encode(compiled).write(to: URL(fileURLWithPath: plan), options: .atomic)
    return compiled
  }
}

extension CompiledPractical {
  /// Reads what was saved, if it and the libraries are still there.
  fileprivate init?(savedAt path: String) {
    guard let data = FileManager.default.contents(atPath: path),
      let saved = try? JSONDecoder().decode(CompiledPractical.self, from: data),
      (saved.libraries + saved.librariesApart.values.joined()).allSatisfy({
        FileManager.default.fileExists(atPath: $0)
      })
    else { return nil }
    self = saved
  }
}
