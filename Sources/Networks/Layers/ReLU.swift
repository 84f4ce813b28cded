import Tensors

/// The rectifier: keeps positive numbers and replaces the others by zero.
///
/// y = max(0, x), ∂L/∂x = ∂L/∂y where x > 0, else 0
///
/// **Shapes:** any; the output has the shape of the input.
public struct ReLU: Layer {
  /// Creates a rectifier.
  public init() {}

  /// The shape of the input.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }

  /// y = max(0, x).
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Tensor) {
    let output = relu(input)
    return (output, output)
  }

  /// ∂L/∂x = ∂L/∂y where x > 0, else 0.
  public func backward(_ outputGradient: Tensor, context output: Tensor, needsInputGradient: Bool)
    -> LayerGradients
  {
    LayerGradients(input: outputGradient * (output .> 0))
  }
}
