import Tensors

extension Convolution: RectifyingImageLayer {
  package var masksInputGradient: Bool { true }

  /// y = x ∗ W + b, or max(0, y) where a rectifier follows: the sums are still in registers then.
  package func forwardBlocks(_ input: ImageBlocks, phase: Phase, rectifies: Bool)
    -> (output: ImageBlocks, context: Context)
  {
    let geometry = checkedGeometry(for: input.shape)
    var scratch = geometry.scratch(of: window)
    let room = unsafe LaneBuffer(count: kernelsConvolutionForwardRoom(geometry.numbers))
    let output = unsafe ImageBlocks(filling: geometry.output) { out in
      unsafe input.read { x in
        unsafe room.withAddress { room in
          unsafe kernelsConvolutionForward(
            geometry.numbers, x, weight.scalars, bias.scalars, rectifies, out, room, &scratch)
        }
      }
    }
    return (output, Context(input: input, rectified: rectifies ? output : nil))
  }

  /// ∂L/∂x = ∂L/∂y ∗ mirrored W, ∂L/∂W = Σ x ∂L/∂y, ∂L/∂b = Σ ∂L/∂y.
  package func backwardBlocks(
    _ outputGradient: ImageBlocks, context: Context, request: GradientRequest
  ) -> BlocksGradients {
    let geometry = checkedGeometry(for: context.input.shape)
    var gradients = (weight: weight, bias: bias)
    var inputGradient: ImageBlocks?
    if request.needsInputGradient, geometry.input.count > 0 {
      inputGradient = unsafe ImageBlocks(filling: geometry.input) { dx in
        unsafe fill(&gradients, dx, outputGradient, context, geometry, request)
      }
    } else {
      // Without samples the derivatives by the parameters are still to be set, to zero.
      unsafe fill(&gradients, nil, outputGradient, context, geometry, request)
      if request.needsInputGradient { inputGradient = context.input }
    }
    return BlocksGradients(
      input: inputGradient, parameters: Gradients([gradients.weight, gradients.bias]))
  }

  private func fill(
    _ gradients: inout (weight: Tensor, bias: Tensor), _ dx: UnsafeMutableRawPointer?,
    _ outputGradient: ImageBlocks, _ context: Context, _ geometry: ImageGeometry,
    _ request: GradientRequest
  ) {
    let isRectified = context.rectified != nil && !request.outputGradientIsMasked
    let room = unsafe LaneBuffer(
      count: kernelsConvolutionBackwardRoom(geometry.numbers, isRectified))
    var scratch = geometry.scratch(of: window)
    unsafe gradients.weight.withMutableScalars { dw in
      unsafe gradients.bias.withMutableScalars { db in
        unsafe room.withAddress { room in
          unsafe context.input.read { x in
            unsafe outputGradient.read { dy in
              // Without a rectifier any blocks do: their scalars are not read.
              unsafe (context.rectified ?? outputGradient).read { y in
                unsafe kernelsConvolutionBackward(
                  geometry.numbers, x, isRectified ? y : nil, dy, weight.scalars,
                  request.masksInputGradient, dx, dw, db, room,
                  &scratch)
              }
            }
          }
        }
      }
    }
  }

  var window: ImageWindow {
    ImageWindow(
      height: weight.shape[0], width: weight.shape[1], stride: stride, padding: padding,
      dilation: dilation)
  }

  func geometry(for input: Shape) throws(ShapeError) -> ImageGeometry {
    guard weight.rank == 4, bias.shape == [weight.shape[3]], weight.count > 0 else {
      throw ShapeError(
        operation: summary, problem: "the weights and the bias do not make a convolution",
        expected: "weights [height, width, inputs, outputs] and a bias [outputs]",
        actual: "weights \(weight.shape) and a bias \(bias.shape)",
        help: "let Convolution(kernel:inputs:outputs:seed:) create both")
    }
    guard input.rank != 4 || input[3] == weight.shape[2] else {
      throw ShapeError(
        operation: summary, problem: "the number of channels does not fit",
        expected: "\(weight.shape[2]) channels: [samples, height, width, \(weight.shape[2])]",
        actual: "\(input[3]) channels: \(input)",
        help: input[1] == weight.shape[2]
          ? "the channels are the last axis here: transpose with x.transposed([0, 2, 3, 1])"
          : "give the layer as many inputs as the layer before has outputs")
    }
    return try window.geometry(over: input, outputs: weight.shape[3], of: summary)
  }

  private func checkedGeometry(for input: Shape) -> ImageGeometry {
    do throws(ShapeError) { return try geometry(for: input) } catch { error.end() }
  }
}

extension ShapeError {
  static func noConvolution(_ sizes: [Int]) -> ShapeError {
    ShapeError(
      operation: "Convolution", problem: "a size is below 1",
      expected: "a kernel height, a kernel width, inputs and outputs of at least 1",
      actual: "kernel \(sizes[0])×\(sizes[1]), \(sizes[2]) inputs, \(sizes[3]) outputs",
      help: "a kernel of 1×1 mixes channels only")
  }
}
