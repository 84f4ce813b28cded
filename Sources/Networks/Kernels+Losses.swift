// The C functions behind the losses, declared by hand as in Tensors/Kernels.swift; a test compares
// these declarations with the header.

@_extern(c, "kernels_elementwise_loss")
internal func kernelsElementwiseLoss(
  _ loss: Int32, _ parameter: Float, _ scale: Float, _ prediction: UnsafePointer<Float>,
  _ target: UnsafePointer<Float>, _ gradient: UnsafeMutablePointer<Float>, _ count: Int
) -> Double

@_extern(c, "kernels_find_unusable_target")
internal func kernelsFindUnusableTarget(
  _ targets: UnsafePointer<Float>, _ count: Int, _ low: Float, _ high: Float, _ onlyEnds: Bool
) -> Int

@_extern(c, "kernels_find_unusable_class")
internal func kernelsFindUnusableClass(
  _ targets: UnsafePointer<Float>, _ count: Int, _ classes: Int, _ ignores: Bool,
  _ ignored: Float
) -> Int

@_extern(c, "kernels_count_classes")
internal func kernelsCountClasses(
  _ targets: UnsafePointer<Float>, _ count: Int, _ ignores: Bool, _ ignored: Float
) -> Int

@_extern(c, "kernels_softmax_cross_entropy")
internal func kernelsSoftmaxCrossEntropy(
  _ scores: UnsafePointer<Float>, _ targets: UnsafePointer<Float>,
  _ gradient: UnsafeMutablePointer<Float>, _ rows: Int, _ columns: Int, _ smoothing: Float,
  _ ignores: Bool, _ ignored: Float, _ scale: Float
) -> Double

@_extern(c, "kernels_class_log_loss")
internal func kernelsClassLogLoss(
  _ least: Float, _ scale: Float, _ probabilities: UnsafePointer<Float>,
  _ targets: UnsafePointer<Float>, _ gradient: UnsafeMutablePointer<Float>, _ rows: Int,
  _ columns: Int
) -> Double

@_extern(c, "kernels_class_hinge_loss")
internal func kernelsClassHingeLoss(
  _ margin: Float, _ scale: Float, _ scores: UnsafePointer<Float>,
  _ targets: UnsafePointer<Float>, _ gradient: UnsafeMutablePointer<Float>, _ rows: Int,
  _ columns: Int
) -> Double

@_extern(c, "kernels_contrastive_loss")
internal func kernelsContrastiveLoss(
  _ margin: Float, _ scale: Float, _ embeddings: UnsafePointer<Float>,
  _ targets: UnsafePointer<Float>, _ gradient: UnsafeMutablePointer<Float>, _ pairs: Int,
  _ columns: Int
) -> Double
