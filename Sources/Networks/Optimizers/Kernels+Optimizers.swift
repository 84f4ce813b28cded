// The C functions of optimizers.c, declared here by hand as Sources/Tensors/Kernels.swift explains;
// a test compares these declarations with the header.

internal typealias Scalars = UnsafePointer<Float>
internal typealias MutableScalars = UnsafeMutablePointer<Float>

@_extern(c, "kernels_descend")
internal func kernelsDescend(
  _ rate: Float, _ decay: Float, _ gradient: Scalars?, _ weights: MutableScalars, _ count: Int)

@_extern(c, "kernels_momentum")
internal func kernelsMomentum(
  _ rate: Float, _ decay: Float, _ momentum: Float, _ looksAhead: Bool, _ gradient: Scalars?,
  _ velocity: MutableScalars, _ weights: MutableScalars, _ count: Int)

@_extern(c, "kernels_rms_prop")
internal func kernelsRMSProp(
  _ rate: Float, _ decay: Float, _ smoothing: Float, _ oneMinusSmoothing: Float,
  _ epsilon: Float, _ momentum: Float, _ gradient: Scalars?, _ square: MutableScalars,
  _ velocity: MutableScalars?, _ weights: MutableScalars, _ count: Int)

@_extern(c, "kernels_ada_grad")
internal func kernelsAdaGrad(
  _ rate: Float, _ decay: Float, _ epsilon: Float, _ gradient: Scalars?,
  _ square: MutableScalars, _ weights: MutableScalars, _ count: Int)

@_extern(c, "kernels_adam")
internal func kernelsAdam(
  _ rate: Float, _ decay: Float, _ keep: Float, _ oneMinusBeta1: Float, _ beta2: Float,
  _ oneMinusBeta2: Float, _ correction: Float, _ epsilon: Float, _ gradient: Scalars?,
  _ first: MutableScalars, _ second: MutableScalars, _ weights: MutableScalars, _ count: Int)

@_extern(c, "kernels_move_towards")
internal func kernelsMoveTowards(
  _ rate: Float, _ target: Scalars, _ value: MutableScalars, _ count: Int)

@_extern(c, "kernels_scale")
internal func kernelsScale(_ scale: Float, _ a: MutableScalars, _ count: Int)

@_extern(c, "kernels_clamp")
internal func kernelsClamp(_ bound: Float, _ a: MutableScalars, _ count: Int)

@_extern(c, "kernels_add_scaled")
internal func kernelsAddScaled(
  _ scale: Float, _ a: Scalars, _ out: MutableScalars, _ count: Int)

@_extern(c, "kernels_sum_of_squares")
internal func kernelsSumOfSquares(_ a: Scalars, _ count: Int) -> Double

@_extern(c, "kernels_is_finite")
internal func kernelsIsFinite(_ a: Scalars, _ count: Int) -> Bool
