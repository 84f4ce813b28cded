import Networks
import Tensors
import Testing

private let golden = Result { try Golden.load("images") }

/// A layer as PyTorch has it in a case.
struct ImageGoldenCase: Sendable, CustomTestStringConvertible {
  let name: String
  let layer: @Sendable (Golden) throws -> any Layer

  var testDescription: String { name }
}

private func convolution(
  _ name: String, stride: Int = 1, padding: ImagePadding = .valid, dilation: Int = 1
) -> ImageGoldenCase {
  ImageGoldenCase(name: "convolution\(name)") {
    Convolution(
      weight: try $0("weight", of: "convolution\(name)"),
      bias: try $0("bias", of: "convolution\(name)"), stride: stride, padding: padding,
      dilation: dilation)
  }
}

private let imageCases: [ImageGoldenCase] = [
  convolution(""),
  convolution(" stride", stride: 2, padding: .amount(1)),
  convolution(" same", stride: 2, padding: .same),
  convolution(
    " dilation", padding: .amounts(top: 0, bottom: 2, left: 1, right: 0), dilation: 2),
  convolution(" 1x1"),
  convolution(" 17"),
  ImageGoldenCase(name: "max") { _ in MaxPooling(size: 2) },
  ImageGoldenCase(name: "max overlapping") { _ in MaxPooling(size: 3, stride: 2) },
  ImageGoldenCase(name: "max overlapping dense") { _ in MaxPooling(size: 3, stride: 1) },
  ImageGoldenCase(name: "max padding") { _ in
    MaxPooling(size: 3, stride: 2, padding: .amount(1))
  },
  ImageGoldenCase(name: "max ties") { _ in MaxPooling(size: 3, stride: 2) },
  ImageGoldenCase(name: "average") { _ in AveragePooling(size: 2) },
  ImageGoldenCase(name: "average overlapping") { _ in
    AveragePooling(size: 3, stride: 2, padding: .amount(1))
  },
  ImageGoldenCase(name: "global") { _ in GlobalAveragePooling() },
  ImageGoldenCase(name: "response") { _ in
    LocalResponseNormalization(size: 5, alpha: 0.5, beta: 0.75, bias: 1.5)
  },
  ImageGoldenCase(name: "response even") { _ in
    LocalResponseNormalization(size: 2, alpha: 1, beta: 0.6, bias: 1)
  },
]

@Suite("Image layers agree with PyTorch")
struct ImageGoldenTests {
  @Test(arguments: imageCases)
  func values(_ golden: ImageGoldenCase) throws {
    let file = try NetworksTests.golden.get()
    try agree(golden.layer(file), file, golden.name, phase: .training(seed: 1))
  }

  @Test(arguments: ["batch 4", "batch 3", "batch 2", "batch 17"])
  func batchNormalization(_ name: String) throws {
    let file = try golden.get()
    var layer = try normalization(file, name)
    let gradients = try agree(layer, file, name, phase: .training(seed: 1))
    // What an optimizer does with statistics.
    var index = 0
    layer.visitTensors(at: .root) { _, role, value in
      if case .statistic(let momentum) = role {
        value = value + momentum * (gradients.tensors[index] - value)
      }
      index += 1
    }
    expectClose(layer.runningMean, try file("meanAfter", of: name), "running mean")
    expectClose(layer.runningVariance, try file("varianceAfter", of: name), "running variance")
  }

  @Test(arguments: ["batch 4 evaluation", "batch 2 evaluation"])
  func batchNormalizationInEvaluation(_ name: String) throws {
    let file = try golden.get()
    let layer = try normalization(file, name)
    let gradients = try agree(layer, file, name, phase: .evaluation)
    #expect(gradients.tensors[2] == layer.runningMean)
    #expect(gradients.tensors[3] == layer.runningVariance)
  }

  @Test func network() throws {
    let file = try golden.get()
    func value(_ name: String) throws -> Tensor { try file(name, of: "network") }
    var norm = BatchNormalization(3)
    norm.scale = try value("scale")
    norm.bias = try value("shift")
    let network = Sequential([
      Convolution(weight: try value("w1"), bias: try value("b1"), padding: .same), ReLU(),
      MaxPooling(size: 2), Convolution(weight: try value("w2"), bias: try value("b2")), norm,
      ReLU(), MaxPooling(size: 3, stride: 2, padding: .amount(1)), Flatten(),
      Linear(weight: try value("w3"), bias: try value("b3")),
    ])
    let (y, context) = network.forward(try value("x"), phase: .training(seed: 1))
    expectClose(y, try value("y"), "y")
    let gradients = network.backward(try value("dy"), context: context)
    expectClose(try #require(gradients.input), try value("dx"), "dx")
    let names = ["dw1", "db1", "dw2", "db2", "dscale", "dshift", nil, nil, "dw3", "db3"]
    let tensors = gradients.parameters.tensors
    try #require(tensors.count == names.count)
    for (index, name) in names.enumerated() {
      if let name { expectClose(tensors[index], try value(name), name) }
    }
    expectClose(0.1 * tensors[6], try value("meanAfter"), "running mean")
    expectClose(0.9 + 0.1 * tensors[7], try value("varianceAfter"), "running variance")
  }

  private func normalization(_ file: Golden, _ name: String) throws -> BatchNormalization {
    var layer = BatchNormalization(try file("scale", of: name).count)
    layer.scale = try file("scale", of: name)
    layer.bias = try file("bias", of: name)
    layer.runningMean = try file("meanBefore", of: name)
    layer.runningVariance = try file("varianceBefore", of: name)
    return layer
  }

  @discardableResult
  private func agree<L: Layer>(_ layer: L, _ file: Golden, _ name: String, phase: Phase) throws
    -> Gradients
  {
    let (y, context) = layer.forward(try file("x", of: name), phase: phase)
    expectClose(y, try file("y", of: name), "y")
    let gradients = layer.backward(try file("dy", of: name), context: context)
    expectClose(try #require(gradients.input), try file("dx", of: name), "dx")
    let trainable = layer.namedTensors.filter { $0.role.isTrainable }
    for (index, tensor) in trainable.enumerated() {
      let expected = try file("d\(tensor.path)", of: name)
      expectClose(gradients.parameters.tensors[index], expected, tensor.path)
    }
    return gradients.parameters
  }
}

private func expectClose(
  _ actual: Tensor, _ expected: Tensor, _ name: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(actual.shape == expected.shape, "\(name)", sourceLocation: sourceLocation)
  guard actual.shape == expected.shape else { return }
  let size = expected.scalars.reduce(Float(0.05)) { max($0, abs($1)) }
  for (a, b) in zip(actual.scalars, expected.scalars) where !(abs(a - b) <= 2e-5 * size) {
    Issue.record("\(name): \(a), not \(b)", sourceLocation: sourceLocation)
    return
  }
}
