import CKernels
import Testing

@testable import Networks

/// Compiles only for two values of one type.
private func expectSameType<T>(_: T, _: T) {}

@Suite("The C functions for sequences are declared as they are")
struct SequenceKernelTests {
  @Test("Declarations agree with the header")
  func signatures() {
    expectSameType(kernelsRecurrencePanels, kernels_recurrence_panels)
    expectSameType(kernelsRecurrenceTrace, kernels_recurrence_trace)
    expectSameType(kernelsRecurrenceWork, kernels_recurrence_work)
    unsafe expectSameType(kernelsRecurrencePack, kernels_recurrence_pack)
    unsafe expectSameType(kernelsRecurrenceUnpack, kernels_recurrence_unpack)
    unsafe expectSameType(kernelsRecurrenceForward, kernels_recurrence_forward)
    unsafe expectSameType(kernelsRecurrenceBackward, kernels_recurrence_backward)
    unsafe expectSameType(kernelsTokenCheck, kernels_token_check)
    unsafe expectSameType(kernelsEmbeddingGather, kernels_embedding_gather)
    unsafe expectSameType(kernelsEmbeddingMean, kernels_embedding_mean)
    unsafe expectSameType(kernelsTokenRows, kernels_token_rows)
    unsafe expectSameType(kernelsEmbeddingScatter, kernels_embedding_scatter)
    unsafe expectSameType(kernelsStepsMean, kernels_steps_mean)
    unsafe expectSameType(kernelsStepsMeanBackward, kernels_steps_mean_backward)
    unsafe expectSameType(kernelsStepsMaximum, kernels_steps_maximum)
    unsafe expectSameType(kernelsStepsMaximumBackward, kernels_steps_maximum_backward)
    unsafe expectSameType(kernelsCopyBlock, kernels_copy_block)
    unsafe expectSameType(kernelsStepsReverse, kernels_steps_reverse)
  }

  @Test("Cells have the numbers of the header")
  func cells() {
    #expect(RecurrentCell.rnn.rawValue == Int32(KERNELS_RNN))
    #expect(RecurrentCell.lstm.rawValue == Int32(KERNELS_LSTM))
    #expect(RecurrentCell.gru.rawValue == Int32(KERNELS_GRU))
  }
}
