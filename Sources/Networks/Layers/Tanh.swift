import Tensors

/// The hyperbolic tangent: squeezes numbers into −1 to 1.
///
/// y = (e^x − e^−x) / (e^x + e^−x), ∂L/∂x = ∂L/∂y (1 − y²)
///
/// **Shapes:** any; the output has the shape of the input.
///
/// **Source:** lecture 1: elementwise non-linearities.
public struct Tanh: Layer {
  /// Creates the layer.
  public init() {}

  /// The shape of the input.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }

  /// y = tanh(x).
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Tensor) {
    let output = Activation.tanh.forward(input)
    return (output, output)
  }

  /// ∂L/∂x = ∂L/∂y (1 − y²).
  public func backward(_ outputGradient: Tensor, context output: Tensor, needsInputGradient: Bool)
    -> LayerGradients
  {
    guard needsInputGradient else { return LayerGradients(input: nil) }
    return LayerGradients(input: Activation.tanh.backward(output, outputGradient))
  }
}
