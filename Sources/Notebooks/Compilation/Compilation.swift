import Foundation

/// One compilation under way: the groups of a practical, and what has come of them.
///
/// A round first makes the interfaces of all groups, one after the other, then compiles those groups that
/// no earlier run has compiled with the same text and the same interfaces before them, side by side. Cells
/// with errors are left out, and a new round begins, until what is left compiles.
struct Compilation {
  let toolchain: Toolchain
  let units: UnitCache
  let path: String
  let identity: String
  let prefix: String
  let confinement: Confinement?
  var keepsHiddenApart = false
  private(set) var compiled = CompiledPractical()
  /// Which cell that does not compile declares a name, without argument labels.
  private var lostNames: [String: String] = [:]

  /// A group in one round: what it is made of, and how it is found again.
  private struct Unit: Sendable {
    var module: String
    var key: String
    var code: String
    var inputs: [CellGroup.Input]
    /// The folders of the interfaces before it.
    var folders: [String]
    /// Whether only those that are apart too may know of it.
    var isApart: Bool
  }

  init(
    toolchain: Toolchain, units: UnitCache, path: String, identity: String, prefix: String,
    confinement: Confinement? = nil
  ) {
    self.confinement = confinement
    self.toolchain = toolchain
    self.units = units
    self.path = path
    self.identity = identity
    self.prefix = prefix
  }

  /// Compiles the cells.
  mutating func run(_ inputs: [CellGroup.Input]) throws {
    for input in inputs {
      guard let error = input.parsed.syntaxError else { continue }
      fail(
        input,
        CompiledPractical.Failure(
          kind: .compile, message: error.message, line: error.line, column: error.column))
    }
    // The cuts are made once, so that leaving a cell out moves no other cell to another module.
    var groups = CellGroup.cut(inputs, prefix: prefix, keepsHiddenApart: keepsHiddenApart)
    repeat {
      for index in groups.indices {
        groups[index].inputs.removeAll { compiled.failures[$0.cell.id] != nil }
      }
      CellGroup.linkRedeclarations(&groups)
    } while try !round(groups)
  }

