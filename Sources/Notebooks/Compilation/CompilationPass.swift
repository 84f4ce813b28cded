import Foundation

/// One pass over the groups of a practical, up to the first that does not compile.
final class CompilationPass: @unchecked Sendable {
  /// A group that does not compile.
  struct Broken {
    var group: CellGroup
    var fault: Fault
    /// The first cell of the group after it.
    var next: String?
  }

  /// Why something does not compile.
  struct Fault: Sendable {
    /// The compiler's errors.
    var errors: [CompilerMessage] = []
    /// What became of the compiler, when it ended without an error of the code.
    var gaveUp: String?
  }

  /// A group in this pass: what it is made of, and how it is found again.
  private struct Unit: Sendable {
    var group: CellGroup
    var key: String
    var code: String
    /// Under which its interface is found.
    var interfaceKey: String
    /// The folders of the interfaces before it.
    var folders: [String]
  }

  /// The interface of a group.
  private struct Known {
    var module: String
    var interface: String
    var folder: String
    var group: CellGroup
  }

  private enum State {
    case working
    case done
    case broken(Fault)
    case thrown(any Error)
  }

  private let compilation: Compilation
  private let order: [String]
  private let stop = WakeUp()
  /// The compiler while this pass lasts.
  private let compiler: ModuleCompiler
  // Guarded by the condition.
  private var states: [State] = []
  /// Why there is no interface of a group.
  private var interfaceFaults: [Int: Fault] = [:]
  private var compiled = CompiledPractical()
  private var librariesApart: [String] = []
  private var published = 0
  private var groups: [CellGroup] = []
  private let condition = NSCondition()

  private static let cores = DispatchSemaphore(value: ProcessInfo.processInfo.activeProcessorCount)

  init(compilation: Compilation, inputs: [String]) {
    self.compilation = compilation
    order = inputs
    compiler = ModuleCompiler(
      toolchain: compilation.toolchain, stops: compilation.stops + [stop],
      confinement: compilation.confinement, deadline: compilation.deadline)
  }

