import Networks
import Tensors
import Testing

/// Every rule, with options that make all of its terms count.
let allOptimizers: [TrajectoryCase] = [
  TrajectoryCase("StochasticGradientDescent", StochasticGradientDescent(learningRate: 0.1)),
  TrajectoryCase("Momentum", Momentum(learningRate: 0.1)),
  TrajectoryCase("Nesterov", Nesterov(learningRate: 0.1)),
  TrajectoryCase("RMSProp", RMSProp(learningRate: 0.05)),
  TrajectoryCase("RMSProp, momentum", RMSProp(learningRate: 0.05, momentum: 0.5)),
  TrajectoryCase("AdaGrad", AdaGrad(learningRate: 0.1)),
  TrajectoryCase("AdaGrad, initial sum", AdaGrad(learningRate: 0.1, initialSum: 0.5)),
  TrajectoryCase("Adam", Adam(learningRate: 0.1)),
  TrajectoryCase("AdamW", AdamW(learningRate: 0.1, weightDecay: .none)),
  TrajectoryCase("decay", StochasticGradientDescent(learningRate: 0.1, weightDecay: 0.1)),
  TrajectoryCase("Momentum, decay", Momentum(learningRate: 0.1, weightDecay: 0.1)),
  TrajectoryCase("Adam, decay", Adam(learningRate: 0.1, weightDecay: 0.1)),
  TrajectoryCase("AdamW, decay", AdamW(learningRate: 0.1, weightDecay: .all(0.1))),
]

/// A table of word vectors and nothing else.
struct Table: Parameterized {
  var weight: Tensor
  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("weight"), .weight, &weight)
  }
}

@Suite("Optimizers")
struct OptimizerTests {
  /// The rows with a gradient, step by step: none, all, the first, the last, neighbours.
  private static let rows: [[Int]] = [
    [1, 4], [], [4], [0, 6], [], [2, 3, 4], [0, 1, 2, 3, 4, 5, 6], [5], [], [0],
  ]

  @Test("Rows give the same bits as a dense gradient", arguments: allOptimizers, [1, 19])
  func sparse(_ row: TrajectoryCase, columns: Int) {
    var (sparse, dense) = (row.optimizer, row.optimizer)
    let start = Tensor(randomNormal: [7, columns], seed: 1)
    var (first, second) = (Table(weight: start), Table(weight: start))
    for (step, rows) in Self.rows.enumerated() {
      let values = Tensor(randomNormal: [rows.count, columns], seed: UInt64(step))
      let gradient = Gradient.rows(rows, values: values, shape: start.shape)
      sparse.update(&first, with: Gradients([gradient]))
      dense.update(&second, with: Gradients([.dense(gradient.tensor)]))
      #expect(first.weight == second.weight, "step \(step)")
    }
    #expect(first.weight != start)
  }

  @Test("Among rows, one dense gradient or one decay", arguments: [(5, -1), (-1, 5), (5, 6)])
  func alternating(_ denseStep: Int, _ decayStep: Int) {
    var (sparse, dense) = (Adam(learningRate: 0.1), Adam(learningRate: 0.1))
    let start = Tensor(randomNormal: [7, 3], seed: 1)
    var (first, second) = (Table(weight: start), Table(weight: start))
    for step in 0..<8 {
      // The dense gradient is the only one of row 6 so far.
      let rows = step == denseStep ? [3, 6] : [step % 3, 5]
      let values = Tensor(randomNormal: [2, 3], seed: UInt64(step))
      let gradient = Gradient.rows(rows, values: values, shape: start.shape)
      let decay: WeightDecay = step == decayStep ? 0.1 : .none
      (sparse.weightDecay, dense.weightDecay) = (decay, decay)
      let all = Gradients([.dense(gradient.tensor)])
      sparse.update(&first, with: step == denseStep ? all : Gradients([gradient]))
      dense.update(&second, with: all)
      #expect(first.weight == second.weight, "step \(step)")
    }
  }

  @Test("The same steps give the same bits", arguments: allOptimizers)
  func deterministic(_ row: TrajectoryCase) {
    func run() -> Sequential {
      var optimizer = row.optimizer
      var network = smallNetwork()
      for step in 0..<5 { optimizer.update(&network, with: gradients(of: network, step)) }
      return network
    }
    let (first, second) = (run(), run())
    #expect(first.namedTensors.map(\.value) == second.namedTensors.map(\.value))
  }

  @Test("A zero gradient moves nothing at first", arguments: allOptimizers.prefix(9))
  func zeroGradient(_ row: TrajectoryCase) {
    var optimizer = row.optimizer
    let start = Tensor(randomNormal: [3, 5], seed: 1)
    var model = Table(weight: start)
    for _ in 0..<3 { optimizer.update(&model, with: Gradients([Tensor(zeros: [3, 5])])) }
    #expect(model.weight == start)
  }

