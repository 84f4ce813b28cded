import Foundation

/// One compilation under way: the groups of a practical, and what has come of them.
///
/// The interfaces of the groups are made one after the other; beside that, the groups that were not compiled
/// before with the same text and the same interfaces are compiled, as many at once as there are cores. A
/// group is settled when it and all before it compile. When one does not, it is taken apart into its cells,
/// and a cell that does not compile on its own is left out of what the later ones see.
final class Compilation {
  /// What a compilation begins with, when some of the cells have run already.
  struct Start: Sendable {
    /// How many cells are settled.
    var settled = 0
    /// The errors of settled cells, by their ids.
    var failures: [String: CompiledPractical.Failure] = [:]
    /// The modules with the other settled cells, in order.
    var modules: [LoadedModule] = []
    /// The ids of cells with which a module begins in any case.
    var cuts: Set<String> = []
  }

  /// A module in the host, and the cells whose code in it still holds.
  struct LoadedModule: Sendable {
    var name: String
    var library: String
    var cells: [String]
  }

  let toolchain: Toolchain
  let interfaces: UnitCache
  let units: UnitCache
  let path: String
  let identity: String
  let prefix: String
  let stops: [WakeUp]
  /// The sandbox that the compiler works in, if it is to work in one.
  let confinement: Confinement?
  /// Whether hidden checks are compiled apart.
  let keepsHiddenApart: Bool
  /// Called from any thread, one call at a time, each time that more cells are settled.
  let publish: @Sendable (CompiledPractical, Int) -> Void

  private var failures: [String: CompiledPractical.Failure] = [:]
  /// Which cells that do not compile declare a name, without argument labels.
  private var lostNames: [String: Set<String>] = [:]
  /// The ids of the cells, in order.
  private var order: [String] = []

  init(
    toolchain: Toolchain, cache: String, session: String, path: String, identity: String,
    stops: [WakeUp], confinement: Confinement?, keepsHiddenApart: Bool,
    publish: @escaping @Sendable (CompiledPractical, Int) -> Void
  ) {
    self.toolchain = toolchain
    interfaces = UnitCache(folder: "\(cache)/interfaces", session: session)
    units = UnitCache(folder: "\(cache)/units", session: session)
    self.path = path
    self.identity = identity
    prefix = "Cells_\(Digest.sha256([path]).prefix(8))"
    self.stops = stops
    self.confinement = confinement
    self.keepsHiddenApart = keepsHiddenApart
    self.publish = publish
  }

  /// Removes what was begun and not finished.
  func removeUnfinished() {
    interfaces.removeUnfinished()
    units.removeUnfinished()
  }

  /// Compiles the cells; what comes of them is published.
  func run(_ inputs: [CellGroup.Input], from start: Start) throws {
    var cuts = start.cuts
    order = inputs.map(\.cell.id)
    for input in inputs.prefix(start.settled) {
      if let failure = start.failures[input.cell.id] { fail(input, failure) }
    }
    for input in inputs.dropFirst(start.settled) {
      guard let error = input.parsed.syntaxError else { continue }
      fail(
        input,
        CompiledPractical.Failure(
          kind: .compile, message: error.message, line: error.line, column: error.column))
    }
    let known = Dictionary(uniqueKeysWithValues: inputs.map { ($0.cell.id, $0) })
    let loaded = start.modules.map { module in
      var group = CellGroup(module: module.name)
      group.library = module.library
      group.inputs = module.cells.compactMap { known[$0] }
      return group
    }
    while true {
      // Cells that are left out are cut too, so that no other cell moves to another module.
      var rest = CellGroup.cut(
        Array(inputs.dropFirst(start.settled)), prefix: prefix, cuts: cuts,
        keepsHiddenApart: keepsHiddenApart)
      for index in rest.indices {
        rest[index].inputs.removeAll { failures[$0.cell.id] != nil }
      }
      var groups = loaded + rest.filter { !$0.inputs.isEmpty }
      CellGroup.linkRedeclarations(&groups)
      let pass = CompilationPass(compilation: self, inputs: inputs.map(\.cell.id))
      guard let broken = try pass.run(groups, failures: failures) else { return }
      if broken.group.inputs.count > 1 {
        cuts.formUnion(broken.group.inputs.map(\.cell.id))
        if let next = broken.next { cuts.insert(next) }
      } else if let input = broken.group.inputs.first {
        try leaveOut(input, broken.fault)
      }
    }
  }

  /// Records the error of a cell, which leaves it out of the next pass.
  private func leaveOut(_ input: CellGroup.Input, _ fault: CompilationPass.Fault) throws {
    let place = CellPlace.naming(input.cell, path: path)
    let own = fault.errors.filter { error in
      error.path == place.file && error.line > place.lineOffset
        && error.line <= place.lineOffset + input.cell.lineCount
    }
    if !own.isEmpty { return record(own, of: input, lineOffset: place.lineOffset) }
    let words =
      fault.gaveUp
      ?? fault.errors.prefix(5).map { "\($0.path):\($0.line): \($0.message)" }
      .joined(separator: "; ")
    // What the compiler makes of a student's code, or of the author's beside it, is no fault of the grader.
    guard confinement != nil else {
      throw Toolchain.Missing(
        message: "the compiler failed outside the cells: \(words)",
        help: "check the toolchain with `practical doctor`; Swift 6.2 or later is needed")
    }
    fail(
      input,
      CompiledPractical.Failure(
        kind: .compile, message: "the compiler gave up: \(words)", line: 1, column: 1))
  }

  private func record(
    _ errors: [CompilerMessage], of input: CellGroup.Input, lineOffset: Int
  ) {
    // An error of the cell's own says more than one that follows from another cell's.
    let errors = errors.map(\.withoutScaffold)
    let own = errors.first { $0.missingName.map { loser(of: $0, before: input) == nil } ?? true }
    guard let error = own ?? errors.first else { return }
    var failure = CompiledPractical.Failure(
      kind: .compile, message: error.message, line: error.line - lineOffset, column: error.column)
    if own == nil, let name = error.missingName, let cell = loser(of: name, before: input) {
      failure.kind = .missing
      failure.message = "needs `\(name)` of the cell `\(cell)`, which does not compile"
    }
    fail(input, failure)
  }

  private func fail(_ input: CellGroup.Input, _ failure: CompiledPractical.Failure) {
    failures[input.cell.id] = failure
    for name in input.parsed.declaredNames {
      lostNames[CellGroup.baseName(name), default: []].insert(input.cell.id)
    }
  }

  /// The last cell before one that declares a name and does not compile.
  private func loser(of name: String, before input: CellGroup.Input) -> String? {
    guard let cells = lostNames[name] else { return nil }
    return order.prefix { $0 != input.cell.id }.last { cells.contains($0) }
  }
}
