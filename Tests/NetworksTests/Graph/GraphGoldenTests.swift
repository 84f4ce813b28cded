import Networks
import Tensors
import Testing

@Suite struct GraphGoldenTests {
  /// A skip connection, a layer used twice, and two heads.
  private static let graph = Graph { g in
    let x = g.input("x")
    let hidden = g.apply(Tanh(), to: g.apply(Linear(3, 3, seed: 1), to: x, named: "hidden"))
    let tower = g.layer(Linear(3, 4, seed: 1), named: "tower")
    let skipped = g.apply(Sum(), to: x, hidden)
    let product = g.apply(Multiply(), to: g.apply(tower, to: skipped), g.apply(tower, to: hidden))
    let halves = g.apply(Split([2, 2]), to: [product])
    let joined = g.apply(Concatenate(), to: product, skipped)
    let mean = g.apply(Mean(), to: halves[0], halves[1])
    g.output(g.apply(Linear(7, 2, seed: 1), to: joined, named: "digit"))
    g.output(g.apply(Linear(2, 1, seed: 1), to: mean, named: "slant"))
  }

  @Test func agreesWithPyTorch() throws {
    let golden = try Golden.load("graphs")
    func tensor(_ name: String) throws -> Tensor { try golden(name, of: "twoHeads") }
    var graph = Self.graph
    let paths = graph.namedTensors.map(\.path)
    let values = try paths.map(tensor)
    var next = 0
    graph.visitTensors(at: .root) { _, _, value in
      value = values[next]
      next += 1
    }
    let x = try tensor("x")
    let outputs = graph([x])
    #expect(outputs[0].isClose(to: try tensor("digit"), tolerance: 2e-6))
    #expect(outputs[1].isClose(to: try tensor("slant"), tolerance: 2e-6))
    let (losses, gradients) = graph.valueAndGradients(
      [SoftmaxCrossEntropy(), SquaredError()], inputs: [x],
      targets: [try tensor("digits"), try tensor("slants")], weights: [1, 0.5],
      phase: .training(seed: 1))
    #expect(Tensor(losses[0]).isClose(to: try tensor("digitLoss"), tolerance: 2e-6))
    #expect(Tensor(losses[1]).isClose(to: try tensor("slantLoss"), tolerance: 2e-6))
    for (path, gradient) in zip(paths, gradients.tensors) {
      #expect(gradient.isClose(to: try tensor("d \(path)"), tolerance: 4e-6), "\(path)")
    }
  }

  @Test func layersOfAnyTypeStandInALoop() {
    let layers: [any Layer] = [Linear(3, 4, seed: 1), ReLU(), Linear(4, 2, seed: 2)]
    let graph = Graph { g in
      var value = g.input("x")
      for layer in layers { value = g.apply(layer, to: value) }
      g.output(value)
    }
    let x = Tensor(randomNormal: [5, 3], seed: 1)
    #expect(graph(x) == Sequential(layers)(x))
    #expect(graph.outputNames == ["linear2"])
  }
}
