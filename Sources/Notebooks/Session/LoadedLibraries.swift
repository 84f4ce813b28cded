/// Which of the compiled libraries a host has loaded.
struct LoadedLibraries {
  private let compiled: CompiledPractical
  /// Whether each is loaded by itself before the first cell that needs it, so that one that cannot be loaded
  /// costs only its own cells.
  private let isOneByOne: Bool
  /// How many, from the first on, are loaded or known to be of no use.
  private(set) var count = 0
  /// Whether the host was lost while one was loaded.
  private(set) var isHostLost = false
  /// Why libraries cannot be loaded, by their numbers.
  private var lost: [Int: String] = [:]

  init(_ compiled: CompiledPractical, isOneByOne: Bool) {
    self.compiled = compiled
    self.isOneByOne = isOneByOne
  }

  /// Takes in that a cell has run, and all that it needs is loaded.
  mutating func note(_ cell: Cell) {
    let isApart = compiled.librariesApart[cell.id] != nil
    let needed = isApart ? compiled.libraries.count : (compiled.modules[cell.id] ?? -1) + 1
    // What a thrown-away process has loaded is gone with it.
    if !isApart { count = max(count, needed) }
  }

  /// Loads what a cell needs, where that is done one by one; returns why the cell cannot run.
  mutating func load(
    for index: Int, _ cell: Cell, with execution: CellExecution, in host: HostProcess
  ) throws -> CompiledPractical.Failure? {
    guard isOneByOne, compiled.failures[cell.id] == nil else { return nil }
    let module = compiled.modules[cell.id]
    let needed = module.map { $0 + 1 } ?? compiled.libraries.count
    while count < needed, !isHostLost {
      let (reason, isHostLost) = try execution.load(
        compiled.libraries[count], for: index, in: host)
      lost[count] = reason
      self.isHostLost = isHostLost
      count += 1
    }
    guard let module, let reason = lost[module] else { return nil }
    return CompiledPractical.Failure(
      kind: cell.kind == .exercise ? .trap : .missing,
      message: cell.kind == .exercise
        ? "its code cannot be loaded: \(reason)" : "needs code that cannot be loaded: \(reason)",
      line: 1, column: 1)
  }
}
