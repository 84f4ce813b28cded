import Tensors

/// The logistic function: turns scores into probabilities of two classes.
///
/// y = 1 / (1 + e^−x), ∂L/∂x = ∂L/∂y · y (1 − y)
///
/// **Shapes:** any; the output has the shape of the input.
///
/// **Source:** CMSC 389A, lecture 1: the sigmoid and its derivative.
public struct Sigmoid: Layer {
  /// Creates the layer.
  public init() {}

  /// The shape of the input.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }

  /// y = 1 / (1 + e^−x).
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Tensor) {
    let output = Activation.sigmoid.forward(input)
    return (output, output)
  }

  /// ∂L/∂x = ∂L/∂y · y (1 − y).
  public func backward(_ outputGradient: Tensor, context output: Tensor, needsInputGradient: Bool)
    -> LayerGradients
  {
    guard needsInputGradient else { return LayerGradients(input: nil) }
    return LayerGradients(input: Activation.sigmoid.backward(output, outputGradient))
  }
}
