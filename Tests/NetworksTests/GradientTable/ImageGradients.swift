import Networks
import Tensors

let imageGradients: [GradientCase] = convolutionGradients

private func convolution(
  _ kernel: (Int, Int), _ inputs: Int, _ outputs: Int, stride: Int = 1,
  padding: ImagePadding = .valid, dilation: Int = 1
) -> Convolution {
  var layer = Convolution(
    kernel: kernel, inputs: inputs, outputs: outputs, stride: stride, padding: padding,
    dilation: dilation, seed: 7)
  layer.bias = Tensor(randomNormal: [outputs], seed: 8)
  return layer
}

private func row(_ name: String, _ layer: Convolution, _ input: Shape) -> GradientCase {
  GradientCase("Convolution, \(name)") {
    GradientCheck.check(layer, input: Tensor(randomNormal: input, seed: 9))
  }
}

private let convolutionGradients: [GradientCase] = [
  row("3×3", convolution((3, 3), 2, 3), [2, 5, 4, 2]),
  row("1×1", convolution((1, 1), 3, 2), [2, 2, 3, 3]),
  row("same padding", convolution((3, 3), 1, 2, padding: .same), [1, 4, 4, 1]),
  row(
    "same padding, stride 2", convolution((4, 4), 2, 2, stride: 2, padding: .same), [2, 6, 5, 2]),
  row("stride 3", convolution((2, 2), 1, 2, stride: 3), [1, 6, 7, 1]),
  row("stride larger than the kernel", convolution((1, 2), 2, 1, stride: 3), [1, 5, 5, 2]),
  row("dilation", convolution((3, 2), 2, 2, dilation: 2), [1, 6, 5, 2]),
  row(
    "dilation, stride and padding",
    convolution(
      (2, 3), 1, 3, stride: 2, padding: .amounts(top: 1, bottom: 2, left: 0, right: 3), dilation: 2),
    [1, 5, 4, 1]),
  row("kernel as large as the image", convolution((3, 4), 2, 5), [3, 3, 4, 2]),
  row(
    "one pixel, all of it border", convolution((3, 3), 1, 1, padding: .amount(2)), [2, 1, 1, 1]),
  row("5 samples", convolution((2, 2), 1, 1), [5, 3, 3, 1]),
  row("17 samples", convolution((2, 2), 1, 2), [17, 2, 3, 1]),
  row("9 outputs", convolution((1, 2), 1, 9, padding: .same), [1, 2, 4, 1]),
  row("14 outputs", convolution((2, 1), 1, 14), [1, 3, 2, 1]),
  GradientCase("Convolution and ReLU in a run") {
    // Biases far from zero keep the sums away from the rectifier's kink.
    var first = convolution((2, 2), 1, 2)
    first.bias = [3, -3]
    return GradientCheck.check(
      Sequential {
        first
        ReLU()
        convolution((2, 2), 2, 2, stride: 2, padding: .same)
        Flatten()
        Linear(8, 2, seed: 3)
      }, input: 0.3 * Tensor(randomNormal: [3, 5, 5, 1], seed: 4))
  },
]
