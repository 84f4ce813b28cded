/// How many points each check is worth.
enum CheckPoints {
  /// The points of the checks of one cell.
  ///
  /// - Parameters:
  ///   - explicit: for each check in order, the points that its call names.
  ///   - cell: the cell.
  ///   - practical: the practical that it stands in.
  /// - Returns: the points for each. Checks without points of their own share what is left equally.
  static func share(_ explicit: [Double?], of cell: Cell, in practical: Practical) -> [Double] {
    let total = self.total(of: cell, checkCount: explicit.count, in: practical)
    let named = explicit.compactMap { $0 }.reduce(0, +)
    let open = explicit.count { $0 == nil }
    let rest = open == 0 ? 0 : max(0, total - named) / Double(open)
    return explicit.map { $0 ?? rest }
  }

  /// The points of a cell: its own; else its part of what the exercise has left for checks without; else
  /// one for each check. Checks outside check cells give none.
  private static func total(of cell: Cell, checkCount: Int, in practical: Practical) -> Double {
    guard cell.kind == .check else { return cell.points ?? 0 }
    if let points = cell.points { return points }
    let siblings = practical.cells.filter {
      $0.kind == .check && $0.exercise != nil && $0.exercise == cell.exercise
    }
    let exercise = practical.cells.first { $0.kind == .exercise && $0.id == cell.exercise }
    guard let budget = exercise?.points else { return Double(max(1, checkCount)) }
    let named = siblings.compactMap(\.points).reduce(0, +)
    let open = siblings.count { $0.points == nil }
    return max(0, budget - named) / Double(max(1, open))
  }
}

extension Practical {
  /// The points of all checks, as far as they can be told without running.
  public var declaredPoints: Double {
    cells.filter { $0.kind == .check }.map { cell in
      let count = max(1, CheckNames.find(in: cell).count)
      return CheckPoints.share(Array(repeating: nil, count: count), of: cell, in: self).reduce(0, +)
    }.reduce(0, +)
  }
}
