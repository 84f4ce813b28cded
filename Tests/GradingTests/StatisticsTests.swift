import Notebooks
import Testing

@testable import Grading

/// The numbers of the class report.
@Suite struct StatisticsTests {
  @Test func pointBiserialIsTheCorrelation() throws {
    // scipy.stats.pointbiserialr([1,1,0,1,0,0,1,1], [9,8,4,7,5,2,6,9]) = 0.8581366251553131
    let value = ItemStatistics.pointBiserial(
      [true, true, false, true, false, false, true, true], [9, 8, 4, 7, 5, 2, 6, 9])
    #expect(abs(try #require(value) - 0.8581366251553131) < 1e-12)
    #expect(ItemStatistics.pointBiserial([true, true], [1, 2]) == nil)
    #expect(ItemStatistics.pointBiserial([true, false], [2, 2]) == nil)
  }

  @Test func upperLowerComparesTheEnds() throws {
    // 27 % of 10 are 3: the best three passed, of the weakest one.
    let passes = [true, true, true, false, true, false, false, true, false, false]
    let scores: [Double] = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
    #expect(abs(try #require(ItemStatistics.upperLower(passes, scores)) - 2.0 / 3) < 1e-12)
    // With all scores the same there is no difference, whatever the order.
    #expect(ItemStatistics.upperLower(passes, scores.map { _ in 5 }) == 0)
    #expect(ItemStatistics.upperLower([true, false], [2, 1]) == nil)
  }

  @Test func scoresAreSummedUp() throws {
    let scores = try #require(ScoreStatistics([4, 1, 3, 2, 10]))
    #expect(scores.mean == 4)
    #expect(scores.quantiles == [1, 2, 3, 4, 10])
    #expect(abs(scores.deviation - 3.5355339059327378) < 1e-12)
    #expect(ScoreStatistics([]) == nil)
  }

  @Test func alphaIsCronbachs() throws {
    // Two checks that always agree measure one thing; two that always differ have no spread in common.
    #expect(abs(try #require(ScoreStatistics.alpha([[1, 1], [0, 0], [1, 1]])) - 1) < 1e-12)
    #expect(ScoreStatistics.alpha([[1, 0], [0, 1]]) == nil)
  }

  @Test func itemsAreCounted() {
    func check(_ status: CheckStatus) -> CheckResult {
      CheckResult(
        name: "a", cell: "c", exercise: "e", status: status, score: status == .passed ? 2 : 0,
        maxScore: 2, message: "", hidden: true)
    }
    let items = ItemStatistics.of([
      [check(.passed)], [check(.failed)], [check(.notGradable)], [check(.passed)],
    ])
    #expect(items.count == 1)
    #expect(items[0].passed == 2 && items[0].failed == 1 && items[0].notGradable == 1)
    #expect(items[0].passRate == 0.5)
  }
}
