import Foundation

/// One pass over the groups of a practical, up to the first that does not compile.
final class CompilationPass: @unchecked Sendable {
  /// A group that does not compile.
  struct Broken {
    var group: CellGroup
    var errors: [CompilerMessage]
    /// The first cell of the group after it.
    var next: String?
  }

  /// A group in this pass: what it is made of, and how it is found again.
  private struct Unit: Sendable {
    var group: CellGroup
    var key: String
    var code: String
    /// The folders of the interfaces before it.
    var folders: [String]
  }

  private enum State {
    case working
    case done
    case broken([CompilerMessage])
    case thrown(any Error)
  }

  private let compilation: Compilation
  private let order: [String]
  private let stop = WakeUp()
  /// The compiler while this pass lasts.
  private let compiler: ModuleCompiler
  // Guarded by the condition.
  private var states: [State] = []
  private var compiled = CompiledPractical()
  private var published = 0
  private var groups: [CellGroup] = []
  private let condition = NSCondition()

  private static let cores = DispatchSemaphore(value: ProcessInfo.processInfo.activeProcessorCount)

  init(compilation: Compilation, inputs: [String]) {
    self.compilation = compilation
    order = inputs
    compiler = ModuleCompiler(
      toolchain: compilation.toolchain, stops: compilation.stops + [stop])
  }

  /// Compiles the groups; returns the first that does not compile, or nil when all do.
  func run(
    _ groups: [CellGroup], failures: [String: CompiledPractical.Failure]
  ) throws -> Broken? {
    self.groups = groups
    compiled.failures = failures
    defer { endWork() }
    var interfaces: [String] = []
    var folders: [String] = []
    for (index, group) in groups.enumerated() {
      let unit = unit(group, after: groups.prefix(index), interfaces: interfaces, folders: folders)
      condition.withLock { states.append(.working) }
      // Where there is no interface, compiling tells every error, and not only those of declarations.
      start(unit, at: index)
      // The last one is seen by nobody.
      if index == groups.count - 1 { break }
      guard try makeInterface(of: unit, into: &interfaces) else { break }
      folders.append(compilation.interfaces.place(of: unit.key))
      if condition.withLock({ hasBroken }) { break }
    }
    return try settle()
  }

  private var hasBroken: Bool {
    states.contains {
      switch $0 {
      case .broken, .thrown: true
      case .working, .done: false
      }
    }
  }

  /// Waits for the groups in their order, up to the first that is broken.
  private func settle() throws -> Broken? {
    condition.lock()
    defer { condition.unlock() }
    publishSettled()
    for index in groups.indices {
      guard index < states.count else {
        throw Toolchain.Missing(
          message: "the compiler compiles cells and gives no interface of them",
          help: "check the toolchain with `practical doctor`; Swift 6.2 or later is needed")
      }
      while case .working = states[index] { condition.wait() }
      switch states[index] {
      case .broken(let errors):
        let next = index + 1 < groups.count ? groups[index + 1].inputs.first?.cell.id : nil
        return Broken(group: groups[index], errors: errors, next: next)
      case .thrown(let error): throw error
      case .working, .done: continue
      }
    }
    return nil
  }

  /// Ends what is still compiled and waits until it is over.
  private func endWork() {
    stop.raise()
    condition.withLock {
      while states.contains(where: { if case .working = $0 { true } else { false } }) {
        condition.wait()
      }
    }
  }

  private func unit(
    _ group: CellGroup, after earlier: ArraySlice<CellGroup>, interfaces: [String],
    folders: [String]
  ) -> Unit {
    let generator = CellGenerator(
      path: compilation.path, imports: group.imports(of: earlier.map(\.module)))
    let code = generator.generate(group.inputs, module: group.module)
    let key = Digest.sha256([compilation.identity, code] + ModuleCompiler.flags + interfaces)
    return Unit(group: group, key: key, code: code, folders: folders)
  }

  /// Makes a unit's interface or finds it in the cache; returns whether it can be made.
  private func makeInterface(of unit: Unit, into interfaces: inout [String]) throws -> Bool {
    let cache = compilation.interfaces
    if let record = cache.record(of: unit.key) {
      interfaces.append(record.interface ?? "")
      return record.interface != nil
    }
    let folder = try cache.begin(unit.key)
    let module = unit.group.module
    try Data(unit.code.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(module).swift"))
    let step = try compiler.emitInterface(of: module, in: folder, searching: unit.folders)
    guard case .done = step else {
      try cache.finish(unit.key, UnitCache.Record(interface: nil))
      return false
    }
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(module).swiftmodule"))
    let interface = Digest.sha256(Array(data))
    try cache.finish(unit.key, UnitCache.Record(interface: interface))
    interfaces.append(interface)
    return true
  }

  /// Begins to compile a unit, unless the cache or the host has it.
  private func start(_ unit: Unit, at index: Int) {
    if let library = unit.group.library { return end(unit, at: index, .done, library: library) }
    let library = "\(compilation.units.place(of: unit.key))/lib\(unit.group.module).so"
    if let record = compilation.units.record(of: unit.key) {
      let state = record.errors.isEmpty ? State.done : .broken(record.errors)
      return end(unit, at: index, state, library: library)
    }
    // A thread of its own: it waits for the compiler, and the threads of a pool are few.
    Thread { [self] in
      Self.cores.wait()
      let state: State
      do { state = try compile(unit) } catch { state = .thrown(error) }
      Self.cores.signal()
      end(unit, at: index, state, library: library)
    }.start()
  }

  private func compile(_ unit: Unit) throws -> State {
    let module = unit.group.module
    let folder = try compilation.units.begin(unit.key)
    try Data(unit.code.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(module).swift"))
    var step = try compiler.compile(module, in: folder, searching: unit.folders)
    if case .done = step { step = try compiler.link(module, in: folder) }
    switch step {
    case .done:
      try compilation.units.finish(unit.key, UnitCache.Record())
      return .done
    case .failed(let errors):
      try compilation.units.finish(unit.key, UnitCache.Record(errors: errors))
      return .broken(errors)
    }
  }

  private func end(_ unit: Unit, at index: Int, _ state: State, library: String) {
    condition.lock()
    defer { condition.unlock() }
    states[index] = state
    paths[index] = library
    publishSettled()
    condition.broadcast()
  }

  private var paths: [Int: String] = [:]

  /// Publishes the groups that are done, as far as all before them are; called with the lock held.
  private func publishSettled() {
    let before = published
    while published < states.count, case .done = states[published] {
      let group = groups[published]
      for input in group.inputs {
        compiled.symbols[input.cell.id] = CellGenerator.symbol(
          of: input.cell, module: group.module)
        compiled.modules[input.cell.id] = compiled.libraries.count
      }
      compiled.libraries.append(paths[published] ?? "")
      compiled.names.append(group.module)
      published += 1
    }
    if published > before || published == groups.count {
      compilation.publish(compiled, settledCells)
    }
  }

  /// How many cells, from the first on, are known to compile or not.
  private var settledCells: Int {
    guard published < groups.count, let next = groups[published].inputs.first?.cell.id else {
      return order.count
    }
    return order.firstIndex(of: next) ?? order.count
  }
}
