import Networks
import Tensors
import Testing

@testable import Training

@Suite struct EarlyStoppingTests {
  /// Validation samples with the wrong labels: the more the network learns, the worse it is on them.
  private var contrary: TensorSamples {
    let batch = points(40, seed: 2).wholeBatch
    return TensorSamples(inputs: batch.input, targets: 1 - batch.target)
  }

  private func trainer(_ stopping: EarlyStopping?) -> Trainer<Sequential> {
    var trainer = Trainer(
      smallNetwork(), loss: SoftmaxCrossEntropy(), optimizer: Adam(learningRate: 0.02),
      batchSize: 16, seed: 3)
    trainer.metrics = [.accuracy]
    trainer.earlyStopping = stopping
    return trainer
  }

  @Test func trainingStopsAndTheBestWeightsAreBack() throws {
    var trainer = trainer(EarlyStopping(patience: 3))
    var stopped: EarlyStopping.Best?
    try trainer.train(on: points(100, seed: 1), validation: contrary, epochs: 50) { event in
      if case .stoppedEarly(let best) = event { stopped = best }
    }
    let losses = trainer.history.validationLoss
    let best = try #require(trainer.best)
    #expect(stopped == best)
    #expect(losses.count == best.epoch + 3)
    #expect(losses.count < 50)
    #expect(losses.min() == best.value)
    #expect(losses.firstIndex(of: best.value) == best.epoch - 1)
    #expect(trainer.evaluate(on: contrary).loss == best.value)

    var short = self.trainer(nil)
    try short.train(on: points(100, seed: 1), validation: contrary, epochs: best.epoch)
    #expect(short.model.bits == trainer.model.bits)
  }

  @Test func aMetricMustRise() throws {
    var trainer = trainer(EarlyStopping(patience: 4, target: .metric("accuracy")))
    try trainer.train(on: points(100, seed: 1), validation: points(50, seed: 2), epochs: 30)
    let best = try #require(trainer.best)
    #expect(trainer.history.validation("accuracy").max() == best.value)
    #expect(trainer.evaluate(on: points(50, seed: 2))["accuracy"] == best.value)
  }

  @Test func smallImprovementsDoNotCount() {
    let rule = EarlyStopping(patience: 1, minimumImprovement: 0.1)
    #expect(rule.improves(0.8, on: 1))
    #expect(!rule.improves(0.95, on: 1))
    let rising = EarlyStopping(patience: 1, target: .metric("accuracy"), minimumImprovement: 0.1)
    #expect(rising.improves(0.95, on: 0.8))
    #expect(!rising.improves(0.85, on: 0.8))
    #expect(!rule.improves(.nan, on: 1))
  }

  @Test func withoutValidationTheTrainingLossDecides() throws {
    var trainer = trainer(EarlyStopping(patience: 2, minimumImprovement: 10))
    try trainer.train(on: points(50, seed: 1), epochs: 50)
    #expect(trainer.history.epochs.count == 3)
    #expect(trainer.best?.epoch == 1)
  }
}
