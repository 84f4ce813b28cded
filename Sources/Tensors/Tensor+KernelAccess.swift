// What the modules above need to run kernels of their own on tensors.

extension Tensor {
  /// A tensor that a kernel fills entirely.
  package init(filling shape: Shape, by kernel: (UnsafeMutablePointer<Float>) -> Void) {
    unsafe self.init(unchecked: [Float](filled: shape.count, by: kernel), shape: shape)
  }

  /// The scalars for a kernel that writes to them; it is not called when there are none.
  package mutating func withMutableScalars(_ kernel: (UnsafeMutablePointer<Float>) -> Void) {
    unsafe storage.withUnsafeMutableBufferPointer { buffer in
      if let address = buffer.baseAddress { unsafe kernel(address) }
    }
  }
}
