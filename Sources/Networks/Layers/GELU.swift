import Tensors

/// The Gaussian error linear unit: x, weighed by the share of a normal distribution below x.
///
/// y = x Φ(x), ∂L/∂x = ∂L/∂y (Φ(x) + x φ(x)), φ(x) = e^(−x²/2) / √(2π), Φ the integral of φ
///
/// **Shapes:** any; the output has the shape of the input.
///
/// **Source:** D. Hendrycks and K. Gimpel, Gaussian Error Linear Units, arXiv:1606.08415.
public struct GELU: Layer {
  /// Creates the layer.
  public init() {}

  /// The shape of the input.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }

  /// y = x Φ(x).
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Tensor) {
    (Activation.gelu.forward(input), input)
  }

  /// ∂L/∂x = ∂L/∂y (Φ(x) + x φ(x)).
  public func backward(_ outputGradient: Tensor, context input: Tensor, needsInputGradient: Bool)
    -> LayerGradients
  {
    guard needsInputGradient else { return LayerGradients(input: nil) }
    return LayerGradients(input: Activation.gelu.backward(input, outputGradient))
  }
}
