import Tensors

/// Gives the features of every sample the mean 0 and the variance 1, then a scale and a shift that
/// are learned.
///
/// n = (x − μ) / √(σ² + ε), y = γ n + β, where μ and σ² are those of the last axis
///
/// With g = γ ∂L/∂y: ∂L/∂x = (g − mean(g) − n mean(g n)) / √(σ² + ε), ∂L/∂γ = Σ_samples n ∂L/∂y,
/// ∂L/∂β = Σ_samples ∂L/∂y
///
/// No sample sees another, so training and use are the same, and a batch of one is no special case.
///
///     let layer = LayerNormalization(64)
///
/// **Shapes:** `[…, features]`; the output has the shape of the input. Of one feature nothing but the
/// shift is left.
///
/// **Errors:** ends the program when the last axis of the input has another size.
///
/// **Source:** J. L. Ba, J. R. Kiros and G. E. Hinton, Layer Normalization, arXiv:1607.06450.
public struct LayerNormalization: Layer {
  /// γ, of shape `[features]`.
  public var scale: Tensor
  /// β, of shape `[features]`.
  public var shift: Tensor
  /// ε, what keeps the quotient finite where all features are equal.
  public var epsilon: Float

  /// Creates a layer that scales by 1 and shifts by 0.
  ///
  /// **Errors:** ends the program when ε is not above 0.
  ///
  /// - Parameters:
  ///   - features: The number of features.
  ///   - epsilon: ε, in units of the variance.
  public init(_ features: Int, epsilon: Float = 1e-5) {
    ShapeError.positive(epsilon, "epsilon", of: "LayerNormalization")?.end()
    scale = Tensor(ones: [features])
    shift = Tensor(zeros: [features])
    self.epsilon = epsilon
  }

  /// What the layer is in one line, such as `LayerNormalization(64)`.
  public var summary: String { "LayerNormalization(\(scale.count))" }

  /// The shape of the input, where its last axis has as many features as the layer.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    if input.rank >= 1, input[-1] == scale.count, shift.count == scale.count { return input }
    throw ShapeError(
      operation: summary, problem: "the number of features does not fit",
      expected: "[…, \(scale.count)]", actual: "\(input)",
      help: "give the layer as many features as the input has along its last axis")
  }

  /// y = γ (x − μ) / √(σ² + ε) + β.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Context) {
    require(input.shape)
    let columns = scale.count
    let rows = input.count / Swift.max(columns, 1)
    var statistics = Tensor(zeros: [2, rows])
    let output = unsafe Tensor(filling: input.shape) { y in
      unsafe statistics.withMutableScalars { statistics in
        unsafe kernelsLayerNormalizationForward(
          input.scalars, scale.scalars, shift.scalars, epsilon, y, statistics, rows, columns)
      }
    }
    return (output, Context(input: input, statistics: statistics))
  }

  /// ∂L/∂x = (g − mean(g) − n mean(g n)) / √(σ² + ε), ∂L/∂γ = Σ n ∂L/∂y, ∂L/∂β = Σ ∂L/∂y.
  public func backward(_ outputGradient: Tensor, context: Context, needsInputGradient: Bool)
    -> LayerGradients
  {
    let input = context.input
    outputGradient.requireGradientShape(input.shape)
    let columns = scale.count
    let rows = input.count / Swift.max(columns, 1)
    var scaleGradient = Tensor(zeros: scale.shape)
    var shiftGradient = Tensor(zeros: shift.shape)
    unsafe scaleGradient.withMutableScalars { dscale in
      unsafe shiftGradient.withMutableScalars { dshift in
        unsafe kernelsLayerNormalizationParameters(
          input.scalars, context.statistics.scalars, outputGradient.scalars, dscale, dshift, rows,
          columns)
      }
    }
    var inputGradient: Tensor?
    if needsInputGradient {
      inputGradient = unsafe Tensor(filling: input.shape) { dx in
        unsafe kernelsLayerNormalizationBackward(
          input.scalars, context.statistics.scalars, scale.scalars, outputGradient.scalars, dx,
          rows, columns)
      }
    }
    return LayerGradients(
      input: inputGradient, parameters: Gradients([scaleGradient, shiftGradient]))
  }

  /// Visits `scale` and `shift`.
  public mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("scale"), .scale, &scale)
    visit(path.appending("shift"), .bias, &shift)
  }

  /// What the layer remembers of a forward pass.
  public struct Context: Sendable {
    fileprivate let input: Tensor
    /// μ of every row, then 1 / √(σ² + ε) of every row.
    fileprivate let statistics: Tensor
  }
}
