import PracticalKit

/// One network with its data and optimizer: what peers/workloads.py says under the same name.
struct Workload {
  let name: String

  init(named name: String) { self.name = name }

  var batchSize: Int { name == "tiny" ? 1 : name == "logreg" ? 32 : 64 }

  /// Does so many training steps and returns the last loss.
  func makeStep(threads: Int) -> (Int) -> Float {
    switch name {
    case "logreg":
      training(
        Sequential { Linear(30, 1, seed: 1) }, BinaryCrossEntropy(),
        StochasticGradientDescent(learningRate: 0.1), threads: threads)
    case "tiny":
      training(
        Networks.network(name), SoftmaxCrossEntropy(),
        StochasticGradientDescent(learningRate: 0.1), threads: 1)
    case "softmax":
      training(
        Sequential { Linear(784, 10, seed: 1) }, SoftmaxCrossEntropy(),
        StochasticGradientDescent(learningRate: 0.1), threads: threads)
    case "caption":
      training(
        Networks.captioner(), Objective([SoftmaxCrossEntropy()]), Adam(learningRate: 0.001),
        threads: threads)
    default:
      training(
        Networks.network(name), SoftmaxCrossEntropy(), Adam(learningRate: 0.001), threads: threads)
    }
  }

  /// The matrix products of one step.
  var products: [Product] {
    switch name {
    case "tiny":
      Product.linear(4, 8, rows: 1, isFirst: true) + Product.linear(8, 2, rows: 1)
    case "logreg": Product.linear(30, 1, rows: 32, isFirst: true)
    case "softmax": Product.linear(784, 10, isFirst: true)
    case "mlp":
      [
        Product.linear(784, 200, isFirst: true), Product.linear(200, 100), Product.linear(100, 60),
        Product.linear(60, 30), Product.linear(30, 10),
      ].flatMap { $0 }
    case "cnn_lecture":
      [
        Product.convolution(size: 28, taps: 25, 1, 4, isFirst: true),
        Product.convolution(size: 14, taps: 16, 4, 8), Product.convolution(size: 7, taps: 16, 8, 12),
        Product.linear(588, 200), Product.linear(200, 10),
      ].flatMap { $0 }
    case "lenet5":
      [
        Product.convolution(size: 28, taps: 25, 1, 6, isFirst: true),
        Product.convolution(size: 10, taps: 25, 6, 16), Product.linear(400, 120),
        Product.linear(120, 84), Product.linear(84, 10),
      ].flatMap { $0 }
    case "embbag": Product.linear(64, 4)
    case "lstm": Product.lstm(64, 64, steps: 50) + Product.linear(64, 4)
    case "caption":
      [
        Product.linear(256, 256, isFirst: true), Product.lstm(128, 256, steps: 16),
        Product.linear(256, 1000, rows: 64 * 16),
      ].flatMap { $0 }
    default:
      [
        Product.convolution(size: 26, taps: 9, 1, 32, isFirst: true),
        Product.convolution(size: 24, taps: 9, 32, 64), Product.linear(9216, 128),
        Product.linear(128, 10),
      ].flatMap { $0 }
    }
  }

  private func training<Model: Layer>(
    _ model: Model, _ loss: some Loss, _ optimizer: some Optimizer, threads: Int
  ) -> (Int) -> Float {
    training(model, Objective<Model>(loss), optimizer, threads: threads)
  }

  /// As many shards as threads, but for networks whose forward and backward pass take some
  /// microseconds: they are over before a second thread has begun, as `Trainer` finds out by itself.
  private func training<Model: Parameterized>(
    _ start: Model, _ objective: Objective<Model>, _ rule: some Optimizer, threads: Int
  ) -> (Int) -> Float {
    let shards = ["tiny", "logreg", "softmax", "embbag"].contains(name) ? 1 : threads
    let batches = Data.batches(of: name, size: batchSize)
    var model = start
    var optimizer = rule
    var place = 0
    return { steps in
      var last: Float = 0
      for _ in 0..<steps {
        let (loss, gradients) = objective.valueAndGradients(
          model, batch: batches[place % batches.count], seed: UInt64(place), shards: shards)
        Workers.sharing(threads: threads) { optimizer.update(&model, with: gradients) }
        last = loss
        place += 1
      }
      return last
    }
  }
}
