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
    expectSameType(kernelsWorkersProcessors, kernels_workers_processors)
    unsafe expectSameType(kernelsBytesToUnit, kernels_bytes_to_unit)
  }
}
