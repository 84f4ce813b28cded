import Metrics
import Networks
import Tensors
import Testing

@testable import Training

@Suite struct MethodTests {
  private func trainer(
    _ model: Sequential = smallNetwork(), rate: Float = 0.05
  ) -> Trainer<Sequential> {
    var trainer = Trainer(
      model, loss: SoftmaxCrossEntropy(), optimizer: Adam(learningRate: rate), batchSize: 16,
      seed: 3)
    trainer.metrics = [.accuracy]
    return trainer
  }

  /// A loss of a single curvature: descent converges below some rate near 1 and diverges above.
  @Test func theSweepEndsWhereDescentDiverges() throws {
    let inputs = Tensor([1, 0, 0, 1], shape: [2, 2])
    let samples = TensorSamples(inputs: inputs, targets: [[2], [-1]])
    let network = Sequential([Linear(weight: [[0], [0]], bias: [0])])
    let trainer = Trainer(
      network, loss: SquaredError(), optimizer: StochasticGradientDescent(learningRate: 1),
      batchSize: 2, seed: 1)
    let sweep = try trainer.findLearningRate(on: samples, from: 1e-4, through: 100, steps: 60)
    #expect(sweep.learningRates[0] == 1e-4)
    #expect(sweep.learningRates.count == sweep.losses.count)
    #expect(sweep.learningRates.count < 60)
    for (a, b) in zip(sweep.learningRates, sweep.learningRates.dropFirst()) {
      #expect(abs(b / a - 1.2638) < 1e-3)
    }
    // A rate of the right size: much faster than the start, and descent with it converges.
    #expect(sweep.suggestion > 0.01 && sweep.suggestion < 1)
    #expect(sweep.losses[0] > 2.4 && sweep.losses[0] < 2.6)
  }

  @Test func theSweepLeavesTheTrainerAsItIs() throws {
    let trainer = trainer()
    let sweep = try trainer.findLearningRate(on: points(100, seed: 1), steps: 50)
    #expect(trainer.model.bits == smallNetwork().bits)
    #expect(trainer.position.step == 0)
    #expect(sweep.learningRates.contains(sweep.suggestion))
    #expect(sweep.description.hasPrefix("learning rate "))
  }

  @Test func theSuggestionIsWhereTheLossFallsFastest() {
    let sweep = LearningRateSweep(
      learningRates: [1, 2, 4, 8, 16, 32], losses: [5, 4.9, 3, 2.5, 2.4, 9])
    #expect(sweep.suggestion == 4)
  }

  @Test func everyFoldIsMeasuredByANetworkThatDidNotSeeIt() throws {
    let samples = points(60, seed: 1)
    var random = RandomGenerator(seed: 1)
    let folds = KFold(count: 60, folds: 4, shuffledWith: &random)
    let result = try trainer().crossValidate(on: samples, folds: folds, epochs: 6)
    #expect(result.folds.count == 4)
    for index in 0..<4 {
      var one = trainer()
      try one.train(on: samples.selecting(folds[index].training), epochs: 6)
      #expect(one.evaluate(on: samples.selecting(folds[index].test)) == result.folds[index])
    }
    let accuracies = result.folds.compactMap { $0["accuracy"] }
    #expect(abs(result.mean("accuracy") - accuracies.reduce(0, +) / 4) < 1e-12)
    #expect(result.standardDeviation("accuracy") >= 0)
    #expect(result.description.split(separator: "\n").count == 5)
  }

  @Test func anEnsembleAnswersWithTheMean() {
    let models = (0..<3).map { smallNetwork(seed: UInt64($0)) }
    let ensemble = Ensemble(models) { $0.softmax() }
    let samples = points(20, seed: 1)
    let input = samples.wholeBatch.input
    let expected =
      (models[0](input).softmax() + models[1](input).softmax()
        + models[2](input).softmax()) / 3
    #expect(ensemble(input).isClose(to: expected))
    #expect(ensemble.outputs(for: samples, batchSize: 6).isClose(to: expected))
  }

  @Test func baggedNetworksDifferAndComeBackWithTheSeed() throws {
    let samples = points(80, seed: 1)
    let first = try trainer().bagged(3, on: samples, epochs: 3) { smallNetwork(seed: $0) }
    let again = try trainer().bagged(3, on: samples, epochs: 3) { smallNetwork(seed: $0) }
    #expect(first.map(\.bits) == again.map(\.bits))
    #expect(Set(first.map(\.bits)).count == 3)
    let same = try trainer().bagged(2, on: samples, epochs: 2)
    #expect(same[0].bits != same[1].bits)
  }

  @Test func bootstrapSamplesAreDrawnWithReplacement() {
    let samples = TensorSamples(
      inputs: Tensor(zeros: [1000, 1]), targets: Tensor(Array(0..<1000)))
    var random = RandomGenerator(seed: 4)
    let drawn = samples.resampled(with: &random).wholeBatch.target.scalars
    #expect(drawn.count == 1000)
    // 1 − 1/e = 0.632 of them are expected, with a deviation of 0.01.
    #expect(abs(Float(Set(drawn).count) / 1000 - 0.632) < 0.04)
  }
}
