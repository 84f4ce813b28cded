// The C functions behind layer normalisation, declared by hand as in Tensors/Kernels.swift; a test
// compares these declarations with the header.

@_extern(c, "kernels_layer_normalization_forward")
internal func kernelsLayerNormalizationForward(
  _ x: UnsafePointer<Float>, _ scale: UnsafePointer<Float>, _ shift: UnsafePointer<Float>,
  _ epsilon: Float, _ y: UnsafeMutablePointer<Float>, _ statistics: UnsafeMutablePointer<Float>,
  _ rows: Int, _ columns: Int)

@_extern(c, "kernels_layer_normalization_backward")
internal func kernelsLayerNormalizationBackward(
  _ x: UnsafePointer<Float>, _ statistics: UnsafePointer<Float>, _ scale: UnsafePointer<Float>,
  _ dy: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>, _ rows: Int, _ columns: Int)

@_extern(c, "kernels_layer_normalization_parameters")
internal func kernelsLayerNormalizationParameters(
  _ x: UnsafePointer<Float>, _ statistics: UnsafePointer<Float>, _ dy: UnsafePointer<Float>,
  _ dscale: UnsafeMutablePointer<Float>, _ dshift: UnsafeMutablePointer<Float>, _ rows: Int,
  _ columns: Int)
