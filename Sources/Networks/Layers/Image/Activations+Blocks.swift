import Tensors

/// A function of one number: on blocks it is what it is on tensors, lane by lane.
package protocol ElementwiseLayer: ImageLayer where BlocksContext == ImageBlocks {
  /// The number of the function in the header `activations.h`, its parameter, and whether its derivative
  /// is computed from x rather than from y.
  var function: (number: Int32, parameter: Float, keepsInput: Bool) { get }
}

extension ElementwiseLayer {
  package var startsRun: Bool { false }

  /// y = f(x).
  package func forwardBlocks(_ input: ImageBlocks, phase: Phase)
    -> (output: ImageBlocks, context: ImageBlocks)
  {
    let output = unsafe ImageBlocks(filling: input.shape) { out in
      unsafe input.read { x in
        unsafe kernelsActivationForward(
          function.number, function.parameter, x.assumingMemoryBound(to: Float.self),
          out.assumingMemoryBound(to: Float.self), 16 * input.laneCount)
      }
    }
    return (output, function.keepsInput ? input : output)
  }

  /// ∂L/∂x = ∂L/∂y f′(x).
  package func backwardBlocks(
    _ outputGradient: ImageBlocks, context: ImageBlocks, request: GradientRequest
  ) -> BlocksGradients {
    guard request.needsInputGradient else { return BlocksGradients() }
    let gradient = unsafe ImageBlocks(filling: context.shape) { dx in
      unsafe context.read { kept in
        unsafe outputGradient.read { dy in
          unsafe kernelsActivationBackward(
            function.number, function.parameter, kept.assumingMemoryBound(to: Float.self),
            dy.assumingMemoryBound(to: Float.self), dx.assumingMemoryBound(to: Float.self),
            16 * context.laneCount)
        }
      }
    }
    return BlocksGradients(input: gradient)
  }
}

extension LeakyReLU: ElementwiseLayer {
  package var function: (number: Int32, parameter: Float, keepsInput: Bool) {
    (Activation.leakyReLU.rawValue, slope, true)
  }
}

extension ELU: ElementwiseLayer {
  package var function: (number: Int32, parameter: Float, keepsInput: Bool) {
    (Activation.elu.rawValue, alpha, false)
  }
}

extension GELU: ElementwiseLayer {
  package var function: (number: Int32, parameter: Float, keepsInput: Bool) {
    (Activation.gelu.rawValue, 0, true)
  }
}

extension SoftPlus: ElementwiseLayer {
  package var function: (number: Int32, parameter: Float, keepsInput: Bool) {
    (Activation.softPlus.rawValue, 0, true)
  }
}

extension Sigmoid: ElementwiseLayer {
  package var function: (number: Int32, parameter: Float, keepsInput: Bool) {
    (Activation.sigmoid.rawValue, 0, false)
  }
}

extension Tanh: ElementwiseLayer {
  package var function: (number: Int32, parameter: Float, keepsInput: Bool) {
    (Activation.tanh.rawValue, 0, false)
  }
}
