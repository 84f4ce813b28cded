import Networks
import Tensors
import Testing

/// A weight, a bias, and a running average between them.
struct SmallModel: Parameterized, Equatable {
  var weight: Tensor
  var bias: Tensor
  var mean: Tensor = [1, 2]

  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("weight"), .weight, &weight)
    visit(path.appending("mean"), .statistic(momentum: 0.25), &mean)
    visit(path.appending("bias"), .bias, &bias)
  }
}

/// One optimizer with the name of its golden trajectory.
struct TrajectoryCase: Sendable, CustomTestStringConvertible {
  let name: String
  let optimizer: any Optimizer
  var rates: [Float]?
  var testDescription: String { name }

  init(_ name: String, _ optimizer: any Optimizer, rates: [Float]? = nil) {
    self.name = name
    self.optimizer = optimizer
    self.rates = rates
  }
}

private let trajectories: [TrajectoryCase] = [
  TrajectoryCase("sgd", StochasticGradientDescent(learningRate: 0.1)),
  TrajectoryCase("sgd decay", StochasticGradientDescent(learningRate: 0.1, weightDecay: 0.1)),
  TrajectoryCase(
    "sgd decay all", StochasticGradientDescent(learningRate: 0.1, weightDecay: .all(0.1))),
  TrajectoryCase("momentum", Momentum(learningRate: 0.1)),
  TrajectoryCase("momentum decay", Momentum(learningRate: 0.1, weightDecay: 0.1)),
  TrajectoryCase(
    "momentum rates", Momentum(learningRate: 0.1), rates: (0..<10).map { 0.1 / Float(1 + $0) }),
  TrajectoryCase("nesterov", Nesterov(learningRate: 0.1, momentum: 0.8)),
  TrajectoryCase(
    "nesterov decay all", Nesterov(learningRate: 0.1, momentum: 0.8, weightDecay: .all(0.1))),
  TrajectoryCase("rmsprop", RMSProp(learningRate: 0.05)),
  TrajectoryCase(
    "rmsprop options",
    RMSProp(learningRate: 0.05, smoothing: 0.9, epsilon: 1e-3, momentum: 0.5, weightDecay: 0.1)),
  TrajectoryCase("adagrad", AdaGrad(learningRate: 0.3)),
  TrajectoryCase(
    "adagrad options",
    AdaGrad(learningRate: 0.3, epsilon: 1e-3, initialSum: 0.1, weightDecay: 0.1)),
  TrajectoryCase("adam", Adam(learningRate: 0.1)),
  TrajectoryCase(
    "adam options",
    Adam(learningRate: 0.1, beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.1)),
  TrajectoryCase("adam decay all", Adam(learningRate: 0.1, weightDecay: .all(0.1))),
  TrajectoryCase("adamw", AdamW(learningRate: 0.1)),
  TrajectoryCase(
    "adamw decay all",
    AdamW(learningRate: 0.1, beta1: 0.8, beta2: 0.95, weightDecay: .all(0.5))),
]

@Suite("Optimizers step as PyTorch's do")
struct OptimizerGoldenTests {
  private let golden: Golden

  init() throws { golden = try Golden.load("optimizers") }

  @Test("Ten steps", arguments: trajectories)
  func trajectory(_ row: TrajectoryCase) throws {
    func problem(_ name: String) throws -> Tensor { try golden(name, of: "problem") }
    var model = SmallModel(weight: try problem("weight.start"), bias: try problem("bias.start"))
    let (weightNoise, biasNoise) = (try problem("weight.noise"), try problem("bias.noise"))
    let (weights, biases) = (
      try golden("weight", of: row.name), try golden("bias", of: row.name)
    )
    var optimizer = row.optimizer
    var mean = model.mean
    for step in 0..<10 {
      if let rates = row.rates { optimizer.learningRate = rates[step] }
      let weightSlope = try problem("weight.curve") * (model.weight - problem("weight.centre"))
      let biasSlope = try problem("bias.curve") * (model.bias - problem("bias.centre"))
      let batchMean = Tensor([3, Float(step)])
      let gradients = Gradients([
        weightSlope + weightNoise[row: step], batchMean, biasSlope + biasNoise[row: step],
      ])
      optimizer.update(&model, with: gradients)
      mean += 0.25 * (batchMean - mean)
      #expect(distance(model.weight, weights[row: step]) < 2e-5, "weight at step \(step)")
      #expect(distance(model.bias, biases[row: step]) < 2e-5, "bias at step \(step)")
      #expect(distance(model.mean, mean) < 1e-6)
    }
  }

  @Test("Clipping to a norm", arguments: [("clip norm", 1), ("clip norm, short already", 100)])
  func clipNorm(_ name: String, _ bound: Float) throws {
    let (model, start) = try clippable()
    var gradients = start
    let norm = gradients.clip(toNorm: bound, in: model)
    #expect(abs(norm - (try golden("norm", of: name)).scalar) < 1e-5)
    #expect(distance(gradients.entries[0].tensor, try golden("weight", of: name)) < 3e-6)
    #expect(distance(gradients.entries[2].tensor, try golden("bias", of: name)) < 3e-6)
    #expect(gradients.entries[1].tensor == start.entries[1].tensor)
  }

  @Test("Clipping to a value")
  func clipValue() throws {
    let (model, start) = try clippable()
    var gradients = start
    gradients.clip(toValue: 0.5, in: model)
    #expect(gradients.entries[0].tensor == (try golden("weight", of: "clip value")))
    #expect(gradients.entries[2].tensor == (try golden("bias", of: "clip value")))
    #expect(gradients.entries[1].tensor == start.entries[1].tensor)
  }

  private func clippable() throws -> (SmallModel, Gradients) {
    let weight = try golden("weight.centre", of: "problem")
    let bias = try golden("bias.centre", of: "problem")
    return (SmallModel(weight: weight, bias: bias), Gradients([weight, [100, -100], bias]))
  }
}

/// The largest deviation of two tensors of one shape.
func distance(_ a: Tensor, _ b: Tensor) -> Float {
  guard a.shape == b.shape else { return .infinity }
  return zip(a.scalars, b.scalars).reduce(0) {
    let deviation = abs($1.0 - $1.1)
    return deviation <= $0 ? $0 : deviation.isNaN ? .infinity : deviation
  }
}
