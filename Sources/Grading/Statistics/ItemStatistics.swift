import Notebooks

/// How one check did its work in a class.
public struct ItemStatistics: Sendable, Equatable {
  /// The check's name.
  public var name: String
  /// The id of the check's cell.
  public var cell: String
  /// The id of the exercise that it grades.
  public var exercise: String
  /// Whether students do not get it.
  public var isHidden: Bool
  /// The points that it gives.
  public var maxScore: Double
  /// How many students passed.
  public var passed: Int
  /// How many students failed.
  public var failed: Int
  /// Of how many students there was nothing to judge.
  public var notGradable: Int
  /// The correlation of passing with the score in all other checks, from −1 to 1: the point-biserial
  /// coefficient r = (M₁ − M₀)/s · √(p·q), where M₁ and M₀ are the mean scores in the other checks of those who
  /// passed and did not, s their standard deviation in the class, p the part that passed and q = 1 − p
  /// (Lord and Novick: *Statistical Theories of Mental Test Scores*, 1968, section 15.3). Nil where all or
  /// none passed, or all others' scores are the same.
  public var pointBiserial: Double?
  /// The part of the best 27 % that passed less that of the weakest 27 %, from −1 to 1 (Kelley: *The
  /// selection of upper and lower groups for the validation of test items*, Journal of Educational
  /// Psychology 30, 1939). Nil in a class of fewer than eight.
  public var upperLower: Double?

  /// How many students count.
  public var count: Int { passed + failed + notGradable }
  /// The part of them that passed; 0 where there are none.
  public var passRate: Double { count == 0 ? 0 : Double(passed) / Double(count) }
}

extension ItemStatistics {
  /// The fewest students of whom the best and the weakest are compared.
  private static let fewestStudents = 8
  /// How many of a hundred are the best, or the weakest.
  private static let groupShare = 0.27

  /// Looks at every check of a class.
  ///
  /// - Parameter students: for each student the checks, in the same order for all; a student with other
  ///   checks than the first is left out.
  /// - Returns: one for each check.
  public static func of(_ students: [[CheckResult]]) -> [ItemStatistics] {
    guard let first = students.first else { return [] }
    let names = first.map { [$0.cell, $0.name] }
    let comparable = students.filter { $0.map { [$0.cell, $0.name] } == names }
    let totals = comparable.map { $0.reduce(0) { $0 + $1.score } }
    return first.indices.map { index in
      let item = first[index]
      let outcomes = comparable.map { $0[index] }
      let passes = outcomes.map { $0.status == .passed }
      // Without the check itself, which would correlate with itself.
      let rest = zip(totals, outcomes).map { $0 - $1.score }
      return ItemStatistics(
        name: item.name, cell: item.cell, exercise: item.exercise, isHidden: item.hidden,
        maxScore: item.maxScore, passed: passes.count { $0 },
        failed: outcomes.count { $0.status == .failed },
        notGradable: outcomes.count { $0.status == .notGradable },
        pointBiserial: pointBiserial(passes, rest), upperLower: upperLower(passes, rest))
    }
  }

  static func pointBiserial(_ passes: [Bool], _ scores: [Double]) -> Double? {
    let count = Double(passes.count)
    let with = zip(passes, scores).filter(\.0).map(\.1)
    let without = zip(passes, scores).filter { !$0.0 }.map(\.1)
    let mean = scores.reduce(0, +) / max(1, count)
    let variance = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count)
    guard !with.isEmpty, !without.isEmpty, variance > 1e-12 else { return nil }
    let difference =
      with.reduce(0, +) / Double(with.count) - without.reduce(0, +) / Double(without.count)
    let share = Double(with.count) / count
    return difference / variance.squareRoot() * (share * (1 - share)).squareRoot()
  }

  static func upperLower(_ passes: [Bool], _ scores: [Double]) -> Double? {
    guard passes.count >= fewestStudents else { return nil }
    let size = max(1, Int((Double(passes.count) * groupShare).rounded()))
    let sorted = scores.sorted()
    // Those with the score at the border belong to the group in part, so that the order of students with
    // equal scores does not matter.
    let upper = passRate(passes, scores, from: sorted[sorted.count - size], size: size) { $0 > $1 }
    let lower = passRate(passes, scores, from: sorted[size - 1], size: size) { $0 < $1 }
    return upper - lower
  }

  private static func passRate(
    _ passes: [Bool], _ scores: [Double], from border: Double, size: Int,
    isInside: (Double, Double) -> Bool
  ) -> Double {
    let pairs = zip(passes, scores)
    let inside = pairs.filter { isInside($0.1, border) }
    let atBorder = pairs.filter { $0.1 == border }
    let left = Double(size - inside.count)
    let borderRate = Double(atBorder.count { $0.0 }) / Double(max(1, atBorder.count))
    return (Double(inside.count { $0.0 }) + left * borderRate) / Double(size)
  }
}
