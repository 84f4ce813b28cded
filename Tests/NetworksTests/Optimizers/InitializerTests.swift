import Networks
import Tensors
import Testing

@Suite("Drawing weights anew")
struct InitializerTests {
  @Test("Only weights change, each by its own path")
  func paths() {
    var (network, longer) = (smallNetwork(), smallNetwork())
    longer.layers.append(Linear(8, 2, seed: 7))
    network.initialize(weights: .heNormal, seed: 389)
    longer.initialize(weights: .heNormal, seed: 389)
    let (tensors, others) = (network.namedTensors, longer.namedTensors)
    for (tensor, other) in zip(tensors, others) { #expect(tensor.value == other.value) }
    for (tensor, before) in zip(tensors, smallNetwork().namedTensors) {
      #expect((tensor.value == before.value) == (tensor.role != .weight))
    }
    #expect(others[2].value.shape == others[4].value.shape && others[2].value != others[4].value)
    network.initialize(weights: .heNormal, seed: 390)
    #expect(network.namedTensors[0].value != tensors[0].value)
  }

  @Test("Spreads follow from the shape")
  func spreads() {
    func spread(_ initializer: WeightInitializer) -> (deviation: Float, largest: Float) {
      var table = Table(weight: Tensor(zeros: [3, 3, 20, 50]))
      table.initialize(weights: initializer, seed: 1)
      let scalars = table.weight.scalars
      let square = scalars.reduce(0) { $0 + $1 * $1 } / Float(scalars.count)
      return (square.squareRoot(), scalars.reduce(0) { max($0, abs($1)) })
    }
    // 3 · 3 · 20 inputs and 3 · 3 · 50 outputs.
    func near(_ a: Float, _ b: Float) -> Bool { abs(a / b - 1) < 0.03 }
    #expect(near(spread(.heNormal).deviation, (2 / Float(180)).squareRoot()))
    #expect(near(spread(.heUniform).deviation, (2 / Float(180)).squareRoot()))
    #expect(near(spread(.glorotNormal).deviation, (2 / Float(630)).squareRoot()))
    #expect(near(spread(.glorotUniform).largest, (6 / Float(630)).squareRoot()))
    #expect(near(spread(.leCunNormal).deviation, (1 / Float(180)).squareRoot()))
    #expect(near(spread(.leCunUniform).largest, (3 / Float(180)).squareRoot()))
    #expect(near(spread(.normal(standardDeviation: 0.02)).deviation, 0.02))
    // Without what lies beyond two deviations, 0.8796 of the deviation is left.
    let truncated = spread(.truncatedNormal(standardDeviation: 0.1))
    #expect(near(truncated.deviation, 0.08796) && truncated.largest <= 0.2)
    #expect(spread(.uniform(in: 0..<0.5)).largest < 0.5)
    #expect(spread(.constant(0.5)) == (0.5, 0.5))
  }

  @Test(
    "Orthogonal weights",
    arguments: [[5, 3], [3, 5], [4, 4], [1, 6], [7], [2, 3, 4], [1, 1], [0, 3]])
  func orthogonal(_ sizes: [Int]) {
    let weights = Tensor(orthogonal: Shape(sizes), gain: 2, seed: 1)
    #expect(weights.shape == Shape(sizes))
    let columns = sizes.last ?? 1
    let matrix = weights.reshaped(to: [weights.count / max(columns, 1), columns])
    let isTall = matrix.shape[0] >= columns
    let product = matrix.matmul(matrix, transposeLeft: isTall, transposeRight: !isTall)
    for row in 0..<product.shape[0] {
      for column in 0..<product.shape[1] {
        #expect(abs(product[row, column] - (row == column ? 4 : 0)) < 1e-5)
      }
    }
  }
}
