// The C functions behind the image layers, declared by hand as in Tensors/Kernels.swift; a test
// compares these declarations with the header.

// Pointers to blocks are raw: a C function cannot be declared with pointers to vectors here.

@_extern(c, "kernels_image_blocks")
internal func kernelsImageBlocks(
  _ a: UnsafePointer<Float>, _ out: UnsafeMutableRawPointer, _ samples: Int, _ scalars: Int)

@_extern(c, "kernels_image_rows")
internal func kernelsImageRows(
  _ a: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>, _ samples: Int, _ scalars: Int)

@_extern(c, "kernels_convolution_forward")
internal func kernelsConvolutionForward(
  _ geometry: UnsafePointer<Int>, _ x: UnsafeRawPointer, _ weights: UnsafePointer<Float>,
  _ bias: UnsafePointer<Float>, _ rectifies: Bool, _ out: UnsafeMutableRawPointer,
  _ room: UnsafeMutableRawPointer, _ scratch: UnsafeMutablePointer<Int>)

@_extern(c, "kernels_convolution_forward_room")
internal func kernelsConvolutionForwardRoom(_ geometry: UnsafePointer<Int>) -> Int

@_extern(c, "kernels_convolution_backward")
internal func kernelsConvolutionBackward(
  _ geometry: UnsafePointer<Int>, _ x: UnsafeRawPointer, _ y: UnsafeRawPointer?,
  _ dy: UnsafeRawPointer, _ weights: UnsafePointer<Float>, _ masks: Bool,
  _ dx: UnsafeMutableRawPointer?,
  _ weightGradient: UnsafeMutablePointer<Float>, _ biasGradient: UnsafeMutablePointer<Float>,
  _ room: UnsafeMutableRawPointer, _ scratch: UnsafeMutablePointer<Int>)

@_extern(c, "kernels_convolution_backward_room")
internal func kernelsConvolutionBackwardRoom(_ geometry: UnsafePointer<Int>, _ rectified: Bool)
  -> Int

@_extern(c, "kernels_image_rectify")
internal func kernelsImageRectify(
  _ x: UnsafeRawPointer, _ y: UnsafeMutableRawPointer, _ count: Int)

@_extern(c, "kernels_image_rectifier_gradient")
internal func kernelsImageRectifierGradient(
  _ y: UnsafeRawPointer, _ dy: UnsafeRawPointer, _ dx: UnsafeMutableRawPointer,
  _ count: Int)

@_extern(c, "kernels_max_pooling_forward")
internal func kernelsMaxPoolingForward(
  _ geometry: UnsafePointer<Int>, _ x: UnsafeRawPointer, _ out: UnsafeMutableRawPointer)

@_extern(c, "kernels_max_pooling_backward")
internal func kernelsMaxPoolingBackward(
  _ geometry: UnsafePointer<Int>, _ masks: Bool, _ x: UnsafeRawPointer, _ y: UnsafeRawPointer,
  _ dy: UnsafeRawPointer, _ dx: UnsafeMutableRawPointer)

@_extern(c, "kernels_average_pooling_forward")
internal func kernelsAveragePoolingForward(
  _ geometry: UnsafePointer<Int>, _ x: UnsafeRawPointer, _ out: UnsafeMutableRawPointer)

@_extern(c, "kernels_average_pooling_backward")
internal func kernelsAveragePoolingBackward(
  _ geometry: UnsafePointer<Int>, _ dy: UnsafeRawPointer, _ dx: UnsafeMutableRawPointer)

@_extern(c, "kernels_channel_statistics")
internal func kernelsChannelStatistics(
  _ x: UnsafeRawPointer, _ samples: Int, _ pixels: Int, _ channels: Int,
  _ mean: UnsafeMutablePointer<Float>, _ variance: UnsafeMutablePointer<Float>)

@_extern(c, "kernels_channel_normalize")
internal func kernelsChannelNormalize(
  _ x: UnsafeRawPointer, _ blocks: Int, _ pixels: Int, _ channels: Int,
  _ mean: UnsafePointer<Float>, _ scale: UnsafePointer<Float>, _ shift: UnsafePointer<Float>,
  _ rectifies: Bool, _ y: UnsafeMutableRawPointer)

@_extern(c, "kernels_channel_gradient_sums")
internal func kernelsChannelGradientSums(
  _ x: UnsafeRawPointer, _ dy: UnsafeRawPointer, _ blocks: Int, _ pixels: Int, _ channels: Int,
  _ mean: UnsafePointer<Float>, _ scale: UnsafePointer<Float>, _ shift: UnsafePointer<Float>,
  _ rectified: Bool, _ sums: UnsafeMutablePointer<Float>,
  _ products: UnsafeMutablePointer<Float>)

@_extern(c, "kernels_channel_input_gradient")
internal func kernelsChannelInputGradient(
  _ x: UnsafeRawPointer, _ dy: UnsafeRawPointer, _ samples: Int, _ pixels: Int, _ channels: Int,
  _ mean: UnsafePointer<Float>, _ scale: UnsafePointer<Float>, _ shift: UnsafePointer<Float>,
  _ rectified: Bool, _ constant: UnsafePointer<Float>, _ slope: UnsafePointer<Float>,
  _ masks: Bool,
  _ dx: UnsafeMutableRawPointer)

@_extern(c, "kernels_response_normalization_forward")
internal func kernelsResponseNormalizationForward(
  _ x: UnsafeRawPointer, _ samples: Int, _ pixels: Int, _ channels: Int, _ size: Int, _ bias: Float,
  _ factor: Float, _ exponent: Float, _ y: UnsafeMutableRawPointer)

@_extern(c, "kernels_response_normalization_backward")
internal func kernelsResponseNormalizationBackward(
  _ x: UnsafeRawPointer, _ dy: UnsafeRawPointer, _ samples: Int, _ pixels: Int, _ channels: Int,
  _ size: Int,
  _ bias: Float, _ factor: Float, _ exponent: Float, _ dx: UnsafeMutableRawPointer,
  _ room: UnsafeMutableRawPointer)

@_extern(c, "kernels_dropout_blocks")
internal func kernelsDropoutBlocks(
  _ seed: UInt64, _ firstSample: Int, _ threshold: UInt32, _ scale: Float, _ x: UnsafeRawPointer,
  _ y: UnsafeMutableRawPointer, _ blocks: Int, _ scalars: Int)

@_extern(c, "kernels_dropout_rows")
internal func kernelsDropoutRows(
  _ seed: UInt64, _ firstSample: Int, _ threshold: UInt32, _ scale: Float,
  _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ samples: Int, _ scalars: Int)
