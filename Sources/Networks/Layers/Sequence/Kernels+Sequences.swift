// The C functions of CKernels that layers for sequences call, declared here by hand: importing their
// module would make every client of `Networks` need its module map. A test compares these
// declarations with the header.

@_extern(c, "kernels_recurrence_panels")
internal func kernelsRecurrencePanels(_ cell: Int32, _ inputs: Int, _ units: Int) -> Int

@_extern(c, "kernels_recurrence_trace")
internal func kernelsRecurrenceTrace(
  _ cell: Int32, _ samples: Int, _ steps: Int, _ inputs: Int, _ units: Int
) -> Int

@_extern(c, "kernels_recurrence_work")
internal func kernelsRecurrenceWork(
  _ cell: Int32, _ samples: Int, _ steps: Int, _ inputs: Int, _ units: Int
) -> Int

@_extern(c, "kernels_recurrence_pack")
internal func kernelsRecurrencePack(
  _ cell: Int32, _ inputs: Int, _ units: Int, _ inputWeight: UnsafePointer<Float>,
  _ stateWeight: UnsafePointer<Float>, _ bias: UnsafePointer<Float>,
  _ panels: UnsafeMutablePointer<Float>)

@_extern(c, "kernels_recurrence_unpack")
internal func kernelsRecurrenceUnpack(
  _ cell: Int32, _ inputs: Int, _ units: Int, _ panels: UnsafePointer<Float>,
  _ inputWeight: UnsafeMutablePointer<Float>, _ stateWeight: UnsafeMutablePointer<Float>,
  _ bias: UnsafeMutablePointer<Float>)

@_extern(c, "kernels_recurrence_forward")
internal func kernelsRecurrenceForward(
  _ cell: Int32, _ samples: Int, _ steps: Int, _ inputs: Int, _ units: Int,
  _ lengths: UnsafePointer<Int>, _ x: UnsafePointer<Float>, _ panels: UnsafePointer<Float>,
  _ trace: UnsafeMutablePointer<Float>, _ output: UnsafeMutablePointer<Float>?,
  _ state: UnsafeMutablePointer<Float>, _ cellState: UnsafeMutablePointer<Float>)

@_extern(c, "kernels_recurrence_backward")
internal func kernelsRecurrenceBackward(
  _ cell: Int32, _ samples: Int, _ steps: Int, _ inputs: Int, _ units: Int,
  _ lengths: UnsafePointer<Int>, _ panels: UnsafePointer<Float>, _ trace: UnsafePointer<Float>,
  _ outputGradient: UnsafePointer<Float>?, _ state: UnsafeMutablePointer<Float>,
  _ cellState: UnsafeMutablePointer<Float>, _ work: UnsafeMutablePointer<Float>,
  _ panelGradient: UnsafeMutablePointer<Float>, _ inputGradient: UnsafeMutablePointer<Float>?)

@_extern(c, "kernels_token_check")
internal func kernelsTokenCheck(
  _ tokens: UnsafePointer<Float>, _ count: Int, _ vocabulary: Int
) -> Int

@_extern(c, "kernels_embedding_gather")
internal func kernelsEmbeddingGather(
  _ table: UnsafePointer<Float>, _ size: Int, _ tokens: UnsafePointer<Float>, _ count: Int,
  _ out: UnsafeMutablePointer<Float>)

@_extern(c, "kernels_embedding_mean")
internal func kernelsEmbeddingMean(
  _ table: UnsafePointer<Float>, _ size: Int, _ tokens: UnsafePointer<Float>, _ samples: Int,
  _ steps: Int, _ lengths: UnsafePointer<Int>, _ skipped: Int,
  _ out: UnsafeMutablePointer<Float>, _ scale: UnsafeMutablePointer<Float>)

@_extern(c, "kernels_token_rows")
internal func kernelsTokenRows(
  _ tokens: UnsafePointer<Float>, _ samples: Int, _ steps: Int, _ lengths: UnsafePointer<Int>,
  _ vocabulary: Int, _ skipped: Int, _ words: UnsafeMutablePointer<UInt64>,
  _ rows: UnsafeMutablePointer<Int>, _ places: UnsafeMutablePointer<Int>
) -> Int

@_extern(c, "kernels_embedding_scatter")
internal func kernelsEmbeddingScatter(
  _ places: UnsafePointer<Int>, _ samples: Int, _ steps: Int, _ size: Int,
  _ gradient: UnsafePointer<Float>, _ shared: Bool, _ scale: UnsafePointer<Float>,
  _ values: UnsafeMutablePointer<Float>, _ valueCount: Int)

@_extern(c, "kernels_steps_mean")
internal func kernelsStepsMean(
  _ x: UnsafePointer<Float>, _ samples: Int, _ steps: Int, _ features: Int,
  _ lengths: UnsafePointer<Int>, _ out: UnsafeMutablePointer<Float>)

@_extern(c, "kernels_steps_mean_backward")
internal func kernelsStepsMeanBackward(
  _ gradient: UnsafePointer<Float>, _ samples: Int, _ steps: Int, _ features: Int,
  _ lengths: UnsafePointer<Int>, _ out: UnsafeMutablePointer<Float>)

@_extern(c, "kernels_steps_maximum")
internal func kernelsStepsMaximum(
  _ x: UnsafePointer<Float>, _ samples: Int, _ steps: Int, _ features: Int,
  _ lengths: UnsafePointer<Int>, _ out: UnsafeMutablePointer<Float>,
  _ places: UnsafeMutablePointer<Int32>)

@_extern(c, "kernels_steps_maximum_backward")
internal func kernelsStepsMaximumBackward(
  _ gradient: UnsafePointer<Float>, _ samples: Int, _ steps: Int, _ features: Int,
  _ places: UnsafePointer<Int32>, _ out: UnsafeMutablePointer<Float>)

@_extern(c, "kernels_steps_reverse")
internal func kernelsStepsReverse(
  _ x: UnsafePointer<Float>, _ samples: Int, _ steps: Int, _ features: Int,
  _ lengths: UnsafePointer<Int>, _ out: UnsafeMutablePointer<Float>)

@_extern(c, "kernels_copy_block")
internal func kernelsCopyBlock(
  _ from: UnsafePointer<Float>, _ fromRow: Int, _ to: UnsafeMutablePointer<Float>, _ toRow: Int,
  _ rows: Int, _ columns: Int)
