// The C functions of CKernels that training calls, declared here by hand as in `Tensors`; a test
// compares these declarations with the headers.

internal typealias WorkerTask = @convention(c) (UnsafeMutableRawPointer?, Int) -> Void

@_extern(c, "kernels_workers_run")
internal func kernelsWorkersRun(
  _ task: WorkerTask, _ context: UnsafeMutableRawPointer?, _ count: Int, _ threads: Int32)

@_extern(c, "kernels_workers_allow")
internal func kernelsWorkersAllow(_ threads: Int32) -> Int32

@_extern(c, "kernels_workers_processors")
internal func kernelsWorkersProcessors() -> Int32

@_extern(c, "kernels_bytes_to_unit")
internal func kernelsBytesToUnit(
  _ bytes: UnsafePointer<UInt8>, _ out: UnsafeMutablePointer<Float>, _ count: Int)

@_extern(c, "kernels_resample")
internal func kernelsResample(
  _ image: UnsafePointer<Float>, _ height: Int, _ width: Int, _ map: UnsafePointer<Float>,
  _ dx: UnsafePointer<Float>?, _ dy: UnsafePointer<Float>?, _ background: Float,
  _ out: UnsafeMutablePointer<Float>)

@_extern(c, "kernels_smooth")
internal func kernelsSmooth(
  _ field: UnsafeMutablePointer<Float>, _ height: Int, _ width: Int,
  _ weights: UnsafePointer<Float>, _ radius: Int, _ scratch: UnsafeMutablePointer<Float>)
