import Networks
import Tensors
import Testing

@Suite("What optimizers remember")
struct OptimizerStateTests {
  @Test("A training goes on as if it had not been interrupted", arguments: allOptimizers)
  func resume(_ row: TrajectoryCase) throws {
    var optimizer = row.optimizer
    var network = smallNetwork()
    for step in 0..<3 { optimizer.update(&network, with: gradients(of: network, step)) }
    var resumed = row.optimizer
    try resumed.restoreState(optimizer.namedState)
    #expect(resumed.namedState.map(\.name) == optimizer.namedState.map(\.name))
    var other = network
    for step in 3..<6 {
      optimizer.update(&network, with: gradients(of: network, step))
      resumed.update(&other, with: gradients(of: other, step))
    }
    #expect(network.namedTensors.map(\.value) == other.namedTensors.map(\.value))
    #expect(resumed.namedState.map(\.name) == optimizer.namedState.map(\.name))
    #expect(resumed.namedState.map(\.value) == optimizer.namedState.map(\.value))
  }

  @Test("The names say what the numbers are")
  func names() {
    func names(_ optimizer: some Optimizer) -> [String] {
      var (optimizer, model) = (optimizer, Table(weight: [[1, 2]]))
      optimizer.update(&model, with: Gradients([model.weight]))
      return optimizer.namedState.map(\.name)
    }
    #expect(names(StochasticGradientDescent(learningRate: 1)) == [])
    #expect(names(Momentum(learningRate: 1)) == ["weight.velocity", "weight.step"])
    #expect(names(Nesterov(learningRate: 1)) == ["weight.velocity", "weight.step"])
    #expect(names(RMSProp()) == ["weight.meanSquare", "weight.step"])
    #expect(
      names(RMSProp(momentum: 0.5)) == ["weight.meanSquare", "weight.velocity", "weight.step"])
    #expect(names(AdaGrad()) == ["weight.squareSum", "weight.step"])
    #expect(names(Adam()) == ["weight.firstMoment", "weight.secondMoment", "weight.step"])
    #expect(names(AdamW()) == ["weight.firstMoment", "weight.secondMoment", "weight.step"])
  }

  @Test("The state of a parameter that is frozen now is kept")
  func frozen() throws {
    var optimizer = Momentum(learningRate: 0.1)
    var model = Freezable(weight: [[1]], other: [[1]], isFrozen: false)
    let both = Gradients([Tensor(rows: [[1]]), Tensor(rows: [[2]])])
    optimizer.update(&model, with: both)
    var resumed = Momentum(learningRate: 0.1)
    try resumed.restoreState(optimizer.namedState)
    model.isFrozen = true
    resumed.update(&model, with: Gradients([Tensor(rows: [[2]])]))
    model.isFrozen = false
    resumed.update(&model, with: both)
    let state = Dictionary(uniqueKeysWithValues: resumed.namedState.map { ($0.name, $0.value) })
    #expect(state["weight.velocity"] == [[1.9]])
    #expect(state["weight.step"]?.scalar == 2)
    #expect(state["other.step"]?.scalar == 3)
  }

  @Test("A state of another rule is refused")
  func otherRule() {
    var momentum = Momentum(learningRate: 0.1)
    #expect(
      text { try momentum.restoreState([("weight.firstMoment", [[1]])]) } == """
        Momentum: the state is not one of this rule
          expected: names that end in .velocity, .step
          got:      weight.firstMoment
          help:     restore it into the kind of optimizer that saved it
        """)
    var descent = StochasticGradientDescent(learningRate: 0.1)
    #expect(
      text { try descent.restoreState([("weight.velocity", [[1]])]) } == """
        StochasticGradientDescent: the state is not one of this rule
          expected: no state: the rule has no memory
          got:      weight.velocity
          help:     restore it into the kind of optimizer that saved it
        """)
    #expect(text { try descent.restoreState([]) } == nil)
    #expect(
      text { try momentum.restoreState([("weight.step", [-1])]) } == """
        Momentum: a count of steps is none
          expected: a whole number for weight.step
          got:      -1.0
          help:     the file may be damaged: restore an older one
        """)
    #expect(text { try momentum.restoreState([("weight.step", Tensor(.nan))]) } != nil)
    #expect(text { try momentum.restoreState([("weight.step", [1, 2])]) } != nil)
  }

  private func text(_ body: () throws -> Void) -> String? {
    do { try body() } catch { return "\(error)" }
    return nil
  }
}
