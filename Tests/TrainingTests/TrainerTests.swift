import Networks
import Tensors
import Testing

@testable import Training

@Suite struct TrainerTests {
  private func trainer(
    _ model: Sequential = smallNetwork(), batchSize: Int = 16, rate: Float = 0.02
  ) -> Trainer<Sequential> {
    var trainer = Trainer(
      model, loss: SoftmaxCrossEntropy(), optimizer: Adam(learningRate: rate),
      batchSize: batchSize, seed: 3)
    trainer.metrics = [.accuracy]
    return trainer
  }

  @Test func trainingLearns() throws {
    var trainer = trainer()
    let history = try trainer.train(
      on: points(200, seed: 1), validation: points(100, seed: 2), epochs: 15)
    #expect(history.epochs.map(\.number) == Array(1...15))
    #expect(history.trainingLoss.count == 15)
    #expect(history.validationLoss.count == 15)
    #expect(history.trainingLoss[14] < 0.5 * history.trainingLoss[0])
    #expect(history.validation("accuracy")[14] > 0.9)
    #expect(history.training("accuracy").count == 15)
    #expect(history.training("nothing").isEmpty)
    #expect(trainer.position.epoch == 15)
    #expect(trainer.position.step == 15 * 13)
    let scores = trainer.evaluate(on: points(100, seed: 2))
    #expect(scores == history.epochs[14].validation)
  }

  @Test func theSameNetworkAtOneAndTwoThreadsAndFromRunToRun() throws {
    let results = try [1, 2, 2].map { threads in
      var trainer = trainer(
        Sequential {
          Centre(2)
          Linear(2, 9, seed: 1)
          Tanh()
          Silence()
          Linear(9, 2, seed: 2)
        })
      trainer.threads = threads
      trainer.shards = 2
      // Steps as long as a second are worth sharing.
      for _ in 0..<4 { trainer.pace.note(1) }
      try trainer.train(on: points(90, seed: 1), validation: points(30, seed: 2), epochs: 4)
      return (trainer.model.bits, trainer.history)
    }
    #expect(results[0].0 == results[1].0)
    #expect(results[1].0 == results[2].0)
    #expect(results[0].1 == results[1].1)
  }

  @Test func epochsThatAreCompleteCount() throws {
    let samples = points(50, seed: 1)
    var once = trainer()
    try once.train(on: samples, epochs: 6)
    var twice = trainer()
    try twice.train(on: samples, epochs: 2)
    try twice.train(on: samples, epochs: 2)
    #expect(twice.history.epochs.count == 2)
    try twice.train(on: samples, epochs: 6)
    #expect(once.model.bits == twice.model.bits)
    #expect(once.history == twice.history)
  }

