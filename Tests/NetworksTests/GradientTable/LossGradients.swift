import Networks
import Tensors

let lossGradients: [GradientCase] = [
  GradientCase("SoftmaxCrossEntropy") {
    GradientCheck.check(
      SoftmaxCrossEntropy(), prediction: Tensor(randomNormal: [4, 5], seed: 1),
      target: [0, 4, 2, 2])
  }
]
