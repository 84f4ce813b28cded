internal import Glibc

/// How well texts agree with reference translations or captions: the geometric mean of the n-gram
/// precisions, times a penalty for being short.
///
/// BLEU = BP · exp(1/N Σ_n log p_n)
///
///     let score = BLEUScore(
///       candidates: [["a", "dog", "runs"]], references: [[["a", "dog", "ran"], ["a", "dog", "runs"]]],
///       maximumOrder: 2)
///     score.score          // 1
///     score.precisions     // [1, 1]
///
/// A candidate's n-gram matches at most as often as it occurs in that of its references where it
/// occurs most: p_n is the share of all candidates' n-grams that match. The penalty is 1 when the
/// candidates are at least as long as their references, and e^(1 − r/c) otherwise, where each
/// candidate counts the reference that is closest to it in length, the shorter of two.
///
/// BLEU-1 to BLEU-4 are those with a maximum order of 1 to 4. Matches and lengths are summed over
/// all candidates first, so the score of a corpus is not the mean of its sentences' scores. All
/// values are between 0 and 1; sacreBLEU prints them times 100.
///
/// **Source:** K. Papineni, S. Roukos, T. Ward and W.-J. Zhu, BLEU: a Method for Automatic
/// Evaluation of Machine Translation, ACL 2002.
public struct BLEUScore: Sendable, Equatable {
  /// The score, from 0 to 1.
  public let score: Double

  /// For n-grams of 1, 2, … tokens, the share of the candidates' n-grams that match, smoothed.
  public let precisions: [Double]

  /// For n-grams of 1, 2, … tokens, the number that match.
  public let matches: [Int]

  /// For n-grams of 1, 2, … tokens, the number in the candidates.
  public let totals: [Int]

  /// The factor for being short, from 0 to 1.
  public let brevityPenalty: Double

  /// The number of tokens in all candidates.
  public let candidateLength: Int

  /// The number of tokens in the references that are closest in length.
  public let referenceLength: Int

  /// Scores a corpus: many candidates, each with its references.
  ///
  /// **Errors:** ends the program when candidates and lists of references differ in number, or a
  /// list is empty.
  ///
  /// - Parameters:
  ///   - candidates: The texts to score, each a list of tokens: words, or class numbers.
  ///   - references: For each candidate, the texts that it should agree with.
  ///   - maximumOrder: The length of the longest n-grams.
  ///   - smoothing: What becomes of a precision of 0, which makes the score 0.
  ///   - skipsMissingOrders: Whether n-grams that are longer than every candidate are left out of
  ///     the mean, instead of making the score 0.
  public init<Token: Hashable>(
    candidates: [[Token]], references: [[[Token]]], maximumOrder: Int = 4,
    smoothing: Smoothing = .none, skipsMissingOrders: Bool = false
  ) {
    MetricCheck.order(maximumOrder)
    MetricCheck.sentences(candidates.count, references.map(\.count))
    var matches = [Int](repeating: 0, count: maximumOrder)
    var totals = matches
    var referenceLength = 0
    for (candidate, references) in zip(candidates, references) {
      let lengths = references.map(\.count)
      referenceLength +=
        lengths.min {
          (abs($0 - candidate.count), $0) < (abs($1 - candidate.count), $1)
        } ?? 0
      for order in 1...maximumOrder {
        let found = counts(candidate, order)
        let largest = references.reduce(into: [ArraySlice<Token>: Int]()) { largest, reference in
          largest.merge(counts(reference, order), uniquingKeysWith: max)
        }
        matches[order - 1] += found.reduce(0) { $0 + min($1.value, largest[$1.key] ?? 0) }
        totals[order - 1] += max(candidate.count - order + 1, 0)
      }
    }
    let candidateLength = candidates.reduce(0) { $0 + $1.count }
    let ratio = Double(referenceLength) / Double(candidateLength)
    let penalty =
      candidateLength >= referenceLength ? 1 : candidateLength == 0 ? 0 : exp(1 - ratio)
    let precisions =
      matches.contains { $0 > 0 }
      ? smoothing.precisions(matches, totals)
      : [Double](repeating: 0, count: maximumOrder)
    let used =
      skipsMissingOrders ? zip(precisions, totals).filter { $0.1 > 0 }.map(\.0) : precisions
    let logarithms = used.reduce(0) { $0 + log($1) }
    score = used.isEmpty ? 0 : penalty * exp(logarithms / Double(used.count))
    self.precisions = precisions
    self.matches = matches
    self.totals = totals
    brevityPenalty = penalty
    self.candidateLength = candidateLength
    self.referenceLength = referenceLength
  }

  /// Scores one sentence against its references.
  ///
  /// A short sentence often has no match of four tokens, which makes its score 0: smoothing keeps
  /// such sentences apart.
  ///
  ///     BLEUScore(candidate: words, references: captions, smoothing: .exponential).score
  ///
  /// **Errors:** ends the program when there is no reference.
  ///
  /// - Parameters:
  ///   - candidate: The tokens to score.
  ///   - references: The texts that it should agree with.
  ///   - maximumOrder: The length of the longest n-grams.
  ///   - smoothing: What becomes of a precision of 0.
  ///   - skipsMissingOrders: Whether n-grams that are longer than the candidate are left out.
  public init<Token: Hashable>(
    candidate: [Token], references: [[Token]], maximumOrder: Int = 4,
    smoothing: Smoothing = .none, skipsMissingOrders: Bool = false
  ) {
    self.init(
      candidates: [candidate], references: [references], maximumOrder: maximumOrder,
      smoothing: smoothing, skipsMissingOrders: skipsMissingOrders)
  }
}

extension BLEUScore: CustomStringConvertible {
  /// The score with what it is made of, in percent.
  ///
  ///     BLEU-2 41.2: precisions 62.5 / 27.1, brevity penalty 1.000 (16 tokens, references 15)
  public var description: String {
    let shares = precisions.map { decimals($0 * 100, 1) }.joined(separator: " / ")
    return "BLEU-\(precisions.count) \(decimals(score * 100, 1)): precisions \(shares), "
      + "brevity penalty \(decimals(brevityPenalty, 3)) "
      + "(\(candidateLength) tokens, references \(referenceLength))"
  }
}

/// How often each n-gram of so many tokens occurs.
private func counts<Token: Hashable>(_ tokens: [Token], _ order: Int) -> [ArraySlice<Token>: Int] {
  var counts: [ArraySlice<Token>: Int] = [:]
  for start in 0..<max(tokens.count - order + 1, 0) {
    counts[tokens[start..<(start + order)], default: 0] += 1
  }
  return counts
}
