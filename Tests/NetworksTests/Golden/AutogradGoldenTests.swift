import Networks
import Tensors
import Testing

/// A composed function with the names of its inputs in the file of golden values.
struct GoldenFunction: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let inputs: [String]
  let function: @Sendable ([Variable]) -> Variable

  init(
    _ name: String, _ inputs: [String], _ function: @escaping @Sendable ([Variable]) -> Variable
  ) {
    testDescription = name
    self.inputs = inputs
    self.function = function
  }
}

private let goldenFunctions: [GoldenFunction] = [
  GoldenFunction("attention", ["q", "k", "v"]) { inputs in
    let (q, k, v) = (inputs[0], inputs[1], inputs[2])
    let weights = (matmul(q, k, transposeRight: true) / 2).softmax()
    return square(matmul(weights, v)).mean()
  },
  GoldenFunction("layerNorm", ["x", "gain", "shift"]) { inputs in
    let x = inputs[0]
    let centred = x - x.mean(axis: -1, keepDimensions: true)
    let deviation = sqrt(x.variance(axis: -1, keepDimensions: true) + 1e-3)
    return tanh(inputs[1] * centred / deviation + inputs[2]).sum()
  },
  GoldenFunction("recurrent", ["x", "w", "u", "b"]) { inputs in
    let (x, w, u, b) = (inputs[0], inputs[1], inputs[2], inputs[3])
    var h = Variable(Tensor(zeros: [2, 3]))
    for step in 0..<4 {
      let input = x.slice(axis: 1, step...step).reshaped(to: [2, 3])
      h = tanh(matmul(input, w) + matmul(h, u) + b)
    }
    return square(leakyReLU(h, slope: 0.2)).sum() + h.logSumExp(axis: 1).mean()
  },
  GoldenFunction("contrast", ["a", "b"]) { inputs in
    let (a, b) = (inputs[0], inputs[1])
    let lengths =
      sqrt(square(a).sum(axis: 1, keepDimensions: true))
      * sqrt(square(b).sum(axis: 1).expandingAxis(at: 0))
    let cosine = matmul(a, b.transposed()) / lengths
    let positive = Variable(stacking: (0..<4).map { cosine[$0, $0] })
    let hardest = (cosine - 2 * Tensor(identity: 4)).max(axis: 1)
    return (0.5 - positive + hardest).maximum(0).mean()
  },
  GoldenFunction("embedding", ["table", "weight"]) { inputs in
    let table = inputs[0]
    let texts = [[4, 0, 4, 2], [1, 4]].map { table[rows: $0].mean(axis: 0) }
    return SoftmaxCrossEntropy()(matmul(Variable(stacking: texts), inputs[1]), [2, 0])
  },
  GoldenFunction("powers", ["x", "y"]) { inputs in
    let (x, y) = (inputs[0], inputs[1])
    let parts = Variable(concatenating: [pow(x, y), (x / y).minimum(x * y), sqrt(sigmoid(x - y))])
    let products = log(x).sum(axis: 0)
    let difference = parts[rows: 1..<6] - abs(parts[rows: ..<5])
    return difference.variance(correction: 1) + products[0] * products[1] * 0.01
  },
]

@Suite("Composed functions agree with PyTorch's autograd")
struct AutogradGoldenTests {
  @Test(arguments: goldenFunctions)
  func valuesAndGradients(_ row: GoldenFunction) throws {
    let golden = try Golden.load("autograd")
    let name = row.testDescription
    let inputs = try row.inputs.map { try golden($0, of: name) }
    let (value, gradients) = Networks.valueAndGradients(of: inputs, row.function)
    #expect(Tensor(value).isClose(to: try golden("value", of: name), tolerance: 2e-6))
    for (input, gradient) in zip(row.inputs, gradients) {
      let expected = try golden("d\(input)", of: name)
      #expect(gradient.isClose(to: expected, tolerance: 5e-6), "by \(input)")
    }
  }

  @Test func everyCaseIsUsed() throws {
    let golden = try Golden.load("autograd")
    #expect(Set(golden.cases.keys) == Set(goldenFunctions.map(\.testDescription)))
  }
}
