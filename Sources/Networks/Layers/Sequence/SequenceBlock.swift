import Tensors

/// Some steps and features of one sample of `[samples, steps, features]`: a matrix within a tensor.
///
/// An attention head works on such blocks of the tensor that holds all heads.
internal struct SequenceBlock {
  let sample: Int
  let steps: Int
  let features: Range<Int>
}

extension Tensor {
  /// A block of a tensor of sequences, as a matrix; the caller vouches that it is inside.
  internal subscript(block: SequenceBlock) -> Tensor {
    get {
      unsafe Tensor(filling: [block.steps, block.features.count]) { out in
        unsafe scalars.withUnsafeBufferPointer { buffer in
          guard let address = buffer.baseAddress else { return }
          unsafe kernelsCopyBlock(
            address + start(of: block), shape[2], out, block.features.count, block.steps,
            block.features.count)
        }
      }
    }
    set {
      let stride = shape[2]
      let start = start(of: block)
      unsafe withMutableScalars { scalars in
        unsafe kernelsCopyBlock(
          newValue.scalars, block.features.count, scalars + start, stride, block.steps,
          block.features.count)
      }
    }
  }

  private func start(of block: SequenceBlock) -> Int {
    block.sample * shape[1] * shape[2] + block.features.lowerBound
  }
}
