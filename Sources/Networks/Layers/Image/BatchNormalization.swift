import Tensors

/// Gives each channel the mean 0 and the variance 1 over the batch, then a mean and a spread that are
/// learnt.
///
/// y = γ x̂ + β with x̂ = (x − μ) / √(σ² + ε)
///
/// In training μ and σ² are the mean and the variance (divided by the number N of values) of the
/// channel over all samples and pixels; in evaluation their running averages.
///
/// ∂L/∂γ = Σ ∂L/∂y x̂, ∂L/∂β = Σ ∂L/∂y, and in training
/// ∂L/∂x = γ / √(σ² + ε) · (∂L/∂y − (∂L/∂β + x̂ ∂L/∂γ) / N), since μ and σ² depend on x too.
///
///     Sequential {
///       Convolution(kernel: (3, 3), inputs: 1, outputs: 32, seed: 1)
///       BatchNormalization(32)
///       ReLU()
///     }
///
/// The running averages move towards each batch when the optimizer updates the network; the variance
/// that they follow is divided by N − 1, as in PyTorch.
///
/// **Shapes:** `[samples, channels]`, `[samples, steps, channels]` or
/// `[samples, height, width, channels]`; the output has the shape of the input.
///
/// **Errors:** another number of channels; in training a single value in each channel, whose variance
/// is zero.
///
/// **Source:** S. Ioffe and C. Szegedy, Batch Normalization: Accelerating Deep Network Training by
/// Reducing Internal Covariate Shift, ICML 2015.
public struct BatchNormalization: Layer {
  /// γ, of shape `[channels]`.
  public var scale: Tensor
  /// β, of shape `[channels]`.
  public var bias: Tensor
  /// The running average of μ.
  public var runningMean: Tensor
  /// The running average of σ², divided by N − 1.
  public var runningVariance: Tensor
  /// The share of a batch in the running averages.
  public let momentum: Float
  /// ε, what keeps the root above zero.
  public let epsilon: Float

  /// Creates the layer with γ = 1, β = 0, and running averages of mean 0 and variance 1.
  ///
  /// - Parameters:
  ///   - channels: The number of channels.
  ///   - momentum: The share of a batch in the running averages.
  ///   - epsilon: ε, what keeps the root above zero.
  public init(_ channels: Int, momentum: Float = 0.1, epsilon: Float = 1e-5) {
    scale = Tensor(repeating: 1, shape: [channels])
    bias = Tensor(zeros: [channels])
    runningMean = Tensor(zeros: [channels])
    runningVariance = Tensor(repeating: 1, shape: [channels])
    self.momentum = momentum
    self.epsilon = epsilon
  }

  /// What the layer is in one line, such as `BatchNormalization(32)`.
  public var summary: String { "BatchNormalization(\(scale.count))" }

  /// The shape of the input.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    guard (2...4).contains(input.rank) else {
      throw ShapeError(
        operation: summary, problem: "the input has the wrong number of axes",
        expected:
          "[samples, channels], [samples, steps, channels] or [samples, height, width, channels]",
        actual: "\(input)", help: "put a Reshape or a Flatten() before the layer")
    }
    guard input[-1] == scale.count else {
      throw ShapeError(
        operation: summary, problem: "the number of channels does not fit",
        expected: "\(scale.count) channels along the last axis",
        actual: "\(input[-1]) channels: \(input)",
        help: "give the layer as many channels as the layer before has outputs")
    }
    return input
  }

  /// y = γ (x − μ) / √(σ² + ε) + β.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Context) {
    forwardByBlocks(input, phase: phase)
  }

  /// ∂L/∂x = γ / √(σ² + ε) · (∂L/∂y − (∂L/∂β + x̂ ∂L/∂γ) / N), ∂L/∂γ = Σ ∂L/∂y x̂, ∂L/∂β = Σ ∂L/∂y.
  public func backward(_ outputGradient: Tensor, context: Context, needsInputGradient: Bool)
    -> LayerGradients
  {
    backwardByBlocks(outputGradient, context: context, needsInputGradient: needsInputGradient)
  }

  /// Visits `scale`, `bias`, `runningMean` and `runningVariance`.
  public mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("scale"), .scale, &scale)
    visit(path.appending("bias"), .bias, &bias)
    visit(path.appending("runningMean"), .statistic(momentum: momentum), &runningMean)
    visit(path.appending("runningVariance"), .statistic(momentum: momentum), &runningVariance)
  }

  /// What `backward` needs: x, what it was normalised with, and the batch's statistics.
  public struct Context: Sendable {
    let input: ImageBlocks
    let isTraining: Bool
    let isRectified: Bool
    let mean: [Float]
    /// 1 / √(σ² + ε)
    let inverseDeviation: [Float]
    /// γ / √(σ² + ε)
    let factor: [Float]
    /// What the running averages move towards.
    let statistics: (mean: Tensor, variance: Tensor)
  }
}
