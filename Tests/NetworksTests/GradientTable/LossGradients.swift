import Networks
import Tensors

let lossGradients: [GradientCase] = crossEntropyGradients + marginGradients + regressionGradients

private let crossEntropyGradients: [GradientCase] = [
  row("SoftmaxCrossEntropy", SoftmaxCrossEntropy(), [4, 5], [0, 4, 2, 2]),
  row("SoftmaxCrossEntropy, one sample", SoftmaxCrossEntropy(), [1, 2], [1]),
  row("SoftmaxCrossEntropy, one class", SoftmaxCrossEntropy(), [3, 1], [0, 0, 0]),
  row(
    "SoftmaxCrossEntropy, more rows than lanes", SoftmaxCrossEntropy(), [19, 3],
    Tensor((0..<19).map { $0 % 3 })),
  row("SoftmaxCrossEntropy, many classes", SoftmaxCrossEntropy(), [2, 37], [36, 0]),
  row(
    "SoftmaxCrossEntropy, smoothed", SoftmaxCrossEntropy(labelSmoothing: 0.2), [4, 5],
    [0, 4, 2, 2]),
  row(
    "SoftmaxCrossEntropy, smoothed, many classes", SoftmaxCrossEntropy(labelSmoothing: 0.2),
    [2, 35], [30, 3]),
  row(
    "SoftmaxCrossEntropy, ignoring", SoftmaxCrossEntropy(ignoreIndex: -100), [4, 3],
    [0, -100, 2, -100]),
  row(
    "SoftmaxCrossEntropy, ignoring, many classes",
    SoftmaxCrossEntropy(ignoreIndex: 0, labelSmoothing: 0.1), [3, 34], [0, 33, 1]),
  row(
    "SoftmaxCrossEntropy over sequences", SoftmaxCrossEntropy(ignoreIndex: 0), [2, 3, 4],
    [[1, 0, 3], [2, 0, 0]]),
  row("BinaryCrossEntropy", BinaryCrossEntropy(), [5], [0, 1, 1, 0, 0.3]),
  row("BinaryCrossEntropy, a column", BinaryCrossEntropy(), [3, 1], [0, 1, 1]),
  row("BinaryCrossEntropy, large scores", BinaryCrossEntropy(), [2], [0, 1], scale: 20),
  GradientCase("LogLoss of classes") {
    GradientCheck.check(
      LogLoss(), prediction: Tensor(randomUniform: [4, 3], in: 0.2..<0.9, seed: 1),
      target: [0, 2, 1, 1])
  },
  GradientCase("LogLoss of one probability") {
    GradientCheck.check(
      LogLoss(), prediction: Tensor(randomUniform: [5, 1], in: 0.2..<0.8, seed: 1),
      target: [0, 1, 1, 0, 0.4])
  },
]

// The targets keep every score further from the margin than the step of the check.
private let marginGradients: [GradientCase] = [
  GradientCase("Hinge of two classes") {
    GradientCheck.check(Hinge(), prediction: [2, 0.5, -0.3, 0.2], target: [1, 1, 1, -1])
  },
  GradientCase("Hinge of two classes, a column") {
    GradientCheck.check(Hinge(margin: 2), prediction: [[2.5], [-0.3]], target: [1, -1])
  },
  GradientCase("Hinge of several classes") {
    GradientCheck.check(
      Hinge(), prediction: [[3, 1, 2.5, 2.2], [0, 0.4, 0.1, -2], [9, 1, 2, 3]],
      target: [0, 3, 0])
  },
  GradientCase("Hinge over sequences") {
    GradientCheck.check(
      Hinge(margin: 0.5), prediction: [[[3, 1], [0.2, 0.3]]], target: [[0, 0]])
  },
  GradientCase("Contrastive") {
    GradientCheck.check(
      Contrastive(margin: 2),
      prediction: [[[0, 1], [0.5, 0.2]], [[1, 1], [0, 1.5]], [[3, 0], [0, 3]]],
      target: [1, 0, 0])
  },
  GradientCase("Contrastive, pairs of rows, one feature") {
    GradientCheck.check(Contrastive(), prediction: [[0], [0.5], [2], [1]], target: [0, 1])
  },
]

private let regressionGradients: [GradientCase] = [
  row("SquaredError", SquaredError(), [3, 5], Tensor(randomNormal: [3, 5], seed: 9)),
  row("SquaredError, a column", SquaredError(), [4, 1], [1, 2, 3, 4]),
  row("SquaredError of one number", SquaredError(), [], Tensor(1)),
  // Errors away from 0 and from δ.
  row("AbsoluteError", AbsoluteError(), [3, 5], Tensor(repeating: 9, shape: [3, 5])),
  GradientCase("AbsoluteError, both signs") {
    GradientCheck.check(AbsoluteError(), prediction: [1, -1, 0.5], target: [0, 0, 2])
  },
  GradientCase("Huber") {
    GradientCheck.check(Huber(), prediction: [0.5, 3, -0.2, -4], target: [0, 0, 0, 0])
  },
  GradientCase("Huber, a large delta") {
    GradientCheck.check(Huber(delta: 2), prediction: [[1.5], [3]], target: [0, 0])
  },
]

private func row(
  _ name: String, _ loss: some Loss, _ shape: Shape, _ target: Tensor, scale: Float = 1
) -> GradientCase {
  GradientCase(name) {
    GradientCheck.check(
      loss, prediction: scale * Tensor(randomNormal: shape, seed: 1), target: target)
  }
}
