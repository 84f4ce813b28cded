import Tensors

/// The smooth rectifier.
///
/// y = log(1 + e^x), ∂L/∂x = ∂L/∂y · σ(x)
///
/// **Shapes:** any; the output has the shape of the input.
///
/// **Source:** C. Dugas et al., Incorporating Second-Order Functional Knowledge for Better Option
/// Pricing, NIPS 2000.
public struct SoftPlus: Layer {
  /// Creates the layer.
  public init() {}

  /// The shape of the input.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }

  /// y = log(1 + e^x).
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Tensor) {
    (Activation.softPlus.forward(input), input)
  }

  /// ∂L/∂x = ∂L/∂y · σ(x).
  public func backward(_ outputGradient: Tensor, context input: Tensor, needsInputGradient: Bool)
    -> LayerGradients
  {
    guard needsInputGradient else { return LayerGradients(input: nil) }
    return LayerGradients(input: Activation.softPlus.backward(input, outputGradient))
  }
}
