/// Whether the result of a cell is still that of a run, and why not.
public struct CellFreshness: Sendable, Equatable {
  /// The states.
  public enum State: String, Sendable, Codable, CaseIterable {
    /// A run would give what the last run gave.
    case fresh
    /// Something that decides the result has changed.
    case stale
    /// A run would fail as the last run did.
    case failed
    /// The last run did not run the cell.
    case neverRun
  }

  /// The cell.
  public var cell: Cell
  /// The state.
  public var state: State
  /// Why, in words; empty for a fresh cell.
  public var reason: String
}

extension SavedRun {
  /// Compares a saved run with what a run would be now.
  ///
  /// - Parameters:
  ///   - practical: the practical as it stands now.
  ///   - saved: the last run; nil when there was none.
  ///   - surroundings: the surroundings now.
  ///   - name: how a path is shown.
  /// - Returns: the state of each cell, in the order of the file.
  public static func freshness(
    of practical: Practical, since saved: SavedRun?, surroundings: RunSurroundings,
    showing name: (String) -> String
  ) -> [CellFreshness] {
    guard let saved else {
      return practical.cells.map {
        CellFreshness(cell: $0, state: .neverRun, reason: "the practical has no saved run here")
      }
    }
    let comparison = RunComparison(
      saved: saved, practical: practical, surroundings: surroundings, name: name)
    return practical.cells.indices.map(comparison.freshness)
  }
}

/// A saved run beside the practical as it stands now.
private struct RunComparison {
  private let saved: SavedRun
  private let cells: [Cell]
  private let keys: CellKeys
  private let steps: [String: SavedRun.Step]
  /// What makes all cells stale at once.
  private let general: String?
  /// What each cell that ran makes stale by itself, by its number.
  private var changes: [Int: String] = [:]

  init(
    saved: SavedRun, practical: Practical, surroundings: RunSurroundings,
    name: (String) -> String
  ) {
    self.saved = saved
    cells = practical.cells
    let front = practical.frontMatter
    steps = Dictionary(saved.steps.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    // What the last run left out takes no part in the chain that is compared.
    let known = Set(saved.cells)
    let ran = Set(steps.keys)
    let indices = practical.cells.indices.filter {
      ran.contains(practical.cells[$0].id) || !known.contains(practical.cells[$0].id)
    }
    keys = CellKeys(
      practical, cells: Array(indices), seed: front.seed, settings: front.settings,
      surroundings: surroundings)
    general = Self.general(saved, front, surroundings)
    var unchanged: [InputFile: Bool] = [:]
    for index in indices {
      guard let step = steps[cells[index].id] else {
        changes[index] = "was put in"
        continue
      }
      if step.code != SavedRun.Step.digest(of: cells[index]) {
        changes[index] = "changed"
      } else if step.own != keys.keys[index]?.own {
        changes[index] = "has other limits or another place"
      } else {
        let changed = step.inputs.first { input in
          let isSame = unchanged[input] ?? input.isUnchanged
          unchanged[input] = isSame
          return !isSame
        }
        if let changed { changes[index] = "read \(name(changed.path)), which changed" }
      }
    }
  }

  private static func general(
    _ saved: SavedRun, _ front: FrontMatter, _ surroundings: RunSurroundings
  ) -> String? {
    if saved.seed != front.seed {
      return "the last run had the seed \(saved.seed), not \(front.seed)"
    }
    for name in Set(saved.settings.keys).union(front.settings.keys).sorted()
    where saved.settings[name] != front.settings[name] {
      let was = saved.settings[name].map { "\"\($0)\"" } ?? "not there"
      let now = front.settings[name].map { "\"\($0)\"" } ?? "not there"
      return "the setting `\(name)` was \(was) in the last run, and is \(now)"
    }
    let differences = surroundings.differences(from: saved.surroundings)
    return differences.first.map { "\($0) changed since the last run" }
  }

  func freshness(_ index: Int) -> CellFreshness {
    let cell = cells[index]
    guard let step = steps[cell.id] else {
      let isNew = !saved.cells.contains(cell.id)
      return CellFreshness(
        cell: cell, state: .neverRun,
        reason: isNew ? "added since the last run" : "the last run did not come to it")
    }
    if let reason = staleReason(index, step) {
      return CellFreshness(cell: cell, state: .stale, reason: reason)
    }
    if let reason = failure(step, of: cell) {
      return CellFreshness(cell: cell, state: .failed, reason: reason)
    }
    return CellFreshness(cell: cell, state: .fresh, reason: "")
  }

  private func staleReason(_ index: Int, _ step: SavedRun.Step) -> String? {
    if let change = changes[index] {
      return change == "changed" ? "its code changed" : "it \(change)"
    }
    if let general { return general }
    guard step.result != keys.keys[index]?.result else { return nil }
    if let above = (0..<index).first(where: { changes[$0] != nil }), let change = changes[above] {
      return "`\(cells[above].id)` above it \(change)"
    }
    let before = saved.steps.prefix { $0.id != step.id }.map(\.id)
    let ids = Set(cells.map(\.id))
    if let gone = before.first(where: { !ids.contains($0) }) {
      return "`\(gone)`, which stood above it, is gone"
    }
    let above = cells[..<index].map(\.id).filter { steps[$0] != nil }
    if above != before { return "the cells above it are in another order" }
    return "its points, its exercise or other options changed"
  }

  private func failure(_ step: SavedRun.Step, of cell: Cell) -> String? {
    if step.status != .ok, let error = step.error {
      let line = step.errorOffset.map { cell.line + $0 } ?? error.line
      return "\(error.kind.title) at line \(line): \(error.message)"
    }
    guard let first = step.failedChecks.first else { return nil }
    let others = step.failedChecks.count - 1
    let more = others == 0 ? "" : others == 1 ? " and one more" : " and \(others) more"
    return "the check \"\(first)\"\(more) did not pass"
  }
}

extension CellErrorKind {
  /// The kind in a word or two.
  fileprivate var title: String {
    switch self {
    case .compile: "does not compile"
    case .thrown: "error thrown"
    case .trap: "trap"
    case .timeout: "timeout"
    case .memory: "out of memory"
    case .todo: "not implemented"
    case .missing: "not run"
    }
  }
}
