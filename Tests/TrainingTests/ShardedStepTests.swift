import Networks
import Tensors
import Testing

@testable import Training

@Suite struct ShardedStepTests {
  @Test(arguments: [1, 2, 3, 7])
  func shardsGiveTheGradientsOfTheWholeBatch(_ shards: Int) {
    let model = smallNetwork()
    let batch = points(7, seed: 3).wholeBatch
    let whole = model.valueAndGradients(
      SoftmaxCrossEntropy(), input: batch.input, target: batch.target, phase: .training(seed: 1))
    let parts = model.valueAndGradients(
      SoftmaxCrossEntropy(), batch: batch, seed: 1, shards: shards)
    #expect(abs(whole.loss - parts.loss) < 1e-6)
    for (a, b) in zip(whole.gradients.tensors, parts.gradients.tensors) {
      #expect(a.isClose(to: b))
    }
  }

  @Test func ignoredTargetsDoNotCountInTheShares() {
    let model = Sequential { Linear(2, 3, seed: 4) }
    let input = Tensor(randomNormal: [6, 2], seed: 5)
    // One term in the first half, three in the second.
    let batch = Batch(input: input, target: [-1, 2, -1, 0, 1, 2])
    let whole = model.valueAndGradients(
      IgnoringCrossEntropy(), input: batch.input, target: batch.target, phase: .training(seed: 1))
    let parts = model.valueAndGradients(IgnoringCrossEntropy(), batch: batch, seed: 1)
    #expect(abs(whole.loss - parts.loss) < 1e-6)
    for (a, b) in zip(whole.gradients.tensors, parts.gradients.tensors) {
      #expect(a.isClose(to: b))
    }
  }

  @Test func aShardWithoutTermsHasNoPart() {
    let model = Sequential { Linear(2, 3, seed: 4) }
    let input = Tensor(randomNormal: [4, 2], seed: 5)
    let half = model.valueAndGradients(
      IgnoringCrossEntropy(), batch: Batch(input: input, target: [-1, -1, 0, 2]), seed: 1)
    let alone = model.valueAndGradients(
      IgnoringCrossEntropy(), batch: Batch(input: input[rows: 2..<4], target: [0, 2]), seed: 1,
      shards: 1)
    #expect(abs(half.loss - alone.loss) < 1e-6)
    for (a, b) in zip(half.gradients.tensors, alone.gradients.tensors) {
      #expect(a.isClose(to: b))
    }
    let none = model.valueAndGradients(
      IgnoringCrossEntropy(), batch: Batch(input: input, target: [-1, -1, -1, -1]), seed: 1)
    #expect(none.loss == 0)
    #expect(none.gradients.tensors.allSatisfy { $0.scalars.allSatisfy { $0 == 0 } })
  }

  @Test func statisticsAreAveragedByTheSamplesOfTheShards() {
    let model = Sequential {
      Centre(2)
      Linear(2, 3, seed: 4)
    }
    let input = Tensor(randomNormal: [5, 2], seed: 5)
    let batch = Batch(input: input, target: [-1, -1, -1, 0, 2])
    let parts = model.valueAndGradients(IgnoringCrossEntropy(), batch: batch, seed: 1)
    #expect(
      parts.gradients.entries[0].tensor.isClose(
        to: input.mean(axis: 0)))
  }

  @Test func rowsOfShardsAreMerged() {
    let model = Sequential {
      Lookup(9, 3, seed: 1)
      Linear(3, 2, seed: 2)
    }
    let sequences = SequenceSamples(
      tokens: [[1, 2, 8], [0], [2, 2], [5, 1, 4, 4]], labels: [0, 1, 1, 0])
    let batch = sequences.wholeBatch
    let whole = model.valueAndGradients(
      SoftmaxCrossEntropy(), input: batch.input, target: batch.target,
      phase: .training(seed: 1, lengths: batch.lengths))
    let parts = model.valueAndGradients(SoftmaxCrossEntropy(), batch: batch, seed: 1, shards: 3)
    guard case .rows(let rows, _, _) = parts.gradients.entries[0] else {
      Issue.record("the gradient of a table should be rows")
      return
    }
    #expect(rows == [0, 1, 2, 4, 5, 8])
    for (a, b) in zip(whole.gradients.tensors, parts.gradients.tensors) {
      #expect(a.isClose(to: b))
    }
  }

  @Test func severalLossesAreWeighed() {
    let model = TwoHeads(2, (3, 2), seed: 1)
    let input = Tensor(randomNormal: [6, 2], seed: 5)
    let targets: [Tensor] = [[0, 1, 2, 0, 1, 2], [-1, -1, 0, 1, 1, 0]]
    let batch = Batch(inputs: [input], targets: targets)
    let objective = Objective<TwoHeads>(
      [SoftmaxCrossEntropy(), IgnoringCrossEntropy()], weights: [1, 0.5])
    let whole = objective.valueAndGradients(model, batch: batch, seed: 1, shards: 1)
    let parts = objective.valueAndGradients(model, batch: batch, seed: 1, shards: 2)
    let first = SoftmaxCrossEntropy()(model.first(input), targets[0])
    let second = IgnoringCrossEntropy()(model.second(input), targets[1])
    #expect(abs(whole.loss - (first + 0.5 * second)) < 1e-6)
    #expect(abs(whole.loss - parts.loss) < 1e-6)
    for (a, b) in zip(whole.gradients.tensors, parts.gradients.tensors) {
      #expect(a.isClose(to: b))
    }
  }

  @Test func theSameBitsAtOneAndTwoThreads() throws {
    let tokens = (0..<40).map { sample in (0...(sample % 5)).map { (sample * 7 + $0 * 3) % 9 } }
    let samples = SequenceSamples(tokens: tokens, labels: (0..<40).map { $0 % 3 })
    func trained(threads: Int) throws -> [[UInt32]] {
      var model = Sequential {
        Lookup(9, 6, seed: 1)
        Centre(6)
        Linear(6, 7, seed: 2)
        ReLU()
        Silence()
        Linear(7, 3, seed: 3)
      }
      var optimizer = StochasticGradientDescent(learningRate: 0.3)
      let objective = Objective<Sequential>(SoftmaxCrossEntropy())
      for step in 0..<50 {
        let batches = Batches(samples, size: 7, shuffledBy: 1, epoch: step / 6)
        let shards = batches.shards(of: step % 6, count: 2, threads: threads)
        let result = ShardedStep(
          objective, model, shards: shards, seed: UInt64(step), threads: threads)
        optimizer.update(&model, with: result.gradients)
      }
      return model.bits
    }
    let one = try trained(threads: 1)
    #expect(try trained(threads: 2) == one)
    #expect(try trained(threads: 2) == one)
    #expect(one.joined().contains { Float(bitPattern: $0).isFinite })
  }
}
