import Tensors

/// The rectifier: keeps positive numbers and replaces the others by zero.
///
/// y = max(0, x), ∂L/∂x = ∂L/∂y where x > 0, else 0
///
/// **Shapes:** any; the output has the shape of the input.
///
/// **Source:** V. Nair and G. Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines,
/// ICML 2010.
public struct ReLU: Layer {
  /// Creates a rectifier.
  public init() {}

  /// The shape of the input.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }

  /// y = max(0, x).
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Tensor) {
    let output = Activation.relu.forward(input)
    return (output, output)
  }

  /// ∂L/∂x = ∂L/∂y where x > 0, else 0.
  public func backward(_ outputGradient: Tensor, context output: Tensor, needsInputGradient: Bool)
    -> LayerGradients
  {
    guard needsInputGradient else { return LayerGradients(input: nil) }
    return LayerGradients(input: Activation.relu.backward(output, outputGradient))
  }
}
