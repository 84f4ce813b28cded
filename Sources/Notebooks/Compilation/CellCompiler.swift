import Foundation

/// Compiles the cells of a practical, and leaves out those that do not compile.
public struct CellCompiler: Sendable {
  /// The toolchain and kit to compile with.
  public var toolchain: Toolchain
  /// The folder of what was compiled before, by content.
  public var cache: String
  /// The sandbox that the compiler works in, if it is to work in one.
  public var confinement: Confinement?
  /// How cells are sorted into modules.
  var layout = CellLayout.order
  /// The author's exercises with their solutions, where a student's submission is compiled.
  var solutions: [Cell] = []
  /// What was parsed before by this program.
  public var memory: ParseMemory?
  /// When the compiler is to have ended, on the clock of `monotonicSeconds`; nil for no such time.
  var deadline: Double?

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
    var key = [identity, CellGenerator.version, path, layout.rawValue] + ModuleCompiler.flags
    key += solutions.map(\.code)
    for cell in cells {
      let offset = CellPlace.naming(cell, path: path).lineOffset
      key += ["\(cell.id) \(offset)", cell.code]
    }
    let plan = "\(cache)/plans/\(Digest.sha256(key)).json"
    if let compiled = CompiledPractical(savedAt: plan) { return compiled }
    let result = CompilationResult()
    try compile(cells, path: path, from: Compilation.Start(), stops: []) {
      compiled, _ in
      result.compiled = compiled
    }
    let compiled = result.compiled
    // A student's submission is compiled once, and an end by the clock may be chance.
    if !solutions.isEmpty { return compiled }
    try FileManager.default.createDirectory(
      atPath: "\(cache)/plans", withIntermediateDirectories: true)
    try JSONEncoder().encode(compiled).write(to: URL(fileURLWithPath: plan), options: .atomic)
    return compiled
  }

  /// Compiles cells and publishes what comes of them as it comes.
  ///
  /// - Parameters:
  ///   - cells: the cells, in order.
  ///   - path: the path of the Markdown file.
  ///   - start: what is settled already.
  ///   - stops: each of these, when raised, interrupts.
  ///   - publish: called with what can be run and how many cells are settled; from any thread, in order.
  /// - Throws: `CapturedRun.Interrupted`, or `Toolchain.Missing`.
  func compile(
    _ cells: [Cell], path: String, from start: Compilation.Start, stops: [WakeUp],
    publish: @escaping @Sendable (CompiledPractical, Int) -> Void
  ) throws {
    let identity = try toolchain.identity()
    let compilation = Compilation(
      toolchain: toolchain, cache: cache, session: "\(getpid())-\(UUID().uuidString)", path: path,
      identity: identity, stops: stops, confinement: confinement,
      layout: layout, deadline: deadline, publish: publish)
    defer { compilation.removeUnfinished() }
    let parser = parser(identity)
    let inputs = zip(cells, try parser.parse(cells)).map(CellGroup.Input.init)
    compilation.solutions = zip(solutions, try parser.parse(solutions)).map(CellGroup.Input.init)
    try compilation.run(inputs, from: start)
  }

  private func parser(_ identity: String) -> TopLevelParser {
    TopLevelParser(
      toolchain: toolchain, cache: "\(cache)/parsed", identity: identity, memory: memory,
      confinement: confinement)
  }

  /// Parses cells and remembers what came of it: one start of the compiler takes longer than many cells.
  ///
  /// - Parameter cells: cells that will be compiled, of several practicals or submissions.
  /// - Throws: `Toolchain.Missing` when the compiler does not do its work.
  public func parseAhead(_ cells: [Cell]) throws {
    _ = try parser(toolchain.identity()).parse(cells)
  }
}

/// What was published last.
private final class CompilationResult: @unchecked Sendable {
  // Publishing is done when this is read.
  var compiled = CompiledPractical()
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
