import CKernels
import Testing

@testable import Tensors

/// Compiles only for two values of one type.
private func expectSameType<T>(_: T, _: T) {}

@Suite("The C functions are declared as they are")
struct KernelDeclarationTests {
  @Test("Declarations agree with the header")
  func signatures() {
    unsafe expectSameType(kernelsBinary, kernels_binary)
    unsafe expectSameType(kernelsUnary, kernels_unary)
    unsafe expectSameType(kernelsAddScaled, kernels_add_scaled)
    unsafe expectSameType(kernelsSum, kernels_sum)
    unsafe expectSameType(kernelsDot, kernels_dot)
    unsafe expectSameType(kernelsSumAxis, kernels_sum_axis)
    unsafe expectSameType(kernelsExtremumAxis, kernels_extremum_axis)
    unsafe expectSameType(kernelsSoftmax, kernels_softmax)
    unsafe expectSameType(kernelsLogSumExp, kernels_log_sum_exp)
    unsafe expectSameType(kernelsTranspose, kernels_transpose)
    unsafe expectSameType(kernelsMatrixProduct, kernels_matrix_product)
    unsafe expectSameType(kernelsLinear, kernels_linear)
    unsafe expectSameType(kernelsStridedProduct, kernels_strided_product)
    unsafe expectSameType(kernelsProductBy, kernels_product_by)
    unsafe expectSameType(kernelsProductTiles, kernels_product_tiles)
    expectSameType(kernelsFlushDenormals, kernels_flush_denormals)
    expectSameType(kernelsRestoreDenormals, kernels_restore_denormals)
    expectSameType(kernelsDenormalsAreFlushed, kernels_denormals_are_flushed)
    unsafe expectSameType(kernelsBLASCoreName, kernels_blas_core_name)
    unsafe expectSameType(kernelsBLASConfiguration, kernels_blas_configuration)
  }

  @Test("Operations have the numbers of the header")
  func operations() {
    let binary: [(BinaryOperation, Int)] = [
      (.add, KERNELS_ADD), (.subtract, KERNELS_SUBTRACT), (.multiply, KERNELS_MULTIPLY),
      (.divide, KERNELS_DIVIDE), (.maximum, KERNELS_MAXIMUM), (.minimum, KERNELS_MINIMUM),
      (.power, KERNELS_POWER), (.equal, KERNELS_EQUAL), (.notEqual, KERNELS_NOT_EQUAL),
      (.less, KERNELS_LESS), (.lessOrEqual, KERNELS_LESS_OR_EQUAL),
    ]
    for (operation, number) in binary { #expect(Int(operation.rawValue) == number) }
    let unary: [(UnaryOperation, Int)] = [
      (.negate, KERNELS_NEGATE), (.exp, KERNELS_EXP), (.log, KERNELS_LOG),
      (.squareRoot, KERNELS_SQUARE_ROOT), (.absolute, KERNELS_ABSOLUTE),
      (.square, KERNELS_SQUARE), (.sigmoid, KERNELS_SIGMOID), (.tanh, KERNELS_TANH),
      (.relu, KERNELS_RELU),
    ]
    for (operation, number) in unary { #expect(Int(operation.rawValue) == number) }
    let products: [(ProductKernel, Int)] = [
      (.automatic, KERNELS_PRODUCT_AUTOMATIC), (.small, KERNELS_PRODUCT_SMALL),
      (.avx2, KERNELS_PRODUCT_AVX2), (.avx512, KERNELS_PRODUCT_AVX512),
      (.blas, KERNELS_PRODUCT_BLAS),
    ]
    for (kernel, number) in products { #expect(Int(kernel.rawValue) == number) }
  }
}
