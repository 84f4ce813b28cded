import Tensors

extension BatchNormalization: RectifyingImageLayer {
  package var startsRun: Bool { false }
  package var masksInputGradient: Bool { true }

  /// y = γ (x − μ) / √(σ² + ε) + β, or max(0, y) where a rectifier follows.
  package func forwardBlocks(_ input: ImageBlocks, phase: Phase, rectifies: Bool)
    -> (output: ImageBlocks, context: Context)
  {
    let context = normalization(of: input, phase, rectifies)
    let output = unsafe ImageBlocks(filling: input.shape) { out in
      unsafe input.read { x in
        unsafe kernelsChannelNormalize(
          x, input.blockCount, input.height * input.width, input.channels, context.mean,
          context.factor, bias.scalars, rectifies, out)
      }
    }
    return (output, context)
  }

  /// ∂L/∂γ = Σ ∂L/∂y x̂, ∂L/∂β = Σ ∂L/∂y, ∂L/∂x = γ / √(σ² + ε) · (∂L/∂y − (∂L/∂β + x̂ ∂L/∂γ) / N).
  package func backwardBlocks(
    _ outputGradient: ImageBlocks, context: Context, request: GradientRequest
  ) -> BlocksGradients {
    let input = context.input
    let isRectified = context.isRectified && !request.outputGradientIsMasked
    let pixels = input.height * input.width
    var sums = [Float](repeating: 0, count: input.channels)
    // Σ ∂L/∂y (x − μ)
    var products = sums
    unsafe input.read { x in
      unsafe outputGradient.read { dy in
        unsafe kernelsChannelGradientSums(
          x, dy, input.blockCount, pixels, input.channels, context.mean, context.factor,
          bias.scalars, isRectified, &sums, &products)
      }
    }
    let scaleGradient = zip(products, context.inverseDeviation).map { $0 * $1 }
    let parameters = Gradients([
      Tensor(scaleGradient, shape: scale.shape), Tensor(sums, shape: bias.shape),
      context.statistics.mean, context.statistics.variance,
    ])
    guard request.needsInputGradient else { return BlocksGradients(parameters: parameters) }
    // In evaluation μ and σ² are constants, and these two terms vanish.
    let share = context.isTraining ? 1 / Float(max(input.sampleCount * pixels, 1)) : 0
    let constant = zip(context.factor, sums).map { -$0 * $1 * share }
    let slope = scaleGradient.indices.map {
      -context.factor[$0] * context.inverseDeviation[$0] * scaleGradient[$0] * share
    }
    let gradient = unsafe ImageBlocks(filling: input.shape) { dx in
      unsafe input.read { x in
        unsafe outputGradient.read { dy in
          unsafe kernelsChannelInputGradient(
            x, dy, input.sampleCount, pixels, input.channels, context.mean, context.factor,
            bias.scalars, isRectified, constant, slope,
            request.masksInputGradient, dx)
        }
      }
    }
    return BlocksGradients(input: gradient, parameters: parameters)
  }

  /// The mean and the deviation to normalise with: the batch's in training, else the running averages.
  private func normalization(of input: ImageBlocks, _ phase: Phase, _ rectifies: Bool) -> Context {
    var mean = runningMean.scalars
    var variance = runningVariance.scalars
    var statistics = (mean: runningMean, variance: runningVariance)
    if phase.isTraining {
      let count = input.sampleCount * input.height * input.width
      if count <= 1 { oneValue(input.shape).end() }
      unsafe input.read { x in
        unsafe kernelsChannelStatistics(
          x, input.sampleCount, input.height * input.width, input.channels, &mean, &variance)
      }
      let correction = Float(count) / Float(count - 1)
      statistics = (
        Tensor(mean, shape: runningMean.shape),
        Tensor(variance.map { $0 * correction }, shape: runningVariance.shape)
      )
    }
    let inverseDeviation = variance.map { 1 / ($0 + epsilon).squareRoot() }
    return Context(
      input: input, isTraining: phase.isTraining, isRectified: rectifies, mean: mean,
      inverseDeviation: inverseDeviation,
      factor: zip(scale.scalars, inverseDeviation).map { $0 * $1 }, statistics: statistics)
  }

  func oneValue(_ shape: Shape) -> ShapeError {
    ShapeError(
      operation: summary, problem: "a channel has no variance over a single value",
      expected: "at least two values in each channel in training", actual: "\(shape)",
      help: "train with batches of at least two samples, or leave out a last batch of one")
  }
}
