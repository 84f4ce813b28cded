/// What decides the result of each cell of a run, as one text per cell: as long as a cell's text stays the
/// same, and the files that it read do, a run from the top gives the cell the same result.
///
/// The keys form a chain: the one of a cell takes in those of the cells before it. What does not matter is
/// not in them: prose, titles, and the line at which a cell stands.
public struct CellKeys: Sendable, Equatable {
  /// The keys of one cell.
  public struct Key: Sendable, Equatable {
    /// The cell's own code and bounds, without what comes before it.
    public var own: String
    /// What decides the state after the cell: its own code and bounds, those of the cells before it, the
    /// seed, the settings and the surroundings.
    public var state: String
    /// What decides the cell's result: the state, and how its checks are counted.
    public var result: String
  }

  /// The keys, by the number of the cell; cells outside the plan have none.
  public private(set) var keys: [Int: Key] = [:]
  /// What decides the result of the whole run.
  public private(set) var whole: String

  /// Makes the keys of a run.
  ///
  /// - Parameters:
  ///   - practical: the practical.
  ///   - cells: the numbers of the cells that run, in order.
  ///   - seed: the seed of the run.
  ///   - settings: the settings of the run, all of them.
  ///   - surroundings: what else decides.
  public init(
    _ practical: Practical, cells: [Int], seed: UInt64, settings: [String: String],
    surroundings: RunSurroundings
  ) {
    let start =
      ["seed \(seed)"] + settings.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    var chain = Digest.sha256(surroundings.texts + ["run"] + start)
    let all = practical.cells
    var results: [String] = []
    for index in cells {
      let cell = all[index]
      let own = Self.own(cell, in: practical)
      chain = Digest.sha256([chain, own])
      let result = Digest.sha256([chain] + Self.counting(cell, in: practical))
      results.append(result)
      keys[index] = Key(own: own, state: chain, result: result)
    }
    whole = Digest.sha256([chain] + results)
  }

  /// What a cell adds to the state.
  static func own(_ cell: Cell, in practical: Practical) -> String {
    // Where a cell asks for `#line` it gets the Markdown's, so moving it changes what it does.
    let place = CellPlace.naming(cell, path: practical.source.path)
    return Digest.sha256([
      cell.id, cell.code, place.file, "\(place.lineOffset)",
      "\(cell.timeout ?? practical.frontMatter.timeout)",
      "\(cell.memory ?? practical.frontMatter.memory)",
    ])
  }

  /// What decides how the checks of a cell are counted, and how it is told.
  private static func counting(_ cell: Cell, in practical: Practical) -> [String] {
    var parts = [
      cell.kind.rawValue, "\(cell.isHidden)", "\(cell.expectsError)", cell.exercise ?? "",
      "\(cell.points ?? -1)", "\(practical.holdsSolutions)",
    ]
    guard cell.kind == .check else { return parts }
    // A check without a name is called by its title.
    parts.append(cell.title ?? "")
    for other in practical.cells where other.id == cell.exercise {
      parts += [other.kind.rawValue, "\(other.points ?? -1)"]
    }
    for other in practical.cells where other.kind == .check && other.exercise == cell.exercise {
      parts += [other.id, "\(other.points ?? -1)"]
    }
    return parts
  }
}
