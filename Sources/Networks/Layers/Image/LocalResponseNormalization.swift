import Tensors

/// Divides each number by how strong its neighbouring channels are at the same pixel.
///
/// y[c] = x[c] / s[c]^β with s[c] = k + α / n · Σ x[c′]² over the n channels c′ from c − ⌊n/2⌋ on
///
/// ∂L/∂x[c] = ∂L/∂y[c] s[c]^−β − 2 α β / n · x[c] Σ ∂L/∂y[c′] x[c′] s[c′]^(−β − 1) over the channels c′
/// whose sum c is part of.
///
///     let layer = LocalResponseNormalization(size: 5)
///
/// **Shapes:** `[samples, height, width, channels]`; the output has the shape of the input.
///
/// **Errors:** an input that is no batch of images, a size below 1.
///
/// **Source:** A. Krizhevsky, I. Sutskever and G. Hinton, ImageNet Classification with Deep
/// Convolutional Neural Networks, NeurIPS 2012; with α divided by n, as PyTorch does.
public struct LocalResponseNormalization: Layer {
  /// n, the number of channels in a sum.
  public let size: Int
  /// α, how strongly the neighbours count.
  public let alpha: Float
  /// β, the exponent.
  public let beta: Float
  /// k, what keeps s above zero.
  public let bias: Float

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - size: n, the number of channels in a sum.
  ///   - alpha: α, how strongly the neighbours count.
  ///   - beta: β, the exponent.
  ///   - bias: k, what keeps s above zero.
  public init(size: Int, alpha: Float = 1e-4, beta: Float = 0.75, bias: Float = 1) {
    self.size = size
    self.alpha = alpha
    self.beta = beta
    self.bias = bias
  }

  /// What the layer is in one line, such as `LocalResponseNormalization(5)`.
  public var summary: String { "LocalResponseNormalization(\(size))" }

  /// The shape of the input.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    guard size >= 1, size <= 1 << 30 else {
      throw ShapeError(
        operation: summary, problem: "the number of channels in a sum is not possible",
        expected: "a size from 1 to \(1 << 30)", actual: "\(size)",
        help: "size: 5 sums a channel and two on each side")
    }
    guard input.rank == 4 else { throw .notImages(input, summary) }
    return input
  }

  /// y = x / (k + α / n Σ x²)^β.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Context) {
    forwardByBlocks(input, phase: phase)
  }

  /// ∂L/∂x = ∂L/∂y s^−β − 2 α β / n · x Σ ∂L/∂y x s^(−β − 1).
  public func backward(_ outputGradient: Tensor, context: Context, needsInputGradient: Bool)
    -> LayerGradients
  {
    backwardByBlocks(outputGradient, context: context, needsInputGradient: needsInputGradient)
  }

  /// What `backward` needs: x.
  public struct Context: Sendable {
    let input: ImageBlocks
  }
}

extension LocalResponseNormalization: ImageLayer {
  /// y = x / (k + α / n Σ x²)^β.
  package func forwardBlocks(_ input: ImageBlocks, phase: Phase)
    -> (output: ImageBlocks, context: Context)
  {
    let output = unsafe ImageBlocks(filling: input.shape) { out in
      unsafe input.read { x in
        unsafe kernelsResponseNormalizationForward(
          x, input.sampleCount, input.height * input.width, input.channels, size, bias,
          alpha / Float(size), beta, out)
      }
    }
    return (output, Context(input: input))
  }

  /// ∂L/∂x = ∂L/∂y s^−β − 2 α β / n · x Σ ∂L/∂y x s^(−β − 1).
  package func backwardBlocks(
    _ outputGradient: ImageBlocks, context: Context, request: GradientRequest
  ) -> BlocksGradients {
    guard request.needsInputGradient else { return BlocksGradients() }
    let input = context.input
    let room = LaneBuffer(count: 2 * input.channels)
    let gradient = unsafe ImageBlocks(filling: input.shape) { dx in
      unsafe room.withAddress { room in
        unsafe input.read { x in
          unsafe outputGradient.read { dy in
            unsafe kernelsResponseNormalizationBackward(
              x, dy, input.sampleCount, input.height * input.width, input.channels, size, bias,
              alpha / Float(size), beta, dx, room)
          }
        }
      }
    }
    return BlocksGradients(input: gradient)
  }
}
