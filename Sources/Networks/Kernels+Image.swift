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
  _ scratch: UnsafeMutablePointer<Int>)

@_extern(c, "kernels_convolution_backward")
internal func kernelsConvolutionBackward(
  _ geometry: UnsafePointer<Int>, _ x: UnsafeRawPointer, _ y: UnsafeRawPointer?,
  _ dy: UnsafeRawPointer, _ weights: UnsafePointer<Float>, _ dx: UnsafeMutableRawPointer?,
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
