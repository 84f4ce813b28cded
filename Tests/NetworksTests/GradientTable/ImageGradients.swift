import Networks
import Tensors

let imageGradients: [GradientCase] =
  convolutionGradients + poolingGradients + normalizationGradients + otherGradients

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

private func row<L: Layer>(
  _ name: String, _ layer: L, _ input: Tensor, phase: Phase = .training(seed: 1)
) -> GradientCase {
  GradientCase(name) { GradientCheck.check(layer, input: input, phase: phase) }
}

private let poolingGradients: [GradientCase] = [
  row("MaxPooling", MaxPooling(size: 2), distinct([2, 4, 6, 2], seed: 1)),
  row("MaxPooling, a rest", MaxPooling(size: 2), distinct([1, 5, 3, 1], seed: 2)),
  row("MaxPooling, overlapping", MaxPooling(size: 3, stride: 2), distinct([2, 5, 7, 1], seed: 3)),
  row(
    "MaxPooling, stride 1, same padding", MaxPooling(size: 3, stride: 1, padding: .same),
    distinct([1, 4, 4, 2], seed: 4)),
  row("MaxPooling, gaps", MaxPooling(size: 2, stride: 3), distinct([1, 5, 6, 1], seed: 5)),
  row(
    "MaxPooling, padding", MaxPooling(size: 3, stride: 2, padding: .amount(1)),
    distinct([1, 4, 5, 2], seed: 6)),
  row("MaxPooling, 17 samples", MaxPooling(size: 2), distinct([17, 2, 2, 1], seed: 7)),
  row("MaxPooling, one pixel", MaxPooling(size: 1), distinct([1, 1, 1, 1], seed: 8)),
  row(
    "AveragePooling", AveragePooling(size: 2), Tensor(randomNormal: [2, 4, 5, 2], seed: 1)),
  row(
    "AveragePooling, overlapping", AveragePooling(size: 3, stride: 1, padding: .same),
    Tensor(randomNormal: [2, 4, 3, 2], seed: 2)),
  row(
    "AveragePooling, gaps", AveragePooling(size: 1, stride: 2),
    Tensor(randomNormal: [1, 4, 5, 1], seed: 3)),
  row(
    "GlobalAveragePooling", GlobalAveragePooling(), Tensor(randomNormal: [3, 2, 5, 2], seed: 4)),
]

private func normalization(_ channels: Int) -> BatchNormalization {
  var layer = BatchNormalization(channels)
  layer.scale = Tensor(randomNormal: [channels], seed: 1)
  layer.bias = Tensor(randomNormal: [channels], seed: 2)
  layer.runningMean = Tensor(randomNormal: [channels], seed: 3)
  layer.runningVariance = Tensor(randomUniform: [channels], in: 0.5..<2, seed: 4)
  return layer
}

private let normalizationGradients: [GradientCase] = [
  row(
    "BatchNormalization of images", normalization(2), Tensor(randomNormal: [2, 2, 3, 2], seed: 5)),
  row(
    "BatchNormalization of sequences", normalization(3), Tensor(randomNormal: [2, 3, 3], seed: 6)),
  row("BatchNormalization of vectors", normalization(9), Tensor(randomNormal: [5, 9], seed: 7)),
  row(
    "BatchNormalization, 17 samples", normalization(1), Tensor(randomNormal: [17, 1], seed: 8)),
  row(
    "BatchNormalization, one sample", normalization(2), Tensor(randomNormal: [1, 2, 2, 2], seed: 9)),
  row(
    "BatchNormalization in evaluation", normalization(2),
    Tensor(randomNormal: [3, 2, 1, 2], seed: 10), phase: .evaluation),
  row(
    "LocalResponseNormalization",
    LocalResponseNormalization(size: 3, alpha: 0.9, beta: 0.75, bias: 1),
    Tensor(randomNormal: [2, 2, 1, 5], seed: 11)),
  row(
    "LocalResponseNormalization, even size",
    LocalResponseNormalization(size: 4, alpha: 0.5, beta: 0.6, bias: 2),
    Tensor(randomNormal: [1, 1, 2, 3], seed: 12)),
]

private let otherGradients: [GradientCase] = [
  row("Dropout", Dropout(0.4), Tensor(randomNormal: [3, 7], seed: 1)),
  row("Dropout of images", Dropout(0.5), Tensor(randomNormal: [2, 2, 3, 2], seed: 2)),
  row(
    "Dropout in evaluation", Dropout(0.5), Tensor(randomNormal: [2, 3], seed: 3),
    phase: .evaluation),
  row("Flatten", Flatten(), Tensor(randomNormal: [2, 2, 3, 2], seed: 4)),
  row("Reshape", Reshape([2, 3, 1]), Tensor(randomNormal: [4, 6], seed: 5)),
  // Biases far from zero keep the normalised numbers away from the rectifier's kink.
  GradientCase("A run of all image layers") {
    var norm = normalization(3)
    norm.bias = [4, -4, 4]
    return GradientCheck.check(
      Sequential {
        Reshape([6, 6, 1])
        convolution((3, 3), 1, 3, padding: .same)
        norm
        ReLU()
        LocalResponseNormalization(size: 3, alpha: 0.5)
        AveragePooling(size: 2, stride: 1)
        Dropout(0.3)
        convolution((2, 2), 3, 2)
        GlobalAveragePooling()
        Linear(2, 2, seed: 3)
      }, input: Tensor(randomNormal: [5, 36], seed: 6))
  },
]
