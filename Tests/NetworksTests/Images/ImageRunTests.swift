import Networks
import Tensors
import Testing

@Suite("Image layers in a row")
struct ImageRunTests {
  /// A network with every layer that can stand in a run, and the same layers one by one.
  private let layers: [any Layer] = [
    Convolution(kernel: (3, 3), inputs: 2, outputs: 5, padding: .same, seed: 1), ReLU(),
    MaxPooling(size: 3, stride: 2), Dropout(0.25),
    Convolution(kernel: (2, 2), inputs: 5, outputs: 3, stride: 2, padding: .same, seed: 2),
    BatchNormalization(3), ReLU(), LocalResponseNormalization(size: 3, alpha: 1), ReLU(),
    AveragePooling(size: 2, stride: 1), Flatten(), Linear(6, 4, seed: 3), Dropout(0.5),
  ]

  @Test(arguments: [1, 5, 16, 17, 33])
  func equalsTheLayersOneByOne(_ samples: Int) throws {
    try compare(layers, Tensor(randomNormal: [samples, 9, 11, 2], seed: 4))
  }

  @Test func activationsJoinARun() throws {
    let activations: [any Layer] = [
      Tanh(), Sigmoid(), LeakyReLU(slope: 0.2), ELU(), GELU(), SoftPlus(), ReLU(),
    ]
    let layers = activations.flatMap { activation -> [any Layer] in
      [Convolution(kernel: (2, 2), inputs: 2, outputs: 2, padding: .same, seed: 1), activation]
    }
    try compare(layers, Tensor(randomNormal: [3, 4, 5, 2], seed: 2))
  }

  private func compare(_ layers: [any Layer], _ x: Tensor) throws {
    let phase = Phase.training(seed: 5)
    let network = Sequential(layers)
    let (y, context) = network.forward(x, phase: phase)
    let dy = Tensor(randomNormal: y.shape, seed: 6)
    let gradients = network.backward(dy, context: context)

    var value = x
    var steps: [(Tensor) -> LayerGradients] = []
    for (index, layer) in layers.enumerated() {
      func step<L: Layer>(_ layer: L) {
        let (output, context) = layer.forward(value, phase: phase.part(index))
        value = output
        steps.append { layer.backward($0, context: context) }
      }
      step(layer)
    }
    #expect(y == value)
    var gradient = dy
    var parameters: [Tensor] = []
    for step in steps.reversed() {
      let result = step(gradient)
      gradient = try #require(result.input)
      parameters = result.parameters.tensors + parameters
    }
    #expect(gradients.input == gradient)
    #expect(gradients.parameters.tensors == parameters)
  }

  @Test func lectureNetworkHasTheLecturesShapes() throws {
    var random = RandomGenerator(seed: 1)
    let first = Convolution(
      kernel: (5, 5), inputs: 1, outputs: 4, stride: 1, padding: .same, using: &random)
    let second = Convolution(
      kernel: (4, 4), inputs: 4, outputs: 8, stride: 2, padding: .same, using: &random)
    let third = Convolution(
      kernel: (4, 4), inputs: 8, outputs: 12, stride: 2, padding: .same, using: &random)
    #expect(try first.outputShape(for: [64, 28, 28, 1]) == [64, 28, 28, 4])
    #expect(try second.outputShape(for: [64, 28, 28, 4]) == [64, 14, 14, 8])
    #expect(try third.outputShape(for: [64, 14, 14, 8]) == [64, 7, 7, 12])
  }

  @Test func firstLayerHasNoInputGradient() {
    let network = Sequential {
      Reshape([4, 4, 1])
      Convolution(kernel: (2, 2), inputs: 1, outputs: 2, seed: 1)
      Flatten()
    }
    let (y, context) = network.forward(Tensor(randomNormal: [3, 16], seed: 2), phase: .evaluation)
    let without = network.backward(y, context: context, needsInputGradient: false)
    let with = network.backward(y, context: context)
    #expect(without.input == nil)
    #expect(with.input?.shape == [3, 16])
    #expect(without.parameters.tensors == with.parameters.tensors)
  }

  @Test func noSamples() throws {
    let network = Sequential {
      Convolution(kernel: (2, 2), inputs: 1, outputs: 2, seed: 1)
      ReLU()
      MaxPooling(size: 2)
      Flatten()
    }
    let (y, context) = network.forward(Tensor(zeros: [0, 5, 5, 1]), phase: .training(seed: 1))
    #expect(y.shape == [0, 8])
    let gradients = network.backward(y, context: context)
    #expect(gradients.input?.shape == [0, 5, 5, 1])
    #expect(gradients.parameters.tensors == [Tensor(zeros: [2, 2, 1, 2]), Tensor(zeros: [2])])
  }

  @Test func blocksAndBack() {
    for shape in [[1, 1], [16, 16], [17, 33], [5, 3, 7], [33, 2, 3, 5]] as [Shape] {
      let x = Tensor(randomNormal: shape, seed: 1)
      #expect(ImageBlocks(x).tensor == x)
    }
  }

  @Test func lanesWithoutSamplesStaySilent() {
    // Without an image the sum of squares is zero, and its power infinite.
    let network = Sequential {
      Convolution(kernel: (2, 2), inputs: 1, outputs: 2, padding: .same, seed: 1)
      LocalResponseNormalization(size: 2, alpha: 1, bias: 0)
      Convolution(kernel: (2, 2), inputs: 2, outputs: 1, seed: 2)
    }
    let (y, context) = network.forward(
      Tensor(repeating: 1, shape: [1, 3, 3, 1]), phase: .training(seed: 1))
    let gradients = network.backward(y, context: context)
    let tensors = gradients.parameters.tensors + [gradients.input ?? y]
    #expect(tensors.allSatisfy { $0.scalars.allSatisfy(\.isFinite) })
  }

  @Test func notANumberPasses() {
    var x = Tensor(zeros: [2, 4, 4, 1])
    x.scalars[5] = .nan
    let network = Sequential {
      Convolution(weight: Tensor(repeating: 1, shape: [1, 1, 1, 1]), bias: [0])
      ReLU()
      MaxPooling(size: 2)
    }
    let y = network(x)
    #expect(y.scalars.map(\.isNaN) == [true] + [Bool](repeating: false, count: 7))
  }
}
