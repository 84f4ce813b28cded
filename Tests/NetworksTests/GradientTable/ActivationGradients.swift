import Networks
import Tensors

let activationGradients: [GradientCase] =
  [
    row(ReLU()), row(LeakyReLU(slope: 0.1)), row(ELU(alpha: 0.7)), row(Sigmoid()), row(Tanh()),
    row(SoftPlus()), row(GELU()), row(Softmax()), row(LogSoftmax()), row(ParametricReLU()),
    row(ParametricReLU(channels: 5)),
  ] + [
    GradientCase("Softmax over sequences") {
      GradientCheck.check(Softmax(), input: Tensor(randomNormal: [2, 3, 4], seed: 1))
    },
    GradientCase("Softmax of one class") {
      GradientCheck.check(Softmax(), input: Tensor(randomNormal: [3, 1], seed: 1))
    },
    GradientCase("LogSoftmax of 19 classes") {
      GradientCheck.check(LogSoftmax(), input: Tensor(randomNormal: [1, 19], seed: 1))
    },
    GradientCase("ParametricReLU over images, more numbers than one stretch of a sum") {
      GradientCheck.check(
        ParametricReLU(), input: awayFromZero([1, 9, 119, 1], seed: 1), checksInput: false)
    },
    GradientCase("ParametricReLU with more rows and channels than one block of a sum") {
      GradientCheck.check(
        ParametricReLU(channels: 259), input: awayFromZero([131, 259], seed: 1),
        checksInput: false)
    },
    GradientCase("LayerNormalization") {
      GradientCheck.check(normalization(5), input: Tensor(randomNormal: [3, 5], seed: 1))
    },
    GradientCase("LayerNormalization over sequences, more features than lanes") {
      GradientCheck.check(normalization(19), input: Tensor(randomNormal: [2, 1, 19], seed: 1))
    },
    GradientCase("LayerNormalization of one feature") {
      GradientCheck.check(normalization(1), input: Tensor(randomNormal: [4, 1], seed: 1))
    },
    GradientCase("Tanh of a single number") { GradientCheck.check(Tanh(), input: [[0.3]]) },
    GradientCase("GELU over more numbers than lanes") {
      GradientCheck.check(GELU(), input: Tensor(randomNormal: [5, 7], seed: 1))
    },
  ]

private func row(_ layer: some Layer) -> GradientCase {
  GradientCase("\(layer.summary) on [3, 5]") {
    GradientCheck.check(layer, input: awayFromZero([3, 5], seed: 1))
  }
}

private func normalization(_ features: Int) -> LayerNormalization {
  var layer = LayerNormalization(features, epsilon: 0.01)
  layer.scale = Tensor(randomNormal: [features], seed: 7)
  layer.shift = Tensor(randomNormal: [features], seed: 8)
  return layer
}
