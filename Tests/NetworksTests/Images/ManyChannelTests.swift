import Networks
import Tensors
import Testing

/// Kernels for many channels take other ways than those for few; here they meet the plain sums.
@Suite struct ManyChannelTests {
  struct Configuration: Sendable, CustomTestStringConvertible {
    let kernel: (Int, Int)
    let inputs: Int
    let outputs: Int
    var stride = 1
    var padding = (top: 0, bottom: 0, left: 0, right: 0)

    var testDescription: String {
      "\(kernel), \(inputs) → \(outputs), stride \(stride), padding \(padding)"
    }
  }

  @Test(arguments: [
    Configuration(kernel: (3, 3), inputs: 16, outputs: 32),
    Configuration(kernel: (3, 3), inputs: 24, outputs: 16, padding: (1, 1, 1, 1)),
    Configuration(kernel: (3, 3), inputs: 16, outputs: 24, padding: (2, 0, 1, 3)),
    Configuration(kernel: (3, 3), inputs: 16, outputs: 16, padding: (3, 1, 0, 4)),
    Configuration(kernel: (2, 1), inputs: 8, outputs: 32, stride: 2, padding: (0, 1, 0, 0)),
    Configuration(kernel: (1, 1), inputs: 7, outputs: 96),
    Configuration(kernel: (3, 3), inputs: 16, outputs: 17),
  ])
  func equalsThePlainSums(_ configuration: Configuration) throws {
    let p = configuration.padding
    let layer = Convolution(
      weight: Tensor(
        randomNormal: [
          configuration.kernel.0, configuration.kernel.1, configuration.inputs,
          configuration.outputs,
        ], seed: 1),
      bias: Tensor(randomNormal: [configuration.outputs], seed: 2), stride: configuration.stride,
      padding: .amounts(top: p.top, bottom: p.bottom, left: p.left, right: p.right))
    let x = Tensor(randomNormal: [2, 5, 6, configuration.inputs], seed: 3)
    let (y, context) = layer.forward(x, phase: .evaluation)
    let dy = Tensor(randomNormal: y.shape, seed: 4)
    let gradients = layer.backward(dy, context: context)
    let expected = plainSums(layer, configuration, x, dy)
    expectClose(y, expected.y, "y")
    expectClose(try #require(gradients.input), expected.dx, "dx")
    expectClose(gradients.parameters.tensors[0], expected.dw, "dw")
    expectClose(gradients.parameters.tensors[1], dy.sum(axis: 0).sum(axis: 0).sum(axis: 0), "db")
  }

  private func plainSums(
    _ layer: Convolution, _ configuration: Configuration, _ x: Tensor, _ dy: Tensor
  ) -> (y: Tensor, dx: Tensor, dw: Tensor) {
    let inputs = configuration.inputs, outputs = configuration.outputs
    var y = [Float](repeating: 0, count: dy.count)
    var dx = [Float](repeating: 0, count: x.count)
    var dw = [Float](repeating: 0, count: layer.weight.count)
    let w = layer.weight.scalars, b = layer.bias.scalars, xs = x.scalars, dys = dy.scalars
    for place in 0..<dy.count / outputs {
      let column = place % dy.shape[2]
      let row = place / dy.shape[2] % dy.shape[1]
      let sample = place / (dy.shape[2] * dy.shape[1])
      for o in 0..<outputs { y[place * outputs + o] = b[o] }
      for k in 0..<configuration.kernel.0 {
        for l in 0..<configuration.kernel.1 {
          let i = row * configuration.stride + k - configuration.padding.top
          let j = column * configuration.stride + l - configuration.padding.left
          guard i >= 0, i < x.shape[1], j >= 0, j < x.shape[2] else { continue }
          for c in 0..<inputs {
            let source = ((sample * x.shape[1] + i) * x.shape[2] + j) * inputs + c
            let weights = ((k * configuration.kernel.1 + l) * inputs + c) * outputs
            for o in 0..<outputs {
              y[place * outputs + o] += xs[source] * w[weights + o]
              dx[source] += dys[place * outputs + o] * w[weights + o]
              dw[weights + o] += dys[place * outputs + o] * xs[source]
            }
          }
        }
      }
    }
    return (
      Tensor(y, shape: dy.shape), Tensor(dx, shape: x.shape),
      Tensor(dw, shape: layer.weight.shape)
    )
  }

  private func expectClose(_ actual: Tensor, _ expected: Tensor, _ name: String) {
    #expect(actual.shape == expected.shape)
    let size = expected.scalars.reduce(Float(0)) { max($0, abs($1)) }
    let deviation = zip(actual.scalars, expected.scalars).reduce(Float(0)) {
      max($0, abs($1.0 - $1.1))
    }
    #expect(deviation <= 1e-5 * size, "\(name)")
  }
}
