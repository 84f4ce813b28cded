import Networks
import Tensors
import Testing

@Suite struct GraphTests {
  private static let twoHeads = Graph { g in
    let image = g.input("image")
    let hidden = g.apply(ReLU(), to: g.apply(Linear(6, 4, seed: 1), to: image, named: "hidden"))
    g.output(g.apply(Linear(4, 3, seed: 2), to: hidden, named: "digit"))
    g.output(g.apply(Linear(4, 1, seed: 3), to: hidden, named: "slant"), named: "angle")
  }

  @Test func namesAndPaths() {
    let graph = Self.twoHeads
    #expect(graph.inputNames == ["image"])
    #expect(graph.outputNames == ["digit", "angle"])
    #expect(
      graph.namedTensors.map(\.path) == [
        "hidden.weight", "hidden.bias", "digit.weight", "digit.bias", "slant.weight", "slant.bias",
      ])
    #expect(graph.parameterCount == 6 * 4 + 4 + 4 * 3 + 3 + 4 + 1)
    #expect(graph.summary == "Graph(1 input → 2 outputs, 4 layers)")
    #expect(graph.outputCount == 2)
  }

  @Test func layersWithoutANameAreNumbered() {
    let graph = Graph { g in
      let x = g.input("x")
      let y = g.apply(Linear(2, 2, seed: 1), to: g.apply(Linear(2, 2, seed: 2), to: x))
      let z = g.apply(Residual { Linear(2, 2, seed: 1) }, to: y)
      g.output(g.apply(Sum(), to: x, z))
    }
    #expect(
      graph.namedTensors.map(\.path) == [
        "linear.weight", "linear.bias", "linear2.weight", "linear2.bias", "residual.body.0.weight",
        "residual.body.0.bias",
      ])
    #expect(graph.outputNames == ["sum"])
  }

  @Test func aChainIsASequence() {
    let first = Linear(3, 5, seed: 1)
    let last = Linear(5, 2, seed: 2)
    let chain = Graph { g in
      g.output(g.apply(last, to: g.apply(ReLU(), to: g.apply(first, to: g.input("x")))))
    }
    let sequence = Sequential {
      first
      ReLU()
      last
    }
    let x = Tensor(randomNormal: [4, 3], seed: 1)
    let target: Tensor = [0, 1, 1, 0]
    let phase = Phase.training(seed: 3)
    let ours = chain.valueAndGradients(
      SoftmaxCrossEntropy(), input: x, target: target, phase: phase)
    let theirs = sequence.valueAndGradients(
      SoftmaxCrossEntropy(), input: x, target: target, phase: phase)
    #expect(ours.loss == theirs.loss)
    #expect(
      Set(ours.gradients.tensors.map(\.scalars)) == Set(theirs.gradients.tensors.map(\.scalars)))
  }

  @Test func sharedWeightsAddUpTheirDerivatives() {
    let layer = Linear(3, 2, seed: 1)
    let graph = Graph { g in
      let left = g.input("left")
      let right = g.input("right")
      let tower = g.layer(layer, named: "tower")
      g.output(g.apply(tower, to: left), named: "a")
      g.output(g.apply(tower, to: right), named: "b")
    }
    #expect(graph.namedTensors.map(\.path) == ["tower.weight", "tower.bias"])
    let x = Tensor(randomNormal: [4, 3], seed: 1)
    let y = Tensor(randomNormal: [4, 3], seed: 2)
    let dy = Tensor(randomNormal: [4, 2], seed: 3)
    let (_, context) = graph.forward([x, y], phase: .evaluation)
    func alone(_ x: Tensor) -> [Tensor] { layer.backward(dy, context: x).parameters.tensors }
    func together(_ gradients: [Tensor?]) -> [Tensor] {
      graph.backward(gradients, context: context, needsInputGradients: [false, false])
        .parameters.tensors
    }
    #expect(together([dy, dy]) == zip(alone(y), alone(x)).map(+))
    #expect(together([dy, nil]) == alone(x))
    #expect(together([nil, nil]) == [Tensor(zeros: [3, 2]), [0, 0]])
  }

  @Test func sharedRowsStayRows() throws {
    let graph = Graph { g in
      let x = g.input("x")
      let table = g.layer(RowLookup(), named: "table")
      g.output(g.apply(table, to: x), named: "a")
      g.output(g.apply(table, to: x), named: "b")
    }
    let (_, context) = graph.forward([[[2]]], phase: .evaluation)
    let result = graph.backward([[[5]], [[7]]], context: context, needsInputGradients: [false])
    guard case .rows(let rows, let values, let shape) = result.parameters.entries[0] else {
      Issue.record("the gradient is dense")
      return
    }
    #expect(rows == [2] && values == [[12]] && shape == [4, 1])
  }

  @Test func aHeadWithoutALossHasNoDerivative() {
    let (outputs, context) = Self.twoHeads.forward([Tensor(ones: [2, 6])], phase: .evaluation)
    let result = Self.twoHeads.backward(
      [outputs[0], nil], context: context, needsInputGradients: [false])
    #expect(result.inputs == [nil])
    let tensors = result.parameters.tensors
    #expect(tensors.count == 6)
    #expect(tensors[4] == Tensor(zeros: [4, 1]) && tensors[5] == [0])
    #expect(tensors[3] == outputs[0].sum(axis: 0))
  }

  @Test func whatNobodyNeedsIsNotComputed() {
    let log = Log()
    let graph = Graph { g in
      let x = g.input("x")
      let first = g.apply(Probe(log: log, name: "before"), to: x)
      let weighted = g.apply(Linear(2, 2, seed: 1), to: first)
      let last = g.apply(Probe(log: log, name: "after"), to: weighted)
      g.apply(Probe(log: log, name: "aside"), to: last)
      g.output(last)
    }
    let (y, context) = graph.forward([Tensor(ones: [1, 2])], phase: .evaluation)
    #expect(log.entries == ["before", "after"])
    log.entries = []
    _ = graph.backward(y, context: context, needsInputGradients: [false])
    #expect(log.entries == ["after, input true"])
    log.entries = []
    _ = graph.backward(y, context: context, needsInputGradients: [true])
    #expect(log.entries == ["after, input true", "before, input true"])
  }

  @Test func everyNodeHasItsOwnRandomNumbers() {
    let log = Log()
    let graph = Graph { g in
      let x = g.input("x")
      let shared = g.layer(Probe(log: log, name: "seed"))
      g.output(g.apply(shared, to: g.apply(shared, to: x)))
    }
    _ = graph.forward([Tensor(ones: [1, 2])], phase: .training(seed: 1))
    #expect(Set(log.seeds).count == 2)
  }

  @Test func aHeadCanBeReplaced() {
    var graph = Self.twoHeads
    graph["digit"] = Linear(4, 26, seed: 9)
    #expect(graph([Tensor(ones: [2, 6])]).map(\.shape) == [[2, 26], [2, 1]])
    #expect(graph["digit"].summary == "Linear(4 → 26)")
    #expect(Self.twoHeads["digit"].summary == "Linear(4 → 3)")
  }

  @Test func aGraphTrains() {
    var graph = Self.twoHeads
    let x = Tensor(randomNormal: [8, 6], seed: 1)
    var optimizer = StochasticGradientDescent(learningRate: 0.1)
    var sums: [Float] = []
    for step in 0..<20 {
      let (losses, gradients) = graph.valueAndGradients(
        [SoftmaxCrossEntropy(), SquaredError()], inputs: [x],
        targets: [[0, 1, 2, 0, 1, 2, 0, 1], [1, 2, 3, 1, 2, 3, 1, 2]],
        phase: .training(seed: UInt64(step)))
      sums.append(losses[0] + losses[1])
      optimizer.update(&graph, with: gradients)
    }
    #expect(sums[19] < 0.5 * sums[0])
  }

  @Test func lossesAreWeighed() {
    let x = Tensor(randomNormal: [2, 6], seed: 1)
    func gradients(_ losses: [(any Loss)?], _ weights: [Float]?) -> [Tensor] {
      let result = Self.twoHeads.valueAndGradients(
        losses, inputs: [x], targets: [[0, 1], [1, 2]], weights: weights,
        phase: .training(seed: 1))
      #expect((result.losses[0] == 0) == (losses[0] == nil))
      return result.gradients.tensors
    }
    let digit = gradients([SoftmaxCrossEntropy(), nil], nil)
    let slant = gradients([nil, SquaredError()], nil)
    let both = gradients([SoftmaxCrossEntropy(), SquaredError()], [2, 0.5])
    for index in both.indices {
      #expect(both[index].isClose(to: 2 * digit[index] + 0.5 * slant[index], tolerance: 1e-6))
    }
  }

  @Test func asManyLossesAsOutputs() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Split([1, 1]).valueAndGradients(
        [SquaredError()], inputs: [[[1, 2]]], targets: [[[1]]], phase: .evaluation)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      text.contains(
        """
        Split([1, 1]): losses, targets and weights do not fit the outputs
          expected: 2 of each, one for every output
          got:      1 losses, 1 targets and 1 weights
          help:     pass nil for an output that has no loss
        """))
  }

  @Test func statisticsOfASharedLayerAreAveraged() {
    let graph = Graph { g in
      let x = g.input("x")
      let y = g.input("y")
      let counter = g.layer(Averager(), named: "counter")
      g.output(g.apply(counter, to: x), named: "a")
      g.output(g.apply(counter, to: y), named: "b")
    }
    let ones = Tensor(ones: [1, 2])
    let (outputs, context) = graph.forward([2 * ones, 4 * ones], phase: .training(seed: 1))
    func statistics(_ gradients: [Tensor?]) -> [Tensor] {
      graph.backward(gradients, context: context, needsInputGradients: [true, true])
        .parameters.tensors
    }
    #expect(statistics(outputs) == [[3]])
    // A layer that was not reached keeps its running average.
    #expect(statistics([nil, nil]) == [[7]])
  }
}

