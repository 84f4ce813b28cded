import CKernels
import Testing

@testable import Training

/// Compiles only for two values of one type.
private func expectSameType<T>(_: T, _: T) {}

@Suite("The C functions are declared as they are")
struct TrainingKernelDeclarationTests {
  @Test("Declarations agree with the header")
  func signatures() {
    unsafe expectSameType(kernelsWorkersRun, kernels_workers_run)
    expectSameType(kernelsWorkersAllow, kernels_workers_allow)
    expectSameType(kernelsWorkersProcessors, kernels_workers_processors)
    unsafe expectSameType(kernelsResample, kernels_resample)
    unsafe expectSameType(kernelsSmooth, kernels_smooth)
    unsafe expectSameType(kernelsBytesToUnit, kernels_bytes_to_unit)
  }
}
