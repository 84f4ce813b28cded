import Networks
import Tensors
import Testing

@testable import Training

/// Training of networks with the kit's own layers.
@Suite struct NetworkTrainingTests {
  private static let sentences = SequenceSamples(
    tokens: (0..<60).map { sample in (0...(sample % 6)).map { 1 + (sample * 7 + $0 * 5) % 11 } },
    labels: (0..<60).map { $0 % 3 })

  private static let pictures = TensorSamples(
    inputs: Tensor(randomUniform: [30, 8, 8, 1], seed: 1), targets: Tensor((0..<30).map { $0 % 3 }))

  private static var text: Sequential {
    Sequential {
      Embedding(12, 8, seed: 1)
      LSTM(8, 7, seed: 2)
      BatchNormalization(7)
      Dropout(0.3)
      Linear(7, 3, seed: 3)
    }
  }

  private static var image: Sequential {
    Sequential {
      Convolution(kernel: (3, 3), inputs: 1, outputs: 4, seed: 1)
      BatchNormalization(4)
      ReLU()
      MaxPooling(size: 2)
      Flatten()
      Dropout(0.3)
      Linear(36, 64, seed: 3)
      ReLU()
      Linear(64, 3, seed: 3)
    }
  }

  private static let wide = Sequential {
    Linear(64, 600, seed: 1)
    ReLU()
    Linear(600, 3, seed: 2)
  }

  private static var rows: TensorSamples {
    let batch = pictures.wholeBatch
    return TensorSamples(inputs: batch.input.reshaped(to: [30, 64]), targets: batch.target)
  }

  @Test(arguments: ["text", "image", "wide"])
  func theSameBitsAtOneAndTwoThreads(_ name: String) throws {
    let (model, samples): (Sequential, any SampleSource) =
      switch name {
      case "text": (Self.text, Self.sentences)
      case "image": (Self.image, Self.pictures)
      default: (Self.wide, Self.rows)
      }
    let results = try [1, 2, 3, 2].map { threads in
      var trainer = Trainer(
        model, loss: SoftmaxCrossEntropy(), optimizer: Adam(learningRate: 0.01), batchSize: 9,
        seed: 3)
      trainer.threads = threads
      trainer.shards = 2
      // Steps as long as a second are worth sharing.
      for _ in 0..<4 { trainer.pace.note(1) }
      trainer.clipping = .norm(1)
      // 50 steps and more.
      try trainer.train(on: samples, validation: samples, epochs: samples.count == 60 ? 8 : 13)
      return (trainer.model.bits, trainer.history)
    }
    #expect(results[0].0 != model.bits)
    for other in results.dropFirst() {
      #expect(other.0 == results[0].0)
      #expect(other.1 == results[0].1)
    }
  }

