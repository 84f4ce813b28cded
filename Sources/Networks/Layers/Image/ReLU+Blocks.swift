import Tensors

extension ReLU: ImageLayer {
  package var startsRun: Bool { false }

  /// y = max(0, x).
  package func forwardBlocks(_ input: ImageBlocks, phase: Phase)
    -> (output: ImageBlocks, context: ImageBlocks)
  {
    let output = unsafe ImageBlocks(filling: input.shape) { out in
      unsafe input.read { unsafe kernelsImageRectify($0, out, input.laneCount) }
    }
    return (output, output)
  }

  /// ∂L/∂x = ∂L/∂y where x > 0, else 0.
  package func backwardBlocks(
    _ outputGradient: ImageBlocks, context output: ImageBlocks, request: GradientRequest
  ) -> BlocksGradients {
    guard request.needsInputGradient else { return BlocksGradients() }
    return BlocksGradients(
      input: unsafe ImageBlocks(filling: output.shape) { dx in
        unsafe output.read { y in
          unsafe outputGradient.read { dy in
            unsafe kernelsImageRectifierGradient(y, dy, dx, output.laneCount)
          }
        }
      })
  }
}
