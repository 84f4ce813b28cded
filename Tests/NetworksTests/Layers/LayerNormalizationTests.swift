import Networks
import Tensors
import Testing

@Suite struct LayerNormalizationTests {
  @Test(
    arguments: [
      ("layerNormalization", 1e-5), ("layerNormalization4x37", 1e-3),
      ("layerNormalization2x3x5", 1e-5),
    ] as [(String, Float)])
  func agreesWithPyTorch(_ name: String, epsilon: Float) throws {
    let golden = try Golden.load("activations")
    // One case has its numbers far from zero beside their spread, which costs both sides digits.
    let x = try golden("x", of: name)
    var layer = LayerNormalization(x.shape[-1], epsilon: epsilon)
    layer.scale = try golden("scale", of: name)
    layer.shift = try golden("shift", of: name)
    let (y, context) = layer.forward(x, phase: .training(seed: 1))
    #expect(y.isClose(to: try golden("y", of: name), tolerance: 4e-5))
    let dy = try golden("dy", of: name)
    let gradients = layer.backward(dy, context: context)
    let dx = try #require(gradients.input)
    #expect(dx.isClose(to: try golden("dx", of: name), tolerance: 4e-5))
    #expect(
      gradients.parameters.tensors[0].isClose(to: try golden("dscale", of: name), tolerance: 4e-5))
    #expect(
      gradients.parameters.tensors[1].isClose(to: try golden("dshift", of: name), tolerance: 4e-5))
    let part = layer.backward(dy, context: context, needsInputGradient: false)
    #expect(part.input == nil)
    #expect(part.parameters.tensors == gradients.parameters.tensors)
  }

  @Test func oneFeatureLeavesTheShift() {
    var layer = LayerNormalization(1)
    layer.shift = [3]
    #expect(layer([[5], [-2]]) == [[3], [3]])
  }

  @Test func numbersFarFromZeroKeepTheirDigits() {
    let y = LayerNormalization(4)([[10000, 10001, 10002, 10003]])
    #expect(y.isClose(to: [[-1.341636, -0.447212, 0.447212, 1.341636]], tolerance: 1e-4))
  }

  @Test func anEmptyBatchHasNoGradients() {
    let layer = LayerNormalization(3)
    let (y, context) = layer.forward(Tensor(zeros: [0, 3]), phase: .evaluation)
    #expect(y.shape == [0, 3])
    #expect(layer.backward(y, context: context).parameters.tensors == [[0, 0, 0], [0, 0, 0]])
  }

  @Test func tensorsAndTheirRoles() {
    let tensors = LayerNormalization(6).namedTensors
    #expect(tensors.map(\.path) == ["scale", "shift"])
    #expect(tensors.map(\.role) == [.scale, .bias])
  }

  @Test func shapeError() {
    #expect(
      message { try LayerNormalization(3).outputShape(for: [2, 4]) } == """
        LayerNormalization(3): the number of features does not fit
          expected: […, 3]
          got:      [2, 4]
          help:     give the layer as many features as the input has along its last axis
        """)
  }
}
