// The C functions of CKernels that the tensors call, declared here by hand: importing their module
// would make every client of `Tensors` need its module map. A test compares these declarations with
// the header.

internal typealias Scalars = UnsafePointer<Float>
internal typealias MutableScalars = UnsafeMutablePointer<Float>

@_extern(c, "kernels_binary")
internal func kernelsBinary(
  _ operation: Int32, _ a: Scalars, _ aStep: Int, _ b: Scalars, _ bStep: Int,
  _ out: MutableScalars, _ count: Int)

@_extern(c, "kernels_unary")
internal func kernelsUnary(
  _ operation: Int32, _ a: Scalars, _ out: MutableScalars, _ count: Int)

@_extern(c, "kernels_add_scaled")
internal func kernelsAddScaled(
  _ scale: Float, _ a: Scalars, _ out: MutableScalars, _ count: Int)

@_extern(c, "kernels_sum")
internal func kernelsSum(_ a: Scalars, _ count: Int) -> Double

@_extern(c, "kernels_dot")
internal func kernelsDot(_ a: Scalars, _ b: Scalars, _ count: Int) -> Double

@_extern(c, "kernels_sum_axis")
internal func kernelsSumAxis(
  _ a: Scalars, _ out: MutableScalars, _ outer: Int, _ count: Int, _ inner: Int)

@_extern(c, "kernels_extremum_axis")
internal func kernelsExtremumAxis(
  _ maximum: Bool, _ a: Scalars, _ out: MutableScalars, _ outer: Int, _ count: Int,
  _ inner: Int)

@_extern(c, "kernels_softmax")
internal func kernelsSoftmax(
  _ logarithm: Bool, _ a: Scalars, _ out: MutableScalars, _ rows: Int, _ columns: Int)

@_extern(c, "kernels_log_sum_exp")
internal func kernelsLogSumExp(
  _ a: Scalars, _ out: MutableScalars, _ rows: Int, _ columns: Int)

@_extern(c, "kernels_transpose")
internal func kernelsTranspose(
  _ a: Scalars, _ out: MutableScalars, _ rows: Int, _ columns: Int)

@_extern(c, "kernels_matrix_product")
internal func kernelsMatrixProduct(
  _ transposeA: Bool, _ transposeB: Bool, _ m: Int, _ n: Int, _ k: Int, _ a: Scalars,
  _ b: Scalars, _ out: MutableScalars, _ accumulate: Bool)

@_extern(c, "kernels_blas_core_name")
internal func kernelsBLASCoreName() -> UnsafePointer<CChar>

@_extern(c, "kernels_blas_configuration")
internal func kernelsBLASConfiguration() -> UnsafePointer<CChar>

/// The operations of `kernels_binary`, in the order of the header.
internal enum BinaryOperation: Int32 {
  case add, subtract, multiply, divide, maximum, minimum, power
  case equal, notEqual, less, lessOrEqual
}

/// The operations of `kernels_unary`, in the order of the header.
internal enum UnaryOperation: Int32 {
  case negate, exp, log, squareRoot, absolute, square, sigmoid, tanh, relu
}

extension [Float] {
  /// An array that a kernel fills entirely.
  internal init(filled count: Int, by kernel: (MutableScalars) -> Void) {
    unsafe self.init(unsafeUninitializedCapacity: count) { buffer, initialized in
      // A buffer without address has no scalars to fill.
      if let address = buffer.baseAddress { unsafe kernel(address) }
      initialized = count
    }
  }
}
