import Networks
import Tensors
import Testing

/// A network of the lectures' layers, with a batch.
struct NetworkCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let network: Sequential
  let input: Tensor
  let labels: Tensor
}

private let networkCases: [NetworkCase] = [
  NetworkCase(
    testDescription: "images",
    network: Sequential {
      Convolution(kernel: (3, 3), inputs: 2, outputs: 3, padding: .same, seed: 1)
      BatchNormalization(3)
      ReLU()
      MaxPooling(size: 2)
      Dropout(0.25)
      Flatten()
      Linear(12, 5, seed: 2)
      LayerNormalization(5)
    }, input: Tensor(randomNormal: [4, 4, 4, 2], seed: 3), labels: [0, 4, 2, 1]),
  NetworkCase(
    testDescription: "texts",
    network: Sequential {
      Embedding(7, 3, seed: 1)
      LSTM(3, 4, returnsSequences: true, seed: 2)
      SelfAttention(4, heads: 2, seed: 3)
      LastStep()
      Sequential {
        Linear(4, 3, seed: 4)
        Tanh()
      }
    }, input: [[0, 3, 6, 3], [1, 2, 2, 5]], labels: [2, 0]),
]

@Suite("Whole networks on a tape")
struct TracedNetworkTests {
  @Test(arguments: networkCases)
  func gradientsAreThoseOfTheLayers(_ row: NetworkCase) {
    let phase = Phase.training(seed: 5)
    let expected = row.network.valueAndGradients(
      SoftmaxCrossEntropy(), input: row.input, target: row.labels, phase: phase)
    let (loss, gradients) = row.network.valueAndGradients(phase: phase) { network in
      SoftmaxCrossEntropy()(network(row.input), row.labels)
    }
    #expect(loss == expected.loss)
    #expect(gradients.tensors == expected.gradients.tensors)
    // One layer after the other, each finds its tensors; the phases are those of the whole.
    let (again, slopes) = row.network.valueAndGradients { network in
      var value = Variable(row.input)
      for (index, layer) in network.layers.enumerated() {
        value = layer(value, phase: phase.part(index))
      }
      return SoftmaxCrossEntropy()(value, row.labels)
    }
    #expect(again == loss)
    for (a, b) in zip(slopes.tensors, gradients.tensors) { #expect(a.isClose(to: b)) }
  }

  @Test func graphsHaveSeveralOutputs() {
    let network = Graph { g in
      let x = g.input("x")
      let hidden = g.apply(Tanh(), to: g.apply(Linear(3, 4, seed: 1), to: x, named: "hidden"))
      g.output(g.apply(Linear(4, 3, seed: 2), to: hidden, named: "class"))
      g.output(g.apply(Linear(4, 1, seed: 3), to: hidden, named: "size"))
    }
    let x = Tensor(randomNormal: [5, 3], seed: 4)
    let (labels, sizes): (Tensor, Tensor) = ([0, 1, 2, 1, 0], [[1], [2], [3], [4], [5]])
    let expected = network.valueAndGradients(
      [SoftmaxCrossEntropy(), SquaredError()], inputs: [x], targets: [labels, sizes],
      weights: [1, 0.5], phase: .evaluation)
    let (loss, gradients) = network.valueAndGradients(phase: .evaluation) { network in
      let outputs = network([Variable(x)])
      return SoftmaxCrossEntropy()(outputs[0], labels) + 0.5 * SquaredError()(outputs[1], sizes)
    }
    #expect(abs(loss - expected.losses[0] - 0.5 * expected.losses[1]) < 1e-5)
    for (a, b) in zip(gradients.tensors, expected.gradients.tensors) { #expect(a.isClose(to: b)) }
  }

  @Test func inputsOfTrainedNetworksHaveDerivatives() {
    let row = networkCases[0]
    let report = GradientCheck.check(at: row.input + 0.01) { x in
      square(Sequential(Array(row.network.layers.dropLast(6)))(x)).mean()
    }
    #expect(report.passed, "\(report)")
  }
}