/// Notes what is asked of it.
private struct Probe: Layer {
  let log: Log
  var name = ""

  func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }

  func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Void) {
    log.entries.append(name)
    log.seeds.append(phase.seed)
    return (input, ())
  }

  func backward(_ outputGradient: Tensor, context: Void, needsInputGradient: Bool) -> LayerGradients
  {
    log.entries.append("\(name), input \(needsInputGradient)")
    return LayerGradients(input: outputGradient)
  }
}

/// One thread writes, and reads afterwards.
private final class Log: @unchecked Sendable {
  var entries: [String] = []
  var seeds: [UInt64] = []
}

/// Looks a row up.
private struct RowLookup: Layer {
  var weight: Tensor = [[0], [1], [2], [3]]

  func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }

  func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Int) {
    (weight[rows: 2..<3], Int(input.scalars[0]))
  }

  func backward(_ outputGradient: Tensor, context row: Int, needsInputGradient: Bool)
    -> LayerGradients
  {
    LayerGradients(
      input: nil,
      parameters: Gradients([.rows([row], values: outputGradient, shape: weight.shape)]))
  }

  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("weight"), .weight, &weight)
  }
}

/// Keeps the mean of its inputs as a running average.
private struct Averager: Layer {
  var mean: Tensor = [7]

  func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }

  func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Float) {
    (input, input.mean())
  }

  func backward(_ outputGradient: Tensor, context mean: Float, needsInputGradient: Bool)
    -> LayerGradients
  {
    LayerGradients(input: outputGradient, parameters: Gradients([Tensor([mean])]))
  }

  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("mean"), .statistic(momentum: 0.1), &mean)
  }
}
