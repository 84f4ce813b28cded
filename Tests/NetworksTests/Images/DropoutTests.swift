import Networks
import Tensors
import Testing

@Suite struct DropoutTests {
  @Test func theShareOfSilencedUnitsIsTheRate() {
    for rate: Float in [0.1, 0.5, 0.9] {
      let y = Dropout(rate).forward(
        Tensor(repeating: 1, shape: [100, 1000]), phase: .training(seed: 7)
      ).output
      let silenced = Float(y.scalars.count { $0 == 0 }) / 100_000
      // Four standard deviations.
      #expect(abs(silenced - rate) < 4 * (rate * (1 - rate) / 100_000).squareRoot())
      #expect(y.scalars.allSatisfy { $0 == 0 || $0 == 1 / (1 - rate) })
    }
  }

  @Test func rowsAndColumnsAndSeedsAreUnrelated() {
    func mask(_ seed: UInt64) -> Tensor {
      Dropout(0.5).forward(Tensor(repeating: 1, shape: [64, 4096]), phase: .training(seed: seed))
        .output - 1
    }
    let mask1 = mask(1)
    func correlation(_ a: Tensor, _ b: Tensor) -> Float {
      abs((a * b).sum()) / Float(a.count)
    }
    // Six standard deviations of the mean of so many products of ±1.
    #expect(correlation(mask1, mask(2)) < 6 / Float(mask1.count).squareRoot())
    let shifted = Tensor(Array(mask1.scalars.dropFirst()) + [0], shape: mask1.shape)
    #expect(correlation(mask1, shifted) < 6 / Float(mask1.count).squareRoot())
    let next = Tensor(
      Array(mask1.scalars.dropFirst(4096)) + [Float](repeating: 0, count: 4096),
      shape: mask1.shape)
    #expect(correlation(mask1, next) < 6 / Float(mask1.count).squareRoot())
  }

  @Test func partsOfABatchAreSilencedAsTheWhole() {
    let x = Tensor(repeating: 1, shape: [40, 9])
    var phase = Phase.training(seed: 3)
    let whole = Dropout(0.5).forward(x, phase: phase).output
    phase.firstSample = 24
    let part = Dropout(0.5).forward(Tensor(repeating: 1, shape: [16, 9]), phase: phase).output
    #expect(part.scalars == Array(whole.scalars.dropFirst(24 * 9)))
  }

  @Test func evaluationAndRateZeroChangeNothing() {
    let x = Tensor(randomNormal: [3, 4], seed: 1)
    #expect(Dropout(0.5).forward(x, phase: .evaluation).output == x)
    #expect(Dropout(0).forward(x, phase: .training(seed: 1)).output == x)
  }
}
