import Networks
import Tensors
import Testing

@Suite("Linear")
struct LinearTests {
  /// W of 3 inputs and 2 outputs, and b.
  private let layer = Linear(weight: [[1, 2], [3, 4], [5, 6]], bias: [10, 20])

  @Test("y = x W + b, and the derivatives of the lecture")
  func formulas() {
    let (y, context) = layer.forward([[1, 0, -1], [2, 1, 0]], phase: .training(seed: 1))
    #expect(y == [[6, 16], [15, 28]])
    let gradients = layer.backward([[1, 2], [3, 4]], context: context)
    #expect(gradients.input == [[5, 11, 17], [11, 25, 39]])
    #expect(gradients.parameters.tensors == [[[7, 10], [3, 4], [-1, -2]], [4, 6]])
  }

  @Test("The layer works on the last axis, whatever stands in front")
  func sequences() throws {
    let x = Tensor(randomNormal: [4, 5, 3], seed: 1)
    let dy = Tensor(randomNormal: [4, 5, 2], seed: 2)
    #expect(try layer.outputShape(for: x.shape) == [4, 5, 2])
    let (y, context) = layer.forward(x, phase: .evaluation)
    let (rows, rowContext) = layer.forward(x.reshaped(to: [20, 3]), phase: .evaluation)
    #expect(y == rows.reshaped(to: [4, 5, 2]))
    let gradients = layer.backward(dy, context: context)
    let rowGradients = layer.backward(dy.reshaped(to: [20, 2]), context: rowContext)
    #expect(gradients.input == rowGradients.input?.reshaped(to: [4, 5, 3]))
    #expect(gradients.parameters.tensors == rowGradients.parameters.tensors)
  }

  @Test("A sample has the same output in every batch", arguments: [200, 10])
  func batches(outputs: Int) {
    let layer = Linear(100, outputs, seed: 1)
    let x = Tensor(randomNormal: [64, 100], seed: 2)
    let y = layer(x)
    #expect(layer(x[rows: 0..<32]).isClose(to: y[rows: 0..<32], tolerance: 1e-5))
    #expect(layer(x[rows: 63..<64]).isClose(to: y[rows: 63..<64], tolerance: 1e-5))
  }

  @Test("A batch without samples gives no outputs and derivatives of zero")
  func noSamples() {
    let (y, context) = layer.forward(Tensor(zeros: [0, 3]), phase: .training(seed: 1))
    #expect(y.shape == [0, 2])
    let gradients = layer.backward(Tensor(zeros: [0, 2]), context: context)
    #expect(gradients.input?.shape == [0, 3])
    #expect(gradients.parameters.tensors == [Tensor(zeros: [3, 2]), Tensor(zeros: [2])])
  }

  @Test("A layer without inputs gives its bias, also to sequences")
  func noInputs() {
    let layer = Linear(weight: Tensor(zeros: [0, 2]), bias: [10, 20])
    let (y, context) = layer.forward(Tensor(zeros: [1, 2, 0]), phase: .training(seed: 1))
    #expect(y == [[[10, 20], [10, 20]]])
    let gradients = layer.backward([[[1, 2], [3, 4]]], context: context)
    #expect(gradients.input?.shape == [1, 2, 0])
    #expect(gradients.parameters.tensors == [Tensor(zeros: [0, 2]), [4, 6]])
  }

  @Test("Nobody asks for the input's derivative below the first layer")
  func firstLayer() {
    let (_, context) = layer.forward([[1, 2, 3]], phase: .training(seed: 1))
    let gradients = layer.backward([[1, 1]], context: context, needsInputGradient: false)
    #expect(gradients.input == nil)
    #expect(gradients.parameters.tensors.count == 2)
  }

  @Test("Weights are drawn from the seed, biases are zero, both are visited")
  func parameters() {
    let layer = Linear(784, 200, seed: 389)
    #expect(layer.summary == "Linear(784 → 200)")
    #expect(layer.weight == Tensor(heUniform: [784, 200], seed: 389))
    #expect(layer.bias == Tensor(zeros: [200]))
    #expect(layer.namedTensors.map(\.path) == ["weight", "bias"])
    #expect(layer.namedTensors.map(\.role) == [.weight, .bias])
    #expect(layer.parameterCount == 157_000)
  }

  @Test(
    "A wrong shape is explained",
    arguments: [
      ([5, 4], "give the layer before as many outputs as this one has inputs"),
      ([5, 2, 2], "put a Flatten() before the layer, or give it 4 inputs"),
      ([3], "the first axis counts samples: insert it with expandingAxis(at: 0)"),
    ])
  func shapes(shape: [Int], help: String) {
    let error = #expect(throws: ShapeError.self) { try layer.outputShape(for: Shape(shape)) }
    #expect(
      error?.description == """
        Linear(3 → 2): the number of features does not fit
          expected: [samples, 3]
          got:      \(shape)
          help:     \(help)
        """)
  }
}
