import Networks
import Tensors
import Testing

@Suite struct NetworkDescriptionTests {
  @Test func aSequence() throws {
    let network = Sequential {
      Linear(784, 200, seed: 1)
      ReLU()
      Linear(200, 100, seed: 1)
      ReLU()
      Linear(100, 60, seed: 1)
      ReLU()
      Linear(60, 30, seed: 1)
      ReLU()
      Linear(30, 10, seed: 1)
    }
    #expect(
      try network.describe(input: [1, 784]) == """
        name   layer              output    parameters
        ─────  ─────────────────  ────────  ──────────
        0      Linear(784 → 200)  [1, 200]     157,000
        1      ReLU               [1, 200]           0
        2      Linear(200 → 100)  [1, 100]      20,100
        3      ReLU               [1, 100]           0
        4      Linear(100 → 60)   [1, 60]        6,060
        5      ReLU               [1, 60]            0
        6      Linear(60 → 30)    [1, 30]        1,830
        7      ReLU               [1, 30]            0
        8      Linear(30 → 10)    [1, 10]          310
        total                                  185,300
        """)
  }

  @Test func partsOfPartsAndNumbersThatAreNotTrained() throws {
    let network = Sequential {
      Linear(2, 3, seed: 1)
      Sequential {
        ReLU()
        Fixed()
      }
    }
    #expect(
      try network.describe(input: [7, 2]) == """
        name         layer          output  parameters
        ───────────  ─────────────  ──────  ──────────
        0            Linear(2 → 3)  [7, 3]           9
        1.0          ReLU           [7, 3]           0
        1.1          Fixed          [7, 3]           0
        total                                        9
        not trained                              1,500
        """)
  }

  @Test func aGraph() throws {
    let graph = Graph { g in
      let image = g.input("image")
      let tower = g.layer(Linear(4, 4, seed: 1), named: "tower")
      let twice = g.apply(tower, to: g.apply(tower, to: image))
      let parts = g.apply(Split([3, 1]), to: [twice])
      let deep = g.apply(
        Sequential {
          Linear(3, 2, seed: 1)
          Tanh()
        }, to: parts[0], named: "deep")
      g.output(g.apply(Concatenate(), to: deep, parts[1]))
    }
    #expect(
      try graph.describe(inputs: [[1, 4]]) == """
        name         layer          output         parameters
        ───────────  ─────────────  ─────────────  ──────────
        image        input          [1, 4]
        tower        Linear(4 → 4)  [1, 4]                 20
        tower#2      Linear(4 → 4)  [1, 4]             shared
        split        Split([3, 1])  [1, 3] [1, 1]           0
        deep.0       Linear(3 → 2)  [1, 2]                  8
        deep.1       Tanh           [1, 2]                  0
        concatenate  Concatenate    [1, 3]                  0
        total                                              28
        """)
    #expect(try graph.describe(input: [1, 4]) == graph.describe(inputs: [[1, 4]]))
  }

  @Test func oneLayer() throws {
    #expect(
      try Linear(3, 2, seed: 1).describe(input: [1, 3]) == """
        name   layer          output  parameters
        ─────  ─────────────  ──────  ──────────
        -      Linear(3 → 2)  [1, 2]           8
        total                                  8
        """)
  }

  @Test func aMistakeIsNamedByItsPlace() {
    let network = Sequential {
      ReLU()
      Sequential {
        Linear(2, 3, seed: 1)
        Linear(4, 2, seed: 1)
      }
    }
    #expect(
      message { try network.describe(input: [7, 2]) }.hasPrefix(
        "1.1: Linear(4 → 2): the number of features does not fit"))
  }
}

private struct Fixed: Layer {
  var table = Tensor(zeros: [1500])

  func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }

  func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Void) { (input, ()) }

  func backward(_ outputGradient: Tensor, context: Void, needsInputGradient: Bool) -> LayerGradients
  {
    LayerGradients(input: outputGradient)
  }

  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("table"), .frozen, &table)
  }
}