  @Test func anObserverCanInterruptAndTrainingGoesOn() throws {
    struct Enough: Error {}
    let samples = points(50, seed: 1)
    var whole = trainer()
    try whole.train(on: samples, epochs: 3)
    var interrupted = trainer()
    #expect(throws: Enough.self) {
      try interrupted.train(on: samples, epochs: 3) { event in
        if case .step(let report) = event, report.step == 6 { throw Enough() }
      }
    }
    #expect(interrupted.position.epoch == 1)
    #expect(interrupted.position.batch == 2)
    try interrupted.train(on: samples, epochs: 3)
    #expect(whole.model.bits == interrupted.model.bits)
    #expect(whole.history == interrupted.history)
  }

  @Test func eventsTellStepsAndEpochs() throws {
    var trainer = trainer(batchSize: 32)
    trainer.schedule = StepDecay(from: 0.1, factor: 0.5, every: 2)
    var steps: [StepReport] = []
    var epochs: [Int] = []
    try trainer.train(on: points(70, seed: 1), epochs: 2) { event in
      switch event {
      case .step(let report): steps.append(report)
      case .epoch(let record): epochs.append(record.number)
      default: Issue.record("\(event)")
      }
    }
    #expect(steps.map(\.batch) == [1, 2, 3, 1, 2, 3])
    #expect(steps.map(\.epoch) == [1, 1, 1, 2, 2, 2])
    #expect(steps.allSatisfy { $0.batches == 3 && $0.epochs == 2 })
    #expect(steps.map(\.step) == Array(1...6))
    #expect(steps.map(\.learningRate) == [0.1, 0.1, 0.05, 0.05, 0.025, 0.025])
    #expect(epochs == [1, 2])
    #expect(trainer.history.learningRate == [Double(Float(0.05)), Double(Float(0.025))])
  }

  @Test func gradientsAreClipped() throws {
    var free = trainer()
    free.optimizer = StochasticGradientDescent(learningRate: 1)
    var clipped = free
    clipped.clipping = .norm(0.001)
    try clipped.train(on: points(16, seed: 1), epochs: 1)
    try free.train(on: points(16, seed: 1), epochs: 1)
    func moved(_ trainer: Trainer<Sequential>) -> Float {
      zip(trainer.model.namedTensors, smallNetwork().namedTensors)
        .reduce(Float(0)) { sum, pair in
          let difference: Tensor = pair.0.value - pair.1.value
          return sum + (difference * difference).sum()
        }.squareRoot()
    }
    #expect(abs(moved(clipped) - 0.001) < 1e-5)
    #expect(moved(free) > 0.01)
  }

  @Test func aNetworkOfSeveralOutputsTrains() throws {
    let inputs = Tensor(randomNormal: [60, 2], seed: 1)
    let first = (0..<60).map { inputs[$0, 0] > 0 ? 1 : 0 }
    let second = (0..<60).map { inputs[$0, 1] > 0 ? 1 : 0 }
    let samples = TensorSamples(inputs: [inputs], targets: [Tensor(first), Tensor(second)])
    var trainer = Trainer(
      TwoHeads(2, (2, 2), seed: 1), losses: [SoftmaxCrossEntropy(), SoftmaxCrossEntropy()],
      weights: [1, 0.5], optimizer: Adam(learningRate: 0.1), batchSize: 20)
    trainer.metrics = [.accuracy]
    try trainer.train(on: samples, validation: samples, epochs: 20)
    #expect(trainer.history.validationLoss[19] < 0.3 * trainer.history.trainingLoss[0])
    #expect(trainer.history.validation("accuracy")[19] > 0.95)
  }

  @Test func outputsComeInTheOrderOfTheSamples() {
    let samples = points(50, seed: 1)
    let model = smallNetwork()
    #expect(
      model.outputs(for: samples, batchSize: 7).isClose(to: model(samples.wholeBatch.input)))
  }

  @Test func shortStepsAreNotDivided() {
    func shards(_ model: Sequential, _ shape: Shape, _ batchSize: Int) -> Int {
      let sample = Batch(input: Tensor(zeros: shape), target: [0])
      return Shards.automatic(model, sample, batchSize: batchSize)
    }
    #expect(shards(smallNetwork(), [1, 2], 64) == 1)
    #expect(shards(Sequential([Linear(784, 10, seed: 1)]), [1, 784], 32) == 1)
    #expect(shards(Sequential([Linear(784, 10, seed: 1)]), [1, 784], 64) == 2)
    let convolution = Sequential([Convolution(kernel: (5, 5), inputs: 1, outputs: 4, seed: 1)])
    #expect(shards(convolution, [1, 28, 28, 1], 64) == 2)

    var pace = StepPace()
    #expect(pace.threads(2) == 1)
    for _ in 0..<4 { pace.note(1e-3) }
    #expect(pace.threads(2) == 2)
    var quick = StepPace()
    for seconds in [1, 1e-5, 1, 1] { quick.note(seconds) }
    #expect(quick.threads(2) == 1)
  }

  @Test func reportsReadWell() {
    let record = EpochRecord(
      number: 3,
      training: Scores(loss: 0.11839, metrics: [.init(name: "accuracy", value: 0.96512)]),
      validation: Scores(loss: 1.5), learningRate: 0.1, seconds: 1)
    #expect("\(record)" == "epoch 3: loss 0.1184, accuracy 0.9651; validation: loss 1.5000")
    #expect("\(Scores(loss: .nan))" == "loss nan")
    #expect("\(Scores(loss: -0.00005))" == "loss -0.0001")
  }
}
