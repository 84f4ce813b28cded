import PracticalKit

/// Trains the multilayer network on all of MNIST as a practical would, and says how far it came.
func trainOnMNIST(epochs: Int) {
  do {
    let digits = try Digits.load(.full)
    var trainer = Trainer(
      Networks.network("mlp"), loss: SoftmaxCrossEntropy(), optimizer: Adam(learningRate: 0.001),
      batchSize: 64, seed: 389)
    trainer.metrics = [.accuracy]
    let start = now()
    try trainer.train(
      on: ImageSamples(digits.train, layout: .rows),
      validation: ImageSamples(digits.test, layout: .rows), epochs: epochs)
    let seconds = now() - start
    print("\(trainer.history)")
    print("\(Double(epochs * digits.train.count) / seconds) samples/s with validation")
  } catch {
    print("\(error)")
  }
}
