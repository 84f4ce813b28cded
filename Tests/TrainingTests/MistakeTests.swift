import Datasets
import Networks
import Tensors
import Testing

@testable import Training

/// A mistake by name, so that the process that makes it can be told which.
private enum Mistake: String, CaseIterable, Codable, Sendable {
  case batchSize, trainerBatchSize, shards, batchParts, emptyBatch, position, batchIndex, picture
  case labels, stepTargets, targetCount, cut, sequence, patience, improvement, metricName, pieces
  case checkpointPath, checkpointSteps, weights, sweep, ensemble, bagged, head, freeze, augmentation
  case twoBends, accuracy, binaryAccuracy

  func make() {
    let samples = TensorSamples(inputs: Tensor(zeros: [4, 2]), targets: Tensor(zeros: [4]))
    var network = Sequential([Linear(2, 2, seed: 1)])
    var trainer = Trainer(
      network, loss: SoftmaxCrossEntropy(), optimizer: Adam(learningRate: 0.1), batchSize: 2)
    switch self {
    case .batchSize: _ = Batches(samples, size: 0)
    case .trainerBatchSize:
      _ = Trainer(
        network, loss: SoftmaxCrossEntropy(), optimizer: Adam(learningRate: 0.1), batchSize: 0)
    case .shards:
      _ = network.valueAndGradients(
        SoftmaxCrossEntropy(), batch: samples.wholeBatch, seed: 1, shards: 0)
    case .batchParts: _ = Batch(input: Tensor(zeros: [3, 2]), target: [1, 2])
    case .emptyBatch: _ = Batch(inputs: [], targets: []).input
    case .position: _ = samples.selecting([0, 4])
    case .batchIndex: _ = Batches(samples, size: 2)[2]
    case .picture:
      let images = GrayscaleImages(pixels: [1, 2], height: 1, width: 1)
      _ = ImageSamples(LabelledImages(images: images, labels: [0, 1])).batch(at: [2], epoch: 0)
    case .labels: _ = SequenceSamples(tokens: [[1]], labels: [0, 1])
    case .stepTargets: _ = SequenceSamples(tokens: [[1, 2]], targets: [[1]])
    case .targetCount: _ = SequenceSamples(tokens: [[1, 2]], targets: [])
    case .cut: _ = SequenceSamples(tokens: [[1]], labels: [0], maximumLength: 0)
    case .sequence: _ = SequenceSamples(tokens: [[1]], labels: [0]).batch(at: [1], epoch: 0)
    case .patience: _ = EarlyStopping(patience: 0)
    case .improvement: _ = EarlyStopping(patience: 1, minimumImprovement: -1)
    case .metricName:
      trainer.earlyStopping = EarlyStopping(patience: 1, target: .metric("beauty"))
      _ = try? trainer.train(on: samples, epochs: 1)
    case .pieces: _ = Workers.map(count: -1) { $0 }
    case .checkpointPath: _ = Checkpoints("state.txt")
    case .checkpointSteps: _ = Checkpoints("state.safetensors", everySteps: 0)
    case .weights: _ = Objective<TwoHeads>([SoftmaxCrossEntropy(), nil], weights: [1, 2])
    case .sweep: _ = try? trainer.findLearningRate(on: samples, from: 1, through: 0.1)
    case .ensemble: _ = Ensemble([Sequential]())
    case .bagged: _ = try? trainer.bagged(0, on: samples, epochs: 1)
    case .head: _ = network.replacingHead(2) { ReLU() }
    case .freeze: network.freeze(0..<2)
    case .augmentation: _ = Augmentation([.scale(0...1)])
    case .twoBends:
      _ = Augmentation([
        .elastic(strength: 1, smoothness: 1), .elastic(strength: 1, smoothness: 1),
      ])
    case .accuracy:
      trainer.metrics = [.accuracy]
      _ = TrainingMetric.accuracy.tally([[1, 2]], samples.wholeBatch)
    case .binaryAccuracy:
      _ = TrainingMetric.binaryAccuracy().tally([[1, 2]], samples.wholeBatch)
    }
  }

