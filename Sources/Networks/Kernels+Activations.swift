// The C functions behind the activations, declared by hand as in Tensors/Kernels.swift; a test
// compares these declarations with the header.

@_extern(c, "kernels_activation_forward")
internal func kernelsActivationForward(
  _ activation: Int32, _ parameter: Float, _ x: UnsafePointer<Float>,
  _ y: UnsafeMutablePointer<Float>, _ count: Int)

@_extern(c, "kernels_activation_backward")
internal func kernelsActivationBackward(
  _ activation: Int32, _ parameter: Float, _ kept: UnsafePointer<Float>,
  _ dy: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>, _ count: Int)

@_extern(c, "kernels_parametric_relu_forward")
internal func kernelsParametricReLUForward(
  _ x: UnsafePointer<Float>, _ slope: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>,
  _ rows: Int, _ columns: Int)

@_extern(c, "kernels_parametric_relu_backward")
internal func kernelsParametricReLUBackward(
  _ x: UnsafePointer<Float>, _ slope: UnsafePointer<Float>, _ dy: UnsafePointer<Float>,
  _ dx: UnsafeMutablePointer<Float>, _ dslope: UnsafeMutablePointer<Float>, _ rows: Int,
  _ columns: Int)

@_extern(c, "kernels_softmax_backward")
internal func kernelsSoftmaxBackward(
  _ logarithm: Bool, _ y: UnsafePointer<Float>, _ dy: UnsafePointer<Float>,
  _ dx: UnsafeMutablePointer<Float>, _ rows: Int, _ columns: Int)
