import Tensors

/// The exponential linear unit: a rectifier with a smooth end at −α.
///
/// y = x where x > 0, else α (e^x − 1); ∂L/∂x = ∂L/∂y where x > 0, else ∂L/∂y (y + α)
///
/// **Shapes:** any; the output has the shape of the input.
///
/// **Errors:** ends the program when α is not above 0.
///
/// **Source:** D.-A. Clevert, T. Unterthiner and S. Hochreiter, Fast and Accurate Deep Network
/// Learning by Exponential Linear Units, ICLR 2016.
public struct ELU: Layer {
  /// α: −α is what large negative numbers become.
  public let alpha: Float

  /// Creates the layer.
  ///
  /// - Parameter alpha: α, above 0.
  public init(alpha: Float = 1) {
    ShapeError.positive(alpha, "alpha", of: "ELU")?.end()
    self.alpha = alpha
  }

  /// The shape of the input.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }

  /// y = x where x > 0, else α (e^x − 1).
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Tensor) {
    let output = Activation.elu.forward(input, parameter: alpha)
    return (output, output)
  }

  /// ∂L/∂x = ∂L/∂y where x > 0, else ∂L/∂y (y + α).
  public func backward(_ outputGradient: Tensor, context output: Tensor, needsInputGradient: Bool)
    -> LayerGradients
  {
    guard needsInputGradient else { return LayerGradients(input: nil) }
    return LayerGradients(
      input: Activation.elu.backward(output, outputGradient, parameter: alpha))
  }
}
