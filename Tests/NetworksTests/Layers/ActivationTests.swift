import Networks
import Tensors
import Testing

@Suite struct ActivationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let layer: any Layer
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "relu", layer: ReLU()),
    Case(name: "leakyReLU", layer: LeakyReLU(slope: 0.2)),
    Case(name: "sigmoid", layer: Sigmoid()),
    Case(name: "tanh", layer: Tanh()),
    Case(name: "softPlus", layer: SoftPlus()),
    Case(name: "elu", layer: ELU(alpha: 0.8)),
    Case(name: "gelu", layer: GELU()),
    Case(name: "softmax", layer: Softmax()),
    Case(name: "logSoftmax", layer: LogSoftmax()),
    Case(name: "softmax2x3x20", layer: Softmax()),
  ]

  @Test(arguments: cases)
  func agreesWithPyTorch(_ row: Case) throws { try compare(row.layer, row.name) }

  @Test func parametricReLUAgreesWithPyTorch() throws {
    let golden = try Golden.load("activations")
    for name in ["parametricReLU", "parametricReLUChannels"] {
      var layer = ParametricReLU()
      layer.slope = try golden("slope", of: name)
      let gradients = try compare(layer, name)
      #expect(gradients.tensors[0].isClose(to: try golden("dslope", of: name), tolerance: 4e-6))
    }
  }

  @discardableResult
  private func compare(_ layer: some Layer, _ name: String) throws -> Gradients {
    let golden = try Golden.load("activations")
    let x = try golden("x", of: name)
    let (y, context) = layer.forward(x, phase: .training(seed: 1))
    let gradients = layer.backward(try golden("dy", of: name), context: context)
    #expect(y.isClose(to: try golden("y", of: name), tolerance: 1e-6))
    #expect(try layer.outputShape(for: x.shape) == y.shape)
    let dx = try #require(gradients.input)
    #expect(dx.isClose(to: try golden("dx", of: name), tolerance: 1e-6))
    return gradients.parameters
  }

  @Test func infiniteAndMissingNumbers() {
    let x = Tensor([-.infinity, .infinity, .nan])
    func y(_ layer: some Layer) -> [Float] { layer(x).scalars }
    #expect(y(ReLU())[0...1] == [0, .infinity] && y(ReLU())[2].isNaN)
    #expect(y(LeakyReLU(slope: 0.5))[0...1] == [-.infinity, .infinity])
    #expect(y(ELU(alpha: 2))[0...1] == [-2, .infinity] && y(ELU())[2].isNaN)
    #expect(y(Sigmoid())[0...1] == [0, 1] && y(Sigmoid())[2].isNaN)
    #expect(y(Tanh())[0...1] == [-1, 1] && y(Tanh())[2].isNaN)
    #expect(y(SoftPlus())[0...1] == [0, .infinity] && y(SoftPlus())[2].isNaN)
    #expect(y(GELU())[0...1] == [0, .infinity] && y(GELU())[2].isNaN)
  }

  @Test func theDerivativeOfSaturatedUnitsIsANumber() {
    let x: Tensor = [-1e30, -100, 100, 1e30]
    func check(_ layer: some Layer, _ expected: Tensor) {
      let (_, context) = layer.forward(x, phase: .evaluation)
      #expect(layer.backward(Tensor(ones: [4]), context: context).input == expected)
    }
    check(Sigmoid(), [0, 0, 0, 0])
    check(Tanh(), [0, 0, 0, 0])
    check(SoftPlus(), [0, 0, 1, 1])
    check(GELU(), [0, 0, 1, 1])
    check(ELU(), [0, 0, 1, 1])
  }

  @Test func theRectifierIsClosedAtZero() {
    let (y, context) = ReLU().forward([0, -0.0, 1e-30], phase: .evaluation)
    #expect(y == [0, 0, 1e-30])
    #expect(ReLU().backward([5, 5, 5], context: context).input == [0, 0, 5])
  }

  @Test func nothingIsComputedThatNobodyAsksFor() {
    for row in Self.cases {
      func check(_ layer: some Layer) {
        let (y, context) = layer.forward(Tensor(ones: [2, 3]), phase: .evaluation)
        #expect(layer.backward(y, context: context, needsInputGradient: false).input == nil)
      }
      check(row.layer)
    }
  }

  @Test func emptyBatches() {
    for row in Self.cases {
      #expect(row.layer.callAsFunction(Tensor(zeros: [0, 3])).shape == [0, 3])
    }
    let layer = ParametricReLU(channels: 3)
    let (y, context) = layer.forward(Tensor(zeros: [0, 3]), phase: .evaluation)
    #expect(layer.backward(y, context: context).parameters.tensors == [[0, 0, 0]])
  }

  @Test func parametricReLUHasOneTensor() {
    #expect(ParametricReLU(channels: 4).namedTensors.map(\.path) == ["slope"])
    #expect(ParametricReLU().namedTensors.map(\.role) == [.scale])
    #expect(ParametricReLU(channels: 4).parameterCount == 4)
  }

  @Test func shapeErrors() {
    #expect(
      message { try ParametricReLU(channels: 3).outputShape(for: [2, 4]) } == """
        ParametricReLU(3): the number of channels does not fit
          expected: […, 3]
          got:      [2, 4]
          help:     give the layer as many channels as the input has, or 1 slope for all
        """)
    #expect(
      message { try LogSoftmax().outputShape(for: []) } == """
        LogSoftmax: there is no axis of classes
          expected: […, classes]
          got:      []
          help:     a single number has no other to be compared with
        """)
  }
}

/// The text of the error that a closure throws.
func message(_ body: () throws -> some Any) -> String {
  do {
    _ = try body()
    return "no error"
  } catch { return "\(error)" }
}
