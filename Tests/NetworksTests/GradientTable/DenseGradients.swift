import Networks
import Tensors

let denseGradients: [GradientCase] = [
  GradientCase("Linear") {
    GradientCheck.check(Linear(3, 2, seed: 1), input: Tensor(randomNormal: [5, 3], seed: 2))
  },
  GradientCase("Linear, one input, one output, one sample") {
    GradientCheck.check(Linear(1, 1, seed: 1), input: Tensor(randomNormal: [1, 1], seed: 2))
  },
  GradientCase("Linear over sequences") {
    GradientCheck.check(Linear(3, 2, seed: 1), input: Tensor(randomNormal: [2, 4, 3], seed: 2))
  },
  GradientCase("Sequential") {
    GradientCheck.check(
      Sequential {
        Linear(3, 7, seed: 1)
        ReLU()
        Linear(7, 2, seed: 2)
      }, input: Tensor(randomNormal: [4, 3], seed: 5))
  },
]