  /// One round; returns whether everything compiled.
  private mutating func round(_ groups: [CellGroup]) throws -> Bool {
    var done: [Unit] = []
    var pending: [Unit] = []
    var interfaces: [String] = []
    let compiler = ModuleCompiler(toolchain: toolchain, confinement: confinement)
    for group in groups where !group.inputs.isEmpty {
      let known = done.indices.filter { group.isApart || !done[$0].isApart }
      let unit = unit(
        group, after: known.map { done[$0] }, interfaces: known.map { interfaces[$0] })
      if let record = units.record(of: unit.key) {
        if record.interface == nil || !record.errors.isEmpty {
          return try leaveOut([(unit, record.errors)])
        }
        interfaces.append(record.interface ?? "")
      } else {
        let folder = try units.begin(unit.key)
        try Data(unit.code.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(unit.module).swift"))
        let step = try compiler.emitInterface(
          of: unit.module, in: folder, searching: unit.folders)
        switch step {
        case .done: break
        case .failed(let errors):
          try units.finish(unit.key, UnitCache.Record(interface: nil, errors: errors))
          return try leaveOut([(unit, errors)])
        case .gaveUp(let reason): return try leaveOut(unit, reason: reason)
        }
        interfaces.append(try interface(of: unit, in: folder))
        pending.append(unit)
      }
      done.append(unit)
    }
    let broken = try compileSideBySide(pending, compiler, interfaces: interfaces, all: done)
    if let unit = broken.first(where: { $0.gaveUp != nil }) {
      return try leaveOut(unit.unit, reason: unit.gaveUp ?? "")
    }
    if !broken.isEmpty { return try leaveOut(broken.map { ($0.unit, $0.errors) }) }
    var apart: [String] = []
    for unit in done {
      let library = "\(units.place(of: unit.key))/lib\(unit.module).so"
      if unit.isApart { apart.append(library) } else { compiled.libraries.append(library) }
      for input in unit.inputs {
        if unit.isApart { compiled.librariesApart[input.cell.id] = apart }
        compiled.symbols[input.cell.id] = CellGenerator.symbol(of: input.cell, module: unit.module)
      }
    }
    return true
  }

  private func unit(_ group: CellGroup, after earlier: [Unit], interfaces: [String]) -> Unit {
    let generator = CellGenerator(
      path: path, imports: group.imports(of: earlier.map(\.module)))
    let code = generator.generate(group.inputs, module: group.module)
    let key = Digest.sha256([identity, code] + ModuleCompiler.flags + interfaces)
    return Unit(
      module: group.module, key: key, code: code, inputs: group.inputs,
      folders: earlier.map(folder(of:)), isApart: group.isApart)
  }

  /// Where a unit's interface is: in its final place, or in the folder in which it is being made.
  private func folder(of unit: Unit) -> String {
    units.record(of: unit.key) == nil ? units.work(of: unit.key) : units.place(of: unit.key)
  }

  private func interface(of unit: Unit, in folder: String) throws -> String {
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(unit.module).swiftmodule"))
    return Digest.sha256(Array(data))
  }

  /// Compiles and links units, as many at once as there are cores; returns those with errors.
  private func compileSideBySide(
    _ pending: [Unit], _ compiler: ModuleCompiler, interfaces: [String], all: [Unit]
  ) throws -> [(unit: Unit, errors: [CompilerMessage], gaveUp: String?)] {
    let outcomes = Outcomes(count: pending.count)
    DispatchQueue.concurrentPerform(iterations: pending.count) { index in
      let unit = pending[index]
      let folder = units.work(of: unit.key)
      outcomes.set(
        index,
        Result {
          let step = try compiler.compile(unit.module, in: folder, searching: unit.folders)
          guard case .done = step else { return step }
          return try compiler.link(unit.module, in: folder)
        })
    }
    var broken: [(unit: Unit, errors: [CompilerMessage], gaveUp: String?)] = []
    for (index, unit) in pending.enumerated() {
      let position = all.firstIndex { $0.key == unit.key } ?? 0
      switch try outcomes.get(index) {
      case .done:
        try units.finish(unit.key, UnitCache.Record(interface: interfaces[position]))
      case .failed(let errors):
        try units.finish(
          unit.key, UnitCache.Record(interface: interfaces[position], errors: errors))
        broken.append((unit, errors, nil))
      case .gaveUp(let reason): broken.append((unit, [], reason))
      }
    }
    return broken
  }

  /// Leaves out what students wrote of a unit on which the compiler gave up without naming a place.
  private mutating func leaveOut(_ unit: Unit, reason: String) throws -> Bool {
    let exercises = unit.inputs.filter { $0.cell.kind == .exercise }
    guard !exercises.isEmpty else {
      throw Toolchain.Missing(
        message: reason,
        help: "check the toolchain with `practical doctor`; Swift 6.2 or later is needed")
    }
    for input in exercises {
      fail(
        input,
        CompiledPractical.Failure(
          kind: .compile, message: "the compiler gave up: \(reason)", line: 1, column: 1))
    }
    return false
  }

  /// Records the errors of cells, which leaves them out of the next round.
  private mutating func leaveOut(
    _ broken: [(unit: Unit, errors: [CompilerMessage])]
  ) throws -> Bool {
    var isAnyPlaced = false
    for (unit, errors) in broken {
      for input in unit.inputs {
        let place = CellPlace.naming(input.cell, path: path)
        let own = errors.filter { error in
          error.path == place.file && error.line > place.lineOffset
            && error.line <= place.lineOffset + input.cell.lineCount
        }
        if own.isEmpty { continue }
        isAnyPlaced = true
        record(own, of: input, lineOffset: place.lineOffset)
      }
    }
    guard isAnyPlaced else {
      let isPossible = broken.contains { $0.unit.inputs.contains { $0.cell.kind == .exercise } }
      if confinement != nil, isPossible {
        for (unit, errors) in broken
        where unit.inputs.contains(where: { $0.cell.kind == .exercise }) {
          _ = try leaveOut(unit, reason: errors.first?.message ?? "no reason given")
        }
        return false
      }
      let words = broken.flatMap(\.errors).map { "\($0.path):\($0.line): \($0.message)" }
      throw Toolchain.Missing(
        message: "the compiler failed outside the cells: "
          + words.prefix(5).joined(separator: "; "),
        help: "check the toolchain with `practical doctor`; Swift 6.2 or later is needed")
    }
    return false
  }

  private mutating func record(
    _ errors: [CompilerMessage], of input: CellGroup.Input, lineOffset: Int
  ) {
    // An error of the cell's own says more than one that follows from another cell's.
    let errors = errors.map(\.withoutScaffold)
    let own = errors.first { $0.missingName.map { lostNames[$0] == nil } ?? true }
    guard let error = own ?? errors.first else { return }
    var failure = CompiledPractical.Failure(
      kind: .compile, message: error.message, line: error.line - lineOffset, column: error.column)
    if own == nil, let name = error.missingName, let cell = lostNames[name] {
      failure.kind = .missing
      failure.message = "needs `\(name)` of the cell `\(cell)`, which does not compile"
    }
    fail(input, failure)
  }

  private mutating func fail(_ input: CellGroup.Input, _ failure: CompiledPractical.Failure) {
    compiled.failures[input.cell.id] = failure
    for name in input.parsed.declaredNames {
      let base = name.split(separator: "(").first.map(String.init) ?? name
      lostNames[base] = input.cell.id
    }
  }
}

/// Results of work done side by side, each in its place.
private final class Outcomes: @unchecked Sendable {
  // Guarded by the lock.
  private var results: [Result<ModuleCompiler.Step, any Error>?]
  private let lock = NSLock()

  init(count: Int) { results = Array(repeating: nil, count: count) }

  func set(_ index: Int, _ result: Result<ModuleCompiler.Step, any Error>) {
    lock.withLock { results[index] = result }
  }

  func get(_ index: Int) throws -> ModuleCompiler.Step {
    guard let result = lock.withLock({ results[index] }) else {
      throw Toolchain.Missing(
        message: "a compilation gave no result", help: "run again with --no-cache")
    }
    return try result.get()
  }
}
