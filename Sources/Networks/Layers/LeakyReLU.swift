import Tensors

/// The leaky rectifier: makes negative numbers small instead of zero, so that no unit dies.
///
/// y = x where x > 0, else α x; ∂L/∂x = ∂L/∂y where x > 0, else α ∂L/∂y
///
/// For α from 0 to 1 this is the lectures' max(x, α x). ``ParametricReLU`` learns α.
///
/// **Shapes:** any; the output has the shape of the input.
///
/// **Source:** A. Maas, A. Hannun and A. Ng, Rectifier Nonlinearities Improve Neural Network Acoustic
/// Models, ICML 2013.
public struct LeakyReLU: Layer {
  /// α, what negative numbers are multiplied by.
  public var slope: Float

  /// Creates the layer.
  ///
  /// - Parameter slope: α, what negative numbers are multiplied by.
  public init(slope: Float = 0.01) { self.slope = slope }

  /// What the layer is in one line, such as `LeakyReLU(0.01)`.
  public var summary: String { "LeakyReLU(\(slope))" }

  /// The shape of the input.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }

  /// y = x where x > 0, else α x.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Tensor) {
    (Activation.leakyReLU.forward(input, parameter: slope), input)
  }

  /// ∂L/∂x = ∂L/∂y where x > 0, else α ∂L/∂y.
  public func backward(_ outputGradient: Tensor, context input: Tensor, needsInputGradient: Bool)
    -> LayerGradients
  {
    guard needsInputGradient else { return LayerGradients(input: nil) }
    return LayerGradients(
      input: Activation.leakyReLU.backward(input, outputGradient, parameter: slope))
  }
}
