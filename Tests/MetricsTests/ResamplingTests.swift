import Tensors
import Testing

@testable import Metrics

@Suite("Splits and folds")
struct ResamplingTests {
  @Test(
    "Every example is tested on once",
    arguments: [(10, 2), (10, 3), (569, 10), (7, 7), (12, 5)])
  func foldsPartition(count: Int, folds: Int) {
    var random = RandomGenerator(seed: 1)
    let splits = KFold(count: count, folds: folds, shuffledWith: &random)
    #expect(splits.count == folds)
    #expect(splits.flatMap(\.test).sorted() == Array(0..<count))
    for split in splits {
      #expect((split.training + split.test).sorted() == Array(0..<count))
      #expect(split.test.count == count / folds || split.test.count == count / folds + 1)
    }
  }

  @Test("Stratified folds have the classes in one mixture", arguments: [2, 5, 10])
  func stratifiedFolds(folds: Int) {
    var random = RandomGenerator(seed: 2)
    let labels = random.shuffled((0..<569).map { $0 < 212 ? 1 : 0 })
    let splits = KFold(stratifying: labels, folds: folds, shuffledWith: &random)
    #expect(splits.flatMap(\.test).sorted() == Array(0..<569))
    for split in splits {
      let positives = split.test.count { labels[$0] == 1 }
      #expect(abs(Double(positives) - 212 / Double(folds)) < 1)
      #expect(abs(split.test.count - 569 / folds) <= 1)
    }
  }

  @Test("A split keeps every example on one side", arguments: [0, 0.1, 0.25, 0.5, 1])
  func splitPartitions(share: Double) {
    var random = RandomGenerator(seed: 3)
    let split = IndexSplit(count: 41, testShare: share, shuffledWith: &random)
    #expect((split.training + split.test).sorted() == Array(0..<41))
    #expect(split.test.count == Int((41 * share).rounded()))
  }

  @Test("A stratified split keeps the mixture on both sides")
  func stratifiedSplit() {
    var random = RandomGenerator(seed: 4)
    let labels = (0..<100).map { $0 < 20 ? 1 : 0 }
    let split = IndexSplit(stratifying: labels, testShare: 0.25, shuffledWith: &random)
    #expect((split.training + split.test).sorted() == Array(0..<100))
    #expect(split.test.count { labels[$0] == 1 } == 5)
    #expect(split.test.count == 25)
    // The classes are mixed, not one after the other.
    #expect(split.training.prefix(20).contains { labels[$0] == 1 })
    #expect(split.training.prefix(20).contains { labels[$0] == 0 })
  }

  @Test("One seed gives one split, another seed another")
  func seedsDecide() {
    func split(_ seed: UInt64) -> IndexSplit {
      var random = RandomGenerator(seed: seed)
      return IndexSplit(count: 50, testShare: 0.2, shuffledWith: &random)
    }
    #expect(split(1) == split(1))
    #expect(split(1) != split(2))
  }
}
