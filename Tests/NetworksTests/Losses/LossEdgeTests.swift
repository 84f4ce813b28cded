import Tensors
import Testing

@testable import Networks

@Suite struct LossEdgeTests {
  @Test func allTargetsIgnored() {
    let loss = SoftmaxCrossEntropy(ignoreIndex: 2)
    let (value, gradient) = loss.valueAndGradient([[1, 2, 3], [3, 2, 1]], [2, 2])
    #expect(value == 0)
    #expect(gradient == [[0, 0, 0], [0, 0, 0]])
    #expect(loss.termCount(of: [2, 2]) == 0)
    #expect(loss.termCount(of: [[1, 2], [0, 2]]) == 2)
    #expect(SoftmaxCrossEntropy().termCount(of: [[1, 2], [0, 2]]) == 4)
  }

  @Test func anIgnoredRowMayHoldAnything() {
    for classes in [2, 40] {
      var scores = Tensor(zeros: [2, classes])
      scores[0, 0] = .nan
      let (value, gradient) = SoftmaxCrossEntropy(ignoreIndex: -1).valueAndGradient(
        scores, [-1, 0])
      #expect(value.isFinite)
      #expect(!gradient.scalars.contains { !$0.isFinite })
    }
  }

  @Test func aClassThatCannotOccurCostsNothing() {
    for classes in [3, 50] {
      var scores = Tensor(zeros: [1, classes])
      for index in 2..<classes { scores[0, index] = -.infinity }
      let (value, gradient) = SoftmaxCrossEntropy().valueAndGradient(scores, [1])
      #expect(abs(value - 0.693147) < 1e-6)
      #expect(gradient[0, 0] == 0.5 && gradient[0, 1] == -0.5 && gradient[0, 2] == 0)
    }
  }

  @Test func scoresWithoutALossShowIt() {
    for classes in [2, 40] {
      var scores = Tensor(zeros: [1, classes])
      scores[0, 1] = .infinity
      #expect(!SoftmaxCrossEntropy()(scores, [0]).isFinite)
      scores[0, 1] = .nan
      #expect(SoftmaxCrossEntropy()(scores, [0]).isNaN)
      scores[0, 1] = -.infinity
      #expect(SoftmaxCrossEntropy()(scores, [1]) == .infinity)
    }
  }

  @Test func oneClassIsAlwaysRight() {
    let (value, gradient) = SoftmaxCrossEntropy().valueAndGradient([[5], [-3]], [0, 0])
    #expect(value == 0)
    #expect(gradient == [[0], [0]])
  }

  @Test func infiniteScoresOfTwoClasses() {
    let (value, gradient) = BinaryCrossEntropy().valueAndGradient(
      Tensor([.infinity, -.infinity]), [1, 0])
    #expect(value == 0)
    #expect(gradient == [0, 0])
    #expect(BinaryCrossEntropy()(Tensor([.infinity]), [0]) == .infinity)
  }

  @Test func aProbabilityOfZeroIsClipped() {
    let (value, gradient) = LogLoss().valueAndGradient([[0, 1]], [0])
    #expect(abs(value - 16.118095) < 1e-4)
    #expect(gradient == [[-1e7, 0]])
    let binary = LogLoss(clipping: 0.01).valueAndGradient([0, 1], [1, 0])
    #expect(abs(binary.value - 4.6051702) < 1e-5)
    #expect(binary.gradient.isClose(to: [-50, 50], tolerance: 1e-5))
    #expect(LogLoss()(Tensor([.nan]), [1]).isNaN)
  }

  @Test func kinksHaveTheDerivativeThatIsDocumented() {
    #expect(AbsoluteError().valueAndGradient([1, 2], [1, 1]).gradient == [0, 0.5])
    #expect(Huber(delta: 2).valueAndGradient([2], [0]).gradient == [2])
    #expect(Hinge().valueAndGradient([1, -1], [1, -1]).gradient == [0, 0])
    #expect(Hinge().valueAndGradient([[1, 0]], [0]).gradient == [[0, 0]])
    let same: Tensor = [[[1, 2], [1, 2]], [[1, 2], [1, 2]]]
    let (value, gradient) = Contrastive(margin: 2).valueAndGradient(same, [1, 0])
    #expect(value == 1)
    #expect(gradient == Tensor(zeros: [2, 2, 2]))
  }

  @Test func noSamplesHaveNoLoss() {
    #expect(SoftmaxCrossEntropy()(Tensor(zeros: [0, 3]), Tensor(zeros: [0])) == 0)
    #expect(SquaredError()(Tensor(zeros: [0, 1]), Tensor(zeros: [0])) == 0)
    #expect(LogLoss()(Tensor(zeros: [0, 3]), Tensor(zeros: [0])) == 0)
    #expect(Hinge()(Tensor(zeros: [0]), Tensor(zeros: [0])) == 0)
    #expect(Contrastive()(Tensor(zeros: [0, 2, 4]), Tensor(zeros: [0])) == 0)
  }

  @Test func aMeanOfPartsIsTheMeanOfTheWhole() {
    let scores = Tensor(randomNormal: [6, 4], seed: 1)
    let target: Tensor = [0, 3, 1, 0, 0, 2]
    let loss = SoftmaxCrossEntropy(ignoreIndex: 0)
    let parts = [0..<2, 2..<6].map { rows in
      let count = loss.termCount(of: target[rows: rows])
      return Float(count) * loss(scores[rows: rows], target[rows: rows])
    }
    #expect(abs(parts[0] + parts[1] - 3 * loss(scores, target)) < 1e-5)
    #expect(SquaredError().termCount(of: Tensor(zeros: [3, 4])) == 12)
    #expect(Contrastive().termCount(of: [1, 0]) == 2)
  }

  @Test func examplesOfTheDocumentation() {
    func near(_ value: Float, _ expected: Float) -> Bool { abs(value - expected) < 5e-4 }
    #expect(near(SoftmaxCrossEntropy()([[2, 1, 0]], [0]), 0.408))
    #expect(near(BinaryCrossEntropy()([2, -1], [1, 0]), 0.22))
    #expect(near(LogLoss()([[0.7, 0.2, 0.1]], [0]), 0.357))
    #expect(near(LogLoss()([0.9, 0.2], [1, 0]), 0.164))
    #expect(Hinge()([2, 0.5], [1, -1]) == 0.75)
    #expect(Hinge()([[3, 1, 2.5]], [0]) == 0.5)
    #expect(SquaredError()([1, 2], [1, 4]) == 2)
    #expect(AbsoluteError()([1, 2], [1, 4]) == 1)
    #expect(Huber(delta: 1)([0.5, 3], [0, 0]) == 1.3125)
    #expect(
      Contrastive(margin: 1)([[[0, 0], [3, 4]], [[1, 1], [1, 1.5]]], [1, 0]) == 6.3125)
  }
}