  /// Compiles the groups; returns the first that does not compile, or nil when all do.
  func run(
    _ groups: [CellGroup], failures: [String: CompiledPractical.Failure], isInStages: Bool = false
  ) throws -> Broken? {
    self.groups = groups
    compiled.failures = failures
    compiled.isInStages = isInStages
    defer { endWork() }
    var known: [Known] = []
    for (index, group) in groups.enumerated() {
      let unit = unit(group, after: known.filter { group.mayKnow(of: $0.group) })
      condition.withLock { states.append(.working) }
      // Where there is no interface, compiling tells every error, and not only those of declarations.
      start(unit, at: index)
      let isSeen = groups.dropFirst(index + 1).contains { $0.isApart || !group.isApart }
      // Nobody can refer to what only has statements.
      let saysNothing = compilation.layout != .order && group.declaresNothing
      guard isSeen, !saysNothing else { continue }
      switch try makeInterface(of: unit) {
      case .failure(let fault):
        condition.withLock { interfaceFaults[index] = fault }
        return try settle()
      case .success(let interface):
        known.append(
          Known(
            module: group.module, interface: interface,
            folder: compilation.interfaces.place(of: unit.interfaceKey), group: group))
      }
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
          message: "the compiler stopped before it came to all cells",
          help: "check the toolchain with `practical doctor`; Swift 6.2 or later is needed")
      }
      while case .working = states[index] { condition.wait() }
      let next = index + 1 < groups.count ? groups[index + 1].inputs.first?.cell.id : nil
      switch states[index] {
      case .broken(let fault): return Broken(group: groups[index], fault: fault, next: next)
      case .thrown(let error): throw error
      case .working, .done: break
      }
      if let fault = interfaceFaults[index] {
        return Broken(group: groups[index], fault: fault, next: next)
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

  private func unit(_ group: CellGroup, after earlier: [Known]) -> Unit {
    let generator = CellGenerator(
      path: compilation.path, imports: group.imports(of: earlier.map(\.module)))
    let code = generator.generate(group.inputs, module: group.module)
    let key = Digest.sha256(
      [compilation.identity, code] + ModuleCompiler.flags + earlier.map(\.interface))
    return Unit(
      group: group, key: key, code: code,
      interfaceKey: interfaceKey(of: group, key: key, after: earlier),
      folders: earlier.map(\.folder))
  }

  /// Where the interface of a group is kept.
  ///
  /// When a class is marked, what the author's run has made holds for all whose exercises declare the same. Of
  /// what a student's compiler has made nothing is taken over, but for the very same text.
  private func interfaceKey(of group: CellGroup, key: String, after earlier: [Known]) -> String {
    guard compilation.layout != .order, let skeleton = InterfaceSkeleton.text(of: group) else {
      return key
    }
    let shared = Digest.sha256(
      ["skeleton", compilation.identity, group.module, skeleton] + ModuleCompiler.flags
        + earlier.map(\.interface))
    let isAuthor = compilation.solutions.isEmpty
    let isThere = compilation.interfaces.record(of: shared)?.interface != nil
    return isAuthor || isThere ? shared : key
  }

  private enum Interface {
    case success(String)
    case failure(Fault)
  }

  /// Makes a unit's interface or finds it in the cache; returns its checksum, or why it cannot be made.
  private func makeInterface(of unit: Unit) throws -> Interface {
    let cache = compilation.interfaces
    if let record = cache.record(of: unit.interfaceKey) {
      return record.interface.map(Interface.success) ?? .failure(Fault(errors: record.errors))
    }
    let folder = try cache.begin(unit.interfaceKey)
    let module = unit.group.module
    try Data(unit.code.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(module).swift"))
    switch try compiler.emitInterface(of: module, in: folder, searching: unit.folders) {
    case .done:
      if compilation.confinement != nil { try keepOnly([".swift", ".swiftmodule"], in: folder) }
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(module).swiftmodule"))
      let interface = Digest.sha256(Array(data))
      try cache.finish(unit.interfaceKey, UnitCache.Record(interface: interface))
      return .success(interface)
    case .failed(let errors):
      try cache.finish(unit.interfaceKey, UnitCache.Record(interface: nil, errors: errors))
      return .failure(Fault(errors: errors))
    case .gaveUp(let reason): return .failure(Fault(gaveUp: reason))
    }
  }

  /// Removes all but the files of some kinds: what later compilers read is what the checksum is of.
  private func keepOnly(_ kinds: [String], in folder: String) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder)
    where !kinds.contains(where: name.hasSuffix) {
      try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }

  /// Begins to compile a unit, unless the cache or the host has it.
  private func start(_ unit: Unit, at index: Int) {
    if let library = unit.group.library { return end(unit, at: index, .done, library: library) }
    let library = "\(compilation.units.place(of: unit.key))/lib\(unit.group.module).so"
    if let record = compilation.units.record(of: unit.key) {
      let state = record.errors.isEmpty ? State.done : .broken(Fault(errors: record.errors))
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
    switch try compiler.build(module, in: folder, searching: unit.folders) {
    case .done:
      try compilation.units.finish(unit.key, UnitCache.Record())
      return .done
    case .failed(let errors):
      try compilation.units.finish(unit.key, UnitCache.Record(errors: errors))
      return .broken(Fault(errors: errors))
    case .gaveUp(let reason): return .broken(Fault(gaveUp: reason))
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
      add(groups[published], library: paths[published] ?? "")
      published += 1
    }
    if published > before || published == groups.count {
      compilation.publish(compiled, settledCells)
    }
  }

  private func add(_ group: CellGroup, library: String) {
    for input in group.inputs {
      compiled.symbols[input.cell.id] = CellGenerator.symbol(of: input.cell, module: group.module)
    }
    guard group.isApart else {
      for input in group.inputs { compiled.modules[input.cell.id] = compiled.libraries.count }
      compiled.libraries.append(library)
      compiled.names.append(group.module)
      return
    }
    librariesApart.append(library)
    for input in group.inputs { compiled.librariesApart[input.cell.id] = librariesApart }
  }

  /// How many cells, from the first on, are known to compile or not.
  private var settledCells: Int {
    guard published < groups.count, let next = groups[published].inputs.first?.cell.id else {
      return order.count
    }
    return order.firstIndex(of: next) ?? order.count
  }
}
