extension BLEUScore {
  /// What becomes of an n-gram precision when nothing matches.
  ///
  /// Where not a single token matches, the score is 0 with every smoothing.
  ///
  /// **Source:** B. Chen and C. Cherry, A Systematic Comparison of Smoothing Techniques for
  /// Sentence-Level BLEU, WMT 2014; the names are those of sacreBLEU.
  public enum Smoothing: Sendable, Equatable {
    /// It stays 0, and so does the score: the standard definition.
    case none

    /// The first such precision becomes 1/2 of a match, the next 1/4, and so on: sacreBLEU's `exp`,
    /// which it uses unless told otherwise.
    case exponential

    /// So much of a match takes the place of none: sacreBLEU's `floor`, with 0.1 in the paper.
    case floor(Double)

    /// So much is added to matches and totals of all n-grams but single tokens: sacreBLEU's `add-k`,
    /// with 1 in the paper.
    case adding(Double)

    internal func precisions(_ matches: [Int], _ totals: [Int]) -> [Double] {
      var missing = 1.0
      return zip(matches, totals).enumerated().map { index, counts in
        var (match, total) = (Double(counts.0), Double(counts.1))
        if case .adding(let amount) = self, index > 0 {
          match += amount
          total += amount
        }
        if total == 0 { return 0 }
        if match > 0 { return match / total }
        switch self {
        case .none, .adding: return 0
        case .exponential:
          missing *= 2
          return 1 / (missing * total)
        case .floor(let amount): return amount / total
        }
      }
    }
  }
}
