import Foundation

/// How the cells of a practical are sorted into modules.
enum CellLayout: String, Sendable {
  /// In their order, so that an edit costs the compilation of few cells.
  case order
  /// For marking a class: hidden checks apart, and otherwise as few modules as can be (`CellStages`).
  case stages
  /// For marking what cannot be compiled or loaded so: hidden checks apart, and a module for each exercise.
  case exercises
}

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
  /// How cells are sorted into modules.
  let layout: CellLayout
  /// When the compiler is to have ended, if ever.
  let deadline: Double?
  /// Called from any thread, one call at a time, each time that more cells are settled.
  let publish: @Sendable (CompiledPractical, Int) -> Void

  /// The author's exercises with their solutions, where a student's submission is compiled.
  var solutions: [CellGroup.Input] = []
  private var failures: [String: CompiledPractical.Failure] = [:]
  /// The names that the solutions declare and the submission does not.
  private var undeclared: Set<String> = []
  /// Which cells that do not compile declare a name, without argument labels.
  private var lostNames: [String: Set<String>] = [:]
  /// The ids of the cells, in order.
  private var order: [String] = []

  init(
    toolchain: Toolchain, cache: String, session: String, path: String, identity: String,
    stops: [WakeUp], confinement: Confinement?, layout: CellLayout, deadline: Double?,
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
    self.layout = layout
    self.deadline = deadline
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
    if layout != .order {
      findUndeclaredNames(in: inputs)
      failDependents(in: inputs)
    }
    if layout == .stages { return try compileStages(inputs) }
    // A module for each exercise, so that what one does to its module costs no other.
    if layout != .order { cuts.formUnion(Self.cutsAroundExercises(inputs)) }
    while true {
      // Cells that are left out are cut too, so that no other cell moves to another module.
      var rest = CellGroup.cut(
        Array(inputs.dropFirst(start.settled)), prefix: prefix, cuts: cuts,
        keepsHiddenApart: layout != .order)
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
        if layout != .order { failDependents(in: inputs) }
      }
    }
  }

  /// Compiles the cells as few modules.
  ///
  /// Cells that share a stage do not change each other's meaning, so an error is that of the cell where it is;
  /// of several the first one's, because the others may follow from it.
  private func compileStages(_ inputs: [CellGroup.Input]) throws {
    var alone: Set<String> = []
    while true {
      var groups = CellStages.cut(
        inputs.filter { failures[$0.cell.id] == nil }, prefix: prefix, alone: alone)
      CellGroup.linkRedeclarations(&groups)
      let pass = CompilationPass(compilation: self, inputs: order)
      guard let broken = try pass.run(groups, failures: failures, isInStages: true) else { return }
      let members = broken.group.inputs
      if let input = members.first(where: { !ownErrors(of: $0, in: broken.fault).isEmpty }) {
        try leaveOut(input, broken.fault)
      } else if members.count > 1 {
        alone.formUnion(members.map(\.cell.id))
      } else if let input = members.first {
        try leaveOut(input, broken.fault)
      }
      failDependents(in: inputs)
    }
  }

  private static func cutsAroundExercises(_ inputs: [CellGroup.Input]) -> Set<String> {
    var cuts: Set<String> = []
    var before: Cell?
    for cell in inputs.map(\.cell) {
      // Nor do the checks of an exercise share a module with what is given.
      if cell.kind == .exercise || before?.kind == .exercise || cell.exercise != before?.exercise {
        cuts.insert(cell.id)
      }
      before = cell
    }
    return cuts
  }

  /// The errors that are placed in a cell.
  private func ownErrors(
    of input: CellGroup.Input, in fault: CompilationPass.Fault
  ) -> [CompilerMessage] {
    let place = CellPlace.naming(input.cell, path: path)
    return fault.errors.filter { error in
      error.path == place.file && error.line > place.lineOffset
        && error.line <= place.lineOffset + input.cell.lineCount
    }
  }

  /// Records the error of a cell, which leaves it out of the next pass.
  private func leaveOut(_ input: CellGroup.Input, _ fault: CompilationPass.Fault) throws {
    let own = ownErrors(of: input, in: fault)
    if !own.isEmpty {
      let place = CellPlace.naming(input.cell, path: path)
      return record(own, of: input, lineOffset: place.lineOffset)
    }
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

  /// Finds what the author's solutions declare and the exercises of the submission do not.
  ///
  /// A check that calls such a name could find another function of that name in the kit, which does what the
  /// exercise asks for.
  private func findUndeclaredNames(in inputs: [CellGroup.Input]) {
    guard !solutions.isEmpty else { return }
    var isInKit: [String: Bool] = [:]
    let exercises = inputs.filter { $0.cell.kind == .exercise }
    let declared = Declarations(exercises)
    for solution in solutions {
      for item in solution.parsed.items {
        for name in item.names where !declared.have(name, of: item, in: solution.cell) {
          let base = CellGroup.baseName(name)
          if declared.names.contains(base) {
            // With other parameters. Whether the check can be compiled is for the compiler to say, unless
            // it could come to mean the kit's.
            let isKits = isInKit[base] ?? toolchain.kitMentions(base)
            isInKit[base] = isKits
            if !isKits { continue }
          }
          lostNames[base, default: []].insert(solution.cell.id)
          undeclared.insert(base)
        }
      }
    }
  }

  /// Fails the author's cells that mention names which are not there: they could mean others of the kit.
  private func failDependents(in inputs: [CellGroup.Input]) {
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      var declared: Set<String> = []
      for input in inputs where failures[input.cell.id] == nil {
        if input.cell.kind != .exercise,
          let (name, cell) = lostName(in: input, declared: declared)
        {
          let words =
            undeclared.contains(name)
            ? "needs `\(name)`, which the exercise `\(cell)` does not declare as the practical does"
            : "needs `\(name)` of the cell `\(cell)`, which does not compile"
          fail(
            input,
            CompiledPractical.Failure(kind: .missing, message: words, line: 1, column: 1))
          hasChanged = true
        } else {
          declared.formUnion(input.parsed.declaredNames.map(CellGroup.baseName))
        }
      }
    }
  }

  private func lostName(
    in input: CellGroup.Input, declared: Set<String>
  ) -> (name: String, cell: String)? {
    let mentioned = CellReferences(input.parsed, code: input.cell.code).names
    let own = LocalNames.find(in: input.cell.code)
    for name in lostNames.keys.sorted() where mentioned.contains(name) && !own.contains(name) {
      if !undeclared.contains(name), declared.contains(name) { continue }
      if let cell = loser(of: name, before: input) { return (name, cell) }
    }
    return nil
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
