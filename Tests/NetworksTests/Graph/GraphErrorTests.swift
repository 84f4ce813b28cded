import Networks
import Tensors
import Testing

@Suite struct GraphErrorTests {
  @Test func theFailingNodeIsNamedByItsPath() {
    let graph = Graph { g in
      let x = g.input("x")
      let y = g.apply(
        Sequential {
          Linear(3, 2, seed: 1)
          Linear(3, 2, seed: 1)
        }, to: x, named: "body")
      g.output(y)
    }
    #expect(
      message { try graph.outputShapes(for: [[5, 3]]) } == """
        body.1: Linear(3 → 2): the number of features does not fit
          expected: [samples, 3]
          got:      [5, 2]
          help:     give the layer before as many outputs as this one has inputs
        """)
    #expect(
      message { try Sequential { graph }.outputShape(for: [5, 3]) }.hasPrefix(
        "0.body.1: Linear(3 → 2): the number"))
    let merge = Graph { g in
      let x = g.input("x")
      let y = g.input("y")
      g.output(g.apply(Concatenate(axis: 1), to: x, y, named: "joined"))
    }
    #expect(
      message { try merge.outputShapes(for: [[5, 3], [4, 3]]) }.hasPrefix(
        "joined: Concatenate(axis: 1): the inputs differ on another axis"))
    let deep = Sequential {
      Residual {
        Graph { g in g.output(g.apply(Linear(2, 2, seed: 1), to: g.input("x"))) }
      }
    }
    #expect(
      message { try deep.outputShape(for: [1, 3]) }.hasPrefix(
        "0.body.0.linear: Linear(2 → 2): the number"))
  }

  @Test func inputsAndOutputs() {
    let graph = Graph { g in
      let x = g.input("left")
      let y = g.input("right")
      g.output(g.apply(Sum(), to: x, y), named: "sum")
      g.output(g.apply(Mean(), to: x, y), named: "mean")
    }
    #expect(
      message { try graph.outputShapes(for: [[5, 3]]) } == """
        Graph(2 inputs → 2 outputs, 2 layers): the number of inputs does not fit
          expected: left, right
          got:      1 inputs
          help:     pass one tensor for every input of the graph, in this order
        """)
    #expect(
      message { try graph.outputShape(for: [5, 3]) } == """
        Graph(2 inputs → 2 outputs, 2 layers): the graph is no layer
          expected: 1 input and 1 output
          got:      inputs left, right and outputs sum, mean
          help:     pass an array of tensors to a graph with several inputs or outputs
        """)
  }

  @Test func aNameUsedTwice() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Graph { g in
        let x = g.input("x")
        g.output(g.apply(Linear(2, 2, seed: 1), to: g.apply(ReLU(), to: x, named: "a"), named: "a"))
      }
    }
    #expect(
      text(result).contains(
        """
        Graph: two layers are called "a"
          expected: a name for each
          got:      the same name
          help:     to use one layer twice, add it with g.layer(…) and apply that
        """))
  }

  @Test func noOutput() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Graph { g in g.apply(ReLU(), to: g.input("x")) }
    }
    #expect(text(result).contains("Graph: the graph has no output\n  expected: g.output(value)"))
  }

  @Test func aValueOfAnotherGraph() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var foreign: [GraphBuilder.Value] = []
      _ = Graph { g in
        foreign.append(g.apply(ReLU(), to: g.input("x")))
        g.output(foreign[0])
      }
      _ = Graph { g in g.output(foreign[0]) }
    }
    #expect(text(result).contains("Graph: the value is of another graph"))
  }

  @Test func severalOutputsWithoutBrackets() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Graph { g in g.output(g.apply(Split([1, 1]), to: g.input("x"))) }
    }
    #expect(text(result).contains("Graph: Split([1, 1]) has not one output"))
  }

  @Test func aLayerThatIsNotThere() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let graph = Graph { g in g.output(g.apply(ReLU(), to: g.input("x"), named: "rectifier")) }
      _ = graph["relu"]
    }
    #expect(
      text(result).contains(
        """
        Graph: there is no layer "relu" with one input and one output
          expected: rectifier
          got:      relu
        """))
  }

  private func text(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }
}