  var text: String {
    switch self {
    case .batchSize, .trainerBatchSize: "a batch cannot have 0 samples: take 1 or more"
    case .shards: "a batch cannot be cut into 0 shards: take 1 or more"
    case .batchParts:
      """
      Batch: the parts have different numbers of samples
        expected: the same size along the first axis everywhere
        got:      input [3, 2], target [2]
        help:     the first axis counts the samples, of inputs, targets and lengths alike
      """
    case .emptyBatch:
      """
      Batch: the parts have different numbers of samples
        expected: the same size along the first axis everywhere
        got:      nothing
        help:     the first axis counts the samples, of inputs, targets and lengths alike
      """
    case .position: "sample 4 of 4 was asked for: the first is 0"
    case .batchIndex: "batch 2 of 2 was asked for"
    case .picture: "picture 2 of 2 was asked for: the first is 0"
    case .labels: "there are 1 sequences, but 2 labels: each needs its own"
    case .stepTargets: "sequence 0 has 2 tokens, but 1 targets: every step has one"
    case .targetCount: "there are 1 sequences, but 0 rows of targets: each needs its own"
    case .cut: "sequences cannot be cut off at 0 steps: keep 1 or more"
    case .sequence: "sequence 1 of 1 was asked for: the first is 0"
    case .patience: "a patience of 0 epochs would never train: take 1 or more"
    case .improvement: "an improvement of -1.0 is none: take 0 or more"
    case .metricName:
      "early stopping looks at the metric beauty, which is not in trainer.metrics"
    case .pieces: "a computation cannot have -1 pieces"
    case .checkpointPath: "a checkpoint is a .safetensors file, which state.txt is not named"
    case .checkpointSteps: "a checkpoint every 0 steps is none: take 1 or more"
    case .weights: "there are 1 losses, but 2 weights"
    case .sweep: "100 steps from 1.0 to 0.1 are no sweep: take 3 or more, rising from above 0"
    case .ensemble: "an ensemble needs at least one network"
    case .bagged: "0 networks are no ensemble: take 1 or more"
    case .head: "2 of 1 layers cannot be replaced: take 0 to 1"
    case .freeze: "freeze: there are no layers 0..<2: the network has 1"
    case .augmentation:
      """
      Augmentation: scale(ClosedRange(0.0...1.0)) cannot be done: extents are 0 or more, \
      shares between 0 and 1
      """
    case .twoBends: "a picture can be bent once: leave one .elastic"
    case .accuracy:
      """
      accuracy: scores and targets do not fit
        expected: scores […, classes] and targets […]
        got:      scores [2] and targets [4]
        help:     use .binaryAccuracy() for one output that says yes or no
      """
    case .binaryAccuracy:
      """
      binaryAccuracy: outputs and targets do not fit
        expected: one output for each target
        got:      outputs [2] and targets [4]
        help:     use .accuracy for an output with a score for each class
      """
    }
  }
}

@Suite struct MistakeTests {
  @Test(arguments: Mistake.allCases)
  private func everyMistakeSaysWhatItIs(_ mistake: Mistake) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [mistake] in mistake.make() }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(mistake.text + "\n"), "\(text)")
  }

  @Test func emptySourcesAreRefused() {
    let none = TensorSamples(inputs: Tensor(zeros: [0, 2]), targets: Tensor(zeros: [0]))
    var trainer = Trainer(
      smallNetwork(), loss: SoftmaxCrossEntropy(), optimizer: Adam(learningRate: 0.1))
    func message(_ samples: any SampleSource) -> String {
      do { try trainer.train(on: samples, epochs: 1) } catch { return "\(error)" }
      return "no error"
    }
    #expect(
      message(none) == """
        there is nothing to train on
          where: the source of samples is empty
          help:  look at where the samples come from
        """)
    trainer.dropsLast = true
    #expect(
      message(points(40, seed: 1)) == """
        there is nothing to train on
          where: 40 samples do not fill one batch of 64, and dropsLast is set
          help:  take smaller batches, or keep the last one
        """)
  }
}
