import CKernels
import Testing

@testable import Networks

/// Compiles only for two values of one type.
private func expectSameType<T>(_: T, _: T) {}

@Suite("The C functions of the optimizers are declared as they are")
struct OptimizerKernelDeclarationTests {
  @Test("Declarations agree with the header")
  func signatures() {
    unsafe expectSameType(kernelsDescend, kernels_descend)
    unsafe expectSameType(kernelsMomentum, kernels_momentum)
    unsafe expectSameType(kernelsRMSProp, kernels_rms_prop)
    unsafe expectSameType(kernelsAdaGrad, kernels_ada_grad)
    unsafe expectSameType(kernelsAdam, kernels_adam)
    unsafe expectSameType(kernelsMoveTowards, kernels_move_towards)
    unsafe expectSameType(kernelsScale, kernels_scale)
    unsafe expectSameType(kernelsClamp, kernels_clamp)
    unsafe expectSameType(kernelsAddScaled, kernels_add_scaled)
    unsafe expectSameType(kernelsSumOfSquares, kernels_sum_of_squares)
    unsafe expectSameType(kernelsIsFinite, kernels_is_finite)
  }
}