  @Test("What is remembered of gradients that stopped becomes zero, never denormal")
  func settling() {
    func states(_ optimizer: some Optimizer) -> [Float] {
      var (optimizer, model) = (optimizer, Table(weight: [[1, 2]]))
      optimizer.update(&model, with: Gradients([Tensor(rows: [[1e-18, -1e-18]])]))
      for _ in 0..<1200 { optimizer.update(&model, with: Gradients([Tensor(zeros: [1, 2])])) }
      return optimizer.namedState.dropLast().flatMap(\.value.scalars)
    }
    #expect(states(Momentum(learningRate: 0.1)) == [0, 0])
    #expect(states(RMSProp(smoothing: 0.9, momentum: 0.5)) == [0, 0, 0, 0])
    #expect(states(Adam(beta2: 0.9)) == [0, 0, 0, 0])
  }

  @Test("Huge gradients leave finite parameters where the rule measures them")
  func hugeGradients() {
    func step(_ optimizer: some Optimizer) -> Tensor {
      var (optimizer, model) = (optimizer, Table(weight: Tensor(zeros: [1, 4])))
      optimizer.update(&model, with: Gradients([Tensor(rows: [[1e18, -1e18, 1e-18, 0]])]))
      return model.weight
    }
    for weight in [
      step(RMSProp(learningRate: 0.1)), step(AdaGrad(learningRate: 0.1)),
      step(Adam(learningRate: 0.1)),
    ] {
      #expect(weight.scalars.allSatisfy { abs($0) <= 1.01 })
      #expect(weight[0, 0] < 0 && weight[0, 1] > 0 && weight[0, 3] == 0)
    }
  }

  @Test("Tensors without scalars, and models without tensors")
  func empty() {
    var optimizer = Adam()
    var model = Table(weight: Tensor(zeros: [0, 3]))
    optimizer.update(&model, with: Gradients([Tensor(zeros: [0, 3])]))
    let none = Gradient.rows([], values: Tensor(zeros: [0, 3]), shape: [0, 3])
    optimizer.update(&model, with: Gradients([none]))
    #expect(model.weight.shape == [0, 3])
    var other = Adam()
    var rectifier = ReLU()
    other.update(&rectifier, with: Gradients())
    #expect(other.namedState.isEmpty)
  }

  @Test("A copy of the parameters keeps its numbers")
  func copies() {
    var optimizer = Momentum(learningRate: 0.1)
    var model = Table(weight: [[1, 2]])
    let (modelBefore, gradient) = (model, Gradients([Tensor(rows: [[1, 1]])]))
    optimizer.update(&model, with: gradient)
    var branch = optimizer
    optimizer.update(&model, with: gradient)
    #expect(modelBefore.weight == [[1, 2]])
    #expect(branch.namedState[0].value == [[1, 1]])
    #expect(optimizer.namedState[0].value == [[1.9, 1.9]])
    branch.update(&model, with: gradient)
    #expect(branch.namedState[0].value == optimizer.namedState[0].value)
  }

  @Test("A parameter that is trained later begins then")
  func unfreezing() {
    var optimizer = Adam(learningRate: 0.1)
    var model = Freezable(weight: [[1]], other: [[1]], isFrozen: true)
    let (one, two) = (Tensor(rows: [[1]]), Tensor(rows: [[2]]))
    for _ in 0..<5 { optimizer.update(&model, with: Gradients([one])) }
    #expect(model.weight == [[1]])
    model.isFrozen = false
    optimizer.update(&model, with: Gradients([two, one]))
    // The first step of Adam is η, however large the gradient.
    #expect(abs(model.weight[0, 0] - 0.9) < 1e-6)
    #expect(abs(model.other[0, 0] - 0.4) < 1e-5)
    model.isFrozen = true
    optimizer.update(&model, with: Gradients([one]))
    #expect(abs(model.weight[0, 0] - 0.9) < 1e-6)
  }
}

/// Two parameters, the first of which may be frozen.
struct Freezable: Parameterized {
  var weight: Tensor
  var other: Tensor
  var isFrozen: Bool
  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("weight"), isFrozen ? .frozen : .weight, &weight)
    visit(path.appending("other"), .weight, &other)
  }
}

/// A network with 4 inputs and 2 classes.
func smallNetwork(hidden: Int = 8) -> Sequential {
  Sequential {
    Linear(4, hidden, seed: 1)
    ReLU()
    Linear(hidden, 2, seed: 2)
  }
}

/// Its gradients for random samples.
func gradients(of network: Sequential, _ step: Int) -> Gradients {
  network.valueAndGradients(
    SoftmaxCrossEntropy(), input: Tensor(randomNormal: [5, 4], seed: UInt64(step)),
    target: [0, 1, 1, 0, 1], phase: .training(seed: 1)
  ).gradients
}
