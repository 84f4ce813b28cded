/// How the scores of a class lie.
public struct ScoreStatistics: Sendable, Equatable {
  /// How many scores there are.
  public var count: Int
  /// The mean.
  public var mean: Double
  /// The standard deviation, with n − 1 below.
  public var deviation: Double
  /// The least score, the quartiles and the highest score; quartiles between two scores are interpolated.
  public var quantiles: [Double]

  /// Looks at scores; nil where there are none.
  public init?(_ scores: [Double]) {
    guard !scores.isEmpty else { return nil }
    count = scores.count
    let mean = scores.reduce(0, +) / Double(scores.count)
    self.mean = mean
    let squares = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = scores.count > 1 ? (squares / Double(scores.count - 1)).squareRoot() : 0
    let sorted = scores.sorted()
    quantiles = [0, 0.25, 0.5, 0.75, 1].map { share in
      let position = share * Double(sorted.count - 1)
      let below = Int(position)
      let above = min(below + 1, sorted.count - 1)
      return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
    }
  }

  /// The median.
  public var median: Double { quantiles[2] }

  /// Cronbach's α, how well the checks measure one thing: k/(k − 1) · (1 − Σ s²ᵢ / s²), with the variances of
  /// the k checks' scores and of their sum (Cronbach: *Coefficient alpha and the internal structure of
  /// tests*, Psychometrika 16, 1951).
  ///
  /// - Parameter students: for each student the scores in the same checks.
  /// - Returns: α, or nil where there are fewer than two checks or students, or all sums are the same.
  public static func alpha(_ students: [[Double]]) -> Double? {
    guard let count = students.first?.count, count > 1, students.count > 1,
      students.allSatisfy({ $0.count == count })
    else { return nil }
    let total = variance(students.map { $0.reduce(0, +) })
    guard total > 1e-12 else { return nil }
    let items = (0..<count).reduce(0) { sum, item in sum + variance(students.map { $0[item] }) }
    return Double(count) / Double(count - 1) * (1 - items / total)
  }

  private static func variance(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }
}
