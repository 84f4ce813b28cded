import Testing

@testable import Metrics

@Suite("BLEU")
struct BLEUScoreTests {
  private typealias Reference = MetricsReference

  private let candidates = Reference.candidates.map(words)
  private let references = Reference.references.map { $0.map(words) }

  @Test("The examples of the paper")
  func paper() {
    // K. Papineni et al. 2002, example 2: clipping.
    let repeated = BLEUScore(
      candidate: words("the the the the the the the"),
      references: [words("the cat is on the mat"), words("there is a cat on the mat")])
    #expect(repeated.matches == [2, 0, 0, 0] && repeated.totals == [7, 6, 5, 4])
    #expect(repeated.precisions[0] == 2.0 / 7 && repeated.score == 0)
    // Example 1: two candidates and three references.
    let references = [
      "it is a guide to action that ensures that the military will forever heed party commands",
      "it is the guiding principle which guarantees the military forces always being under the "
        + "command of the party",
      "it is the practical guide for the army always to heed the directions of the party",
    ].map(words)
    let good = BLEUScore(
      candidate: words(
        "it is a guide to action which ensures that the military always obeys the commands of the "
          + "party"), references: references)
    #expect(good.precisions[0] == 17.0 / 18 && good.precisions[1] == 10.0 / 17)
    let bad = BLEUScore(
      candidate: words(
        "it is to insure the troops forever hearing the activity guidebook that party direct"),
      references: references)
    #expect(bad.precisions[0] == 8.0 / 14 && bad.precisions[1] == 1.0 / 13)
    // Example 3: precision alone would be perfect, so brevity is punished.
    let short = BLEUScore(candidate: words("of the"), references: references, maximumOrder: 2)
    #expect(short.precisions == [1, 1] && short.referenceLength == 16)
    #expect(abs(short.score - 0.0009118819655545162) < 1e-15)
    // Section 2.2.2: of references with 12, 15 and 17 words, the closest counts.
    let lengths = BLEUScore(
      candidate: [Int](repeating: 0, count: 13),
      references: [12, 15, 17].map { [Int](repeating: 0, count: $0) })
    #expect(lengths.referenceLength == 12 && lengths.brevityPenalty == 1)
  }

  @Test("A corpus scores as in sacreBLEU, with n-grams of one to four", arguments: 1...4)
  func corpus(order: Int) {
    let score = BLEUScore(candidates: candidates, references: references, maximumOrder: order)
    #expect(abs(score.score - Reference.corpusBLEU[order - 1]) < 1e-12)
    #expect(score.matches == Array(Reference.corpusMatches.prefix(order)))
    #expect(score.totals == Array(Reference.corpusTotals.prefix(order)))
    for (precision, expected) in zip(score.precisions, Reference.corpusPrecisions) {
      #expect(abs(precision - expected) < 1e-12)
    }
    #expect(abs(score.brevityPenalty - Reference.corpusBrevityPenalty) < 1e-12)
    #expect([score.candidateLength, score.referenceLength] == Reference.corpusLengths)
  }

  @Test("Sentences score as in sacreBLEU, with every smoothing")
  func sentences() {
    let cases: [(BLEUScore.Smoothing, Bool, [Double])] = [
      (.none, false, Reference.plainSentenceBLEU), (.none, true, Reference.effectiveSentenceBLEU),
      (.exponential, false, Reference.exponentialSentenceBLEU),
      (.exponential, true, Reference.exponentialEffectiveSentenceBLEU),
      (.floor(0.1), false, Reference.flooredSentenceBLEU),
      (.adding(1), false, Reference.addedSentenceBLEU),
    ]
    for (smoothing, skips, expected) in cases {
      for index in candidates.indices {
        let score = BLEUScore(
          candidate: candidates[index], references: references[index], smoothing: smoothing,
          skipsMissingOrders: skips)
        #expect(abs(score.score - expected[index]) < 1e-12, "\(smoothing) \(index)")
      }
    }
  }

  @Test("Empty texts score 0")
  func emptyTexts() {
    let none = [String]()
    #expect(BLEUScore(candidate: none, references: [["a"]]).score == 0)
    #expect(BLEUScore(candidate: none, references: [["a"]]).brevityPenalty == 0)
    #expect(BLEUScore(candidate: ["a"], references: [none]).score == 0)
    #expect(BLEUScore(candidate: none, references: [none], smoothing: .exponential).score == 0)
    #expect(BLEUScore(candidates: [[Int]](), references: []).score == 0)
    #expect(
      BLEUScore(candidate: none, references: [["a"]], skipsMissingOrders: true).score == 0)
  }

  @Test("Of two references that are equally close in length, the shorter counts")
  func closestLength() {
    let score = BLEUScore(
      candidate: words("a b c"), references: [words("a b c d"), words("a b")], maximumOrder: 1)
    #expect(score.referenceLength == 2)
  }

  @Test("A score prints what it is made of")
  func description() {
    let score = BLEUScore(candidates: candidates, references: references)
    #expect(
      "\(score)" == """
        BLEU-4 62.8: precisions 93.5 / 82.6 / 68.8 / 63.6, brevity penalty 0.824 \
        (31 tokens, references 37)
        """)
  }
}

private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
