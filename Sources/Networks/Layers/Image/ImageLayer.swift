import Tensors

/// A layer that works on blocks of samples, see ``ImageBlocks``.
///
/// `Sequential` calls these functions for image layers that follow each other, so that only the
/// ends of such a run are converted. The layer's own `forward` and `backward` take tensors and call
/// the same functions: there is one set of kernels.
package protocol ImageLayer: Layer {
  /// What `backwardBlocks` needs to remember of `forwardBlocks`.
  associatedtype BlocksContext

  /// Whether the layer makes the conversion worth it, rather than only joining a run.
  var startsRun: Bool { get }

  /// Computes y = f(x; w).
  func forwardBlocks(_ input: ImageBlocks, phase: Phase)
    -> (output: ImageBlocks, context: BlocksContext)

  /// Whether the layer can set ∂L/∂x to zero where x is not positive: see ``GradientRequest``.
  var masksInputGradient: Bool { get }

  /// Computes ∂L/∂x and ∂L/∂w from ∂L/∂y.
  func backwardBlocks(
    _ outputGradient: ImageBlocks, context: BlocksContext, request: GradientRequest
  ) -> BlocksGradients
}

/// What is asked of ``ImageLayer/backwardBlocks(_:context:request:)``.
///
/// Below a rectifier the derivative is zero wherever the rectifier's output, the next layer's x, is
/// not positive. That layer has x at hand when it stores ∂L/∂x: so the rectifier costs no pass.
package struct GradientRequest: Sendable {
  /// Whether anybody asks for ∂L/∂x.
  package var needsInputGradient: Bool
  /// Whether to set ∂L/∂x to zero where x is not positive.
  package var masksInputGradient = false
  /// Whether ∂L/∂y is zero already where a rectifier behind this layer silenced y.
  package var outputGradientIsMasked = false
}

/// What ``ImageLayer/backwardBlocks(_:context:request:)`` computes.
package struct BlocksGradients: Sendable {
  /// ∂L/∂x, or `nil` when it was not asked for.
  package var input: ImageBlocks?
  /// ∂L/∂w for every parameter of the layer.
  package var parameters = Gradients()
}

/// An image layer that computes a rectifier behind it along with its own output.
package protocol RectifyingImageLayer: ImageLayer {
  /// Computes y = f(x; w), or max(0, y).
  func forwardBlocks(_ input: ImageBlocks, phase: Phase, rectifies: Bool)
    -> (output: ImageBlocks, context: BlocksContext)
}

extension RectifyingImageLayer {
  /// Computes y = f(x; w).
  package func forwardBlocks(_ input: ImageBlocks, phase: Phase)
    -> (output: ImageBlocks, context: BlocksContext)
  {
    forwardBlocks(input, phase: phase, rectifies: false)
  }
}

extension ImageLayer {
  package var startsRun: Bool { true }
  package var masksInputGradient: Bool { false }
}

extension ImageLayer where BlocksContext == Context {
  /// `forward` by way of blocks.
  package func forwardByBlocks(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Context)
  {
    require(input.shape)
    let (output, context) = forwardBlocks(ImageBlocks(input), phase: phase)
    return (output.tensor, context)
  }

  /// `backward` by way of blocks.
  package func backwardByBlocks(
    _ outputGradient: Tensor, context: Context, needsInputGradient: Bool
  ) -> LayerGradients {
    let gradients = backwardBlocks(
      ImageBlocks(outputGradient), context: context,
      request: GradientRequest(needsInputGradient: needsInputGradient))
    return LayerGradients(input: gradients.input?.tensor, parameters: gradients.parameters)
  }
}
