import Tensors

/// The rectifier that learns its slope: one for all numbers, or one for each channel.
///
/// y = x where x > 0, else α x; ∂L/∂x = ∂L/∂y where x > 0, else α ∂L/∂y; ∂L/∂α = Σ_{x ≤ 0} x ∂L/∂y
///
///     let layer = ParametricReLU(channels: 16)
///     layer.slope      // sixteen times 0.25
///
/// **Shapes:** any for one slope; `[…, channels]` for one for each channel. The output has the shape
/// of the input.
///
/// **Errors:** ends the program when the last axis of the input has not a slope for each channel.
///
/// **Source:** K. He et al., Delving Deep into Rectifiers, ICCV 2015; lecture 1 asks for the two
/// derivatives.
public struct ParametricReLU: Layer {
  /// α, of shape `[channels]`, or `[1]` for all numbers.
  ///
  /// Its role is that of a scale, because weight decay would pull it towards the plain rectifier.
  public var slope: Tensor

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - channels: The number of slopes, one for each place along the last axis; 1 for one in all.
  ///   - slope: What all slopes start from.
  public init(channels: Int = 1, slope: Float = 0.25) {
    self.slope = Tensor(repeating: slope, shape: [channels])
  }

  /// What the layer is in one line, such as `ParametricReLU(16)`.
  public var summary: String { "ParametricReLU(\(slope.count))" }

  /// The shape of the input, where its last axis has a slope for each channel.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    if slope.count == 1 || input.rank >= 1 && input[-1] == slope.count { return input }
    throw ShapeError(
      operation: summary, problem: "the number of channels does not fit",
      expected: "[…, \(slope.count)]", actual: "\(input)",
      help: "give the layer as many channels as the input has, or 1 slope for all")
  }

  /// y = x where x > 0, else α x.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Tensor) {
    require(input.shape)
    let (rows, columns) = matrix(input)
    let output = unsafe Tensor(filling: input.shape) { y in
      unsafe kernelsParametricReLUForward(input.scalars, slope.scalars, y, rows, columns)
    }
    return (output, input)
  }

  /// ∂L/∂x = ∂L/∂y where x > 0, else α ∂L/∂y; ∂L/∂α = Σ_{x ≤ 0} x ∂L/∂y.
  public func backward(_ outputGradient: Tensor, context input: Tensor, needsInputGradient: Bool)
    -> LayerGradients
  {
    outputGradient.requireGradientShape(input.shape)
    let (rows, columns) = matrix(input)
    var slopeGradient = Tensor(zeros: slope.shape)
    let inputGradient = unsafe Tensor(filling: input.shape) { dx in
      unsafe slopeGradient.withMutableScalars { dslope in
        unsafe kernelsParametricReLUBackward(
          input.scalars, slope.scalars, outputGradient.scalars, dx, dslope, rows, columns)
      }
    }
    return LayerGradients(
      input: needsInputGradient ? inputGradient : nil, parameters: Gradients([slopeGradient]))
  }

  /// Visits `slope`.
  public mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("slope"), .scale, &slope)
  }

  /// One slope sees a column of all numbers.
  private func matrix(_ input: Tensor) -> (rows: Int, columns: Int) {
    (input.count / Swift.max(slope.count, 1), slope.count)
  }
}
