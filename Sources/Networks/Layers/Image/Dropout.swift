import Tensors

/// Silences units at random while the network trains, so that no unit relies on another.
///
/// In training y = x / (1 − p) with probability 1 − p, else 0, and ∂L/∂x = ∂L/∂y times the same factor;
/// in evaluation y = x. The division keeps the mean, so that evaluation needs no factor.
///
///     Dropout(0.5)
///
/// Which units are silent depends on the seed of the phase, the place of the sample in the batch and
/// the place of the unit in the sample, and on nothing else: not on how a batch is divided.
///
/// **Shapes:** `[samples, …]`; the output has the shape of the input.
///
/// **Errors:** ends the program when the rate is not from 0 to 1, 1 excluded.
///
/// **Source:** N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov, Dropout: A
/// Simple Way to Prevent Neural Networks from Overfitting, JMLR 15, 2014.
public struct Dropout: Layer {
  /// p, the probability that a unit is silenced.
  public let rate: Float

  /// Creates the layer.
  ///
  /// - Parameter rate: p, the probability that a unit is silenced.
  public init(_ rate: Float) {
    guard rate >= 0, rate < 1 else { Dropout.impossible(rate).end() }
    self.rate = rate
  }

  static func impossible(_ rate: Float) -> ShapeError {
    ShapeError(
      operation: "Dropout", problem: "the rate is no probability that leaves something",
      expected: "a rate from 0 to 1, 1 excluded", actual: "\(rate)",
      help: "Dropout(0.25) silences a quarter of the units")
  }

  /// What the layer is in one line, such as `Dropout(0.5)`.
  public var summary: String { "Dropout(\(rate))" }

  /// The shape of the input.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    guard input.rank >= 1 else {
      throw ShapeError(
        operation: summary, problem: "there is no axis of samples",
        expected: "[samples, …]", actual: "\(input)",
        help: "a batch of one sample has the shape [1, …]")
    }
    return input
  }

  /// y = x / (1 − p) or 0 in training, y = x in evaluation.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Phase) {
    require(input.shape)
    return (masked(input, phase), phase)
  }

  /// ∂L/∂x = ∂L/∂y / (1 − p) or 0, as in `forward`.
  public func backward(_ outputGradient: Tensor, context phase: Phase, needsInputGradient: Bool)
    -> LayerGradients
  {
    LayerGradients(input: needsInputGradient ? masked(outputGradient, phase) : nil)
  }

  /// A random number of 32 bits below this one silences a unit.
  private var threshold: UInt32 { UInt32(min(Double(rate) * 0x1p32, Double(UInt32.max))) }

  private func masked(_ x: Tensor, _ phase: Phase) -> Tensor {
    guard phase.isTraining, rate > 0, x.count > 0 else { return x }
    return unsafe Tensor(filling: x.shape) { out in
      unsafe kernelsDropoutRows(
        phase.seed, phase.firstSample, threshold, 1 / (1 - rate), x.scalars, out, x.shape[0],
        x.count / x.shape[0])
    }
  }
}

extension Dropout: ImageLayer {
  package var startsRun: Bool { false }

  /// y = x / (1 − p) or 0 in training, y = x in evaluation.
  package func forwardBlocks(_ input: ImageBlocks, phase: Phase)
    -> (output: ImageBlocks, context: Phase)
  {
    (masked(input, phase), phase)
  }

  /// ∂L/∂x = ∂L/∂y / (1 − p) or 0, as in `forward`.
  package func backwardBlocks(
    _ outputGradient: ImageBlocks, context phase: Phase, request: GradientRequest
  ) -> BlocksGradients {
    BlocksGradients(input: request.needsInputGradient ? masked(outputGradient, phase) : nil)
  }

  private func masked(_ x: ImageBlocks, _ phase: Phase) -> ImageBlocks {
    guard phase.isTraining, rate > 0 else { return x }
    return unsafe ImageBlocks(filling: x.shape) { out in
      unsafe x.read {
        unsafe kernelsDropoutBlocks(
          phase.seed, phase.firstSample, threshold, 1 / (1 - rate), $0, out, x.blockCount,
          x.scalarsPerSample)
      }
    }
  }
}