  @Test func aMistakeOfShapesIsFoundBeforeTraining() {
    func error(_ model: Sequential, _ samples: any SampleSource) -> String {
      var trainer = Trainer(
        model, loss: SoftmaxCrossEntropy(), optimizer: Adam(learningRate: 0.01), batchSize: 16)
      do {
        try trainer.train(on: samples, epochs: 1) { _ in Issue.record("training began") }
      } catch { return "\(error)" }
      return "no error"
    }
    let twice = Sequential {
      Linear(64, 20, seed: 1)
      Sequential {
        ReLU()
        Linear(30, 3, seed: 2)
      }
    }
    #expect(
      error(twice, Self.rows) == """
        1.1: Linear(30 → 3): the number of features does not fit
          expected: [samples, 30]
          got:      [16, 20]
          help:     give the layer before as many outputs as this one has inputs
        """)
    let scores = Sequential([Linear(64, 3, seed: 1)])
    let targets = TensorSamples(
      inputs: Self.rows.wholeBatch.input, targets: Tensor(zeros: [30, 3]))
    #expect(error(scores, targets).hasPrefix("SoftmaxCrossEntropy: "))
  }

  @Test func aBatchOfOneSampleIsFoundBeforeTraining() throws {
    // 61 = 3 · 20 + 1.
    let samples = Self.sentences.selecting((0...60).map { $0 % 60 })
    var trainer = Trainer(
      Self.text, loss: SoftmaxCrossEntropy(), optimizer: Adam(learningRate: 0.01), batchSize: 20)
    do {
      try trainer.train(on: samples, epochs: 1) { _ in Issue.record("training began") }
    } catch let error as ShapeError {
      #expect(
        "\(error)" == """
          2: BatchNormalization(7): a channel has no variance over a single value
            expected: at least two values in each channel in training
            got:      [1, 7]
            help:     train with batches of at least two samples, or leave out a last batch of one
          """)
    }
    trainer.dropsLast = true
    #expect(try trainer.train(on: samples, epochs: 1).epochs.count == 1)
    // Three samples at the end are one shard.
    trainer.dropsLast = false
    trainer.batchSize = 19
    #expect(try trainer.train(on: Self.sentences, epochs: 2).epochs.count == 2)
  }

  @Test func aGraphTrainsAndSaysWhatIsNotFinite() throws {
    let graph = Graph { g in
      let input = g.input("input")
      let hidden = g.apply(Tanh(), to: g.apply(Linear(64, 9, seed: 1), to: input, named: "hidden"))
      g.output(g.apply(Linear(9, 3, seed: 2), to: hidden, named: "class"))
      g.output(g.apply(Linear(9, 1, seed: 3), to: hidden, named: "ink"))
    }
    let batch = Self.rows.wholeBatch
    let ink = batch.input.mean(axis: 1).reshaped(to: [30, 1])
    let samples = TensorSamples(inputs: [batch.input], targets: [batch.target, ink])
    var trainer = Trainer(
      graph, losses: [SoftmaxCrossEntropy(), SquaredError()], optimizer: Adam(learningRate: 0.02),
      batchSize: 10)
    try trainer.train(on: samples, epochs: 10)
    #expect(trainer.history.trainingLoss[9] < 0.8 * trainer.history.trainingLoss[0])

    trainer.model.load([("ink.weight", Tensor(repeating: .nan, shape: [9, 1]))])
    do {
      try trainer.train(on: samples, epochs: 11)
      Issue.record("nothing was not finite")
    } catch let error as TrainingError {
      #expect(
        error.place == """
          epoch 11, batch 1 of 3: the output of ink: Linear(9 → 1) is the first that is not finite; \
          ink.weight is not finite itself
          """)
    }
  }

  @Test func aModelThatIsWrittenOutTrainsAsTheLayerDoes() throws {
    let model = Sequential {
      Centre(64)
      Linear(64, 3, seed: 1)
    }
    let written = Objective<Sequential> { model, batch, phase in
      model.valueAndGradients(
        SoftmaxCrossEntropy(), input: batch.input, target: batch.target, phase: phase)
    }
    let results = try [written, Objective(SoftmaxCrossEntropy())].map { objective in
      var trainer = Trainer(
        model, objective: objective, optimizer: Adam(learningRate: 0.01), batchSize: 9)
      trainer.shards = 3
      try trainer.train(on: Self.rows, validation: Self.rows, epochs: 3)
      return trainer
    }
    for (a, b) in zip(results[0].model.namedTensors, results[1].model.namedTensors) {
      #expect(a.value.isClose(to: b.value, tolerance: 1e-4))
    }
    let losses = results.map(\.history.validationLoss)
    #expect(abs(losses[0][2] - losses[1][2]) < 1e-5)
  }

  @Test func frozenLayersAtTheStartEndTheWayBack() {
    struct NeverBackward: Layer {
      func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }
      func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Void) {
        (input, ())
      }
      func backward(_ outputGradient: Tensor, context: Void, needsInputGradient: Bool)
        -> LayerGradients
      {
        Issue.record("backward reached a layer below the frozen ones")
        return LayerGradients(input: outputGradient)
      }
    }
    var model = Sequential([Linear(2, 3, seed: 1), NeverBackward(), Linear(3, 2, seed: 2)])
    model.freeze(0..<2)
    let batch = points(8, seed: 1).wholeBatch
    let (_, gradients) = model.valueAndGradients(SoftmaxCrossEntropy(), batch: batch, seed: 1)
    #expect(gradients.entries.count == 2)
  }
}
