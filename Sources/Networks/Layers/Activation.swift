import Tensors

/// The functions of one number that layers are made of, in the order of the header `activations.h`.
internal enum Activation: Int32 {
  case relu, leakyReLU, sigmoid, tanh, softPlus, elu, gelu

  /// f(x), number by number.
  func forward(_ x: Tensor, parameter: Float = 0) -> Tensor {
    unsafe Tensor(filling: x.shape) { y in
      unsafe kernelsActivationForward(rawValue, parameter, x.scalars, y, x.count)
    }
  }

  /// ∂L/∂x = ∂L/∂y f′(x); `kept` is x for leakyReLU, softPlus and gelu, y for the others.
  func backward(_ kept: Tensor, _ outputGradient: Tensor, parameter: Float = 0) -> Tensor {
    outputGradient.requireGradientShape(kept.shape)
    return unsafe Tensor(filling: kept.shape) { dx in
      unsafe kernelsActivationBackward(
        rawValue, parameter, kept.scalars, outputGradient.scalars, dx, kept.count)
    }
  }
}

extension Tensor {
  /// Ends the program with a text when ∂L/∂y has not the shape of y.
  internal func requireGradientShape(_ output: Shape) {
    if shape == output { return }
    ShapeError(
      operation: "backward", problem: "the gradient has not the shape of the output",
      expected: "\(output)", actual: "\(shape)",
      help: "pass ∂L/∂y for the y of this very forward pass"
    ).end()
  }
}
