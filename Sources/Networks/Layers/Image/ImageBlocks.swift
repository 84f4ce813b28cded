import Tensors

/// A batch of images with the samples innermost, sixteen at a time:
/// `[blocks][height][width][channels][16]`.
///
/// So the kernels work on sixteen samples at once, whatever the number of channels, the stride or
/// the padding. Image layers in a row hand such blocks to each other; only at the two ends of the
/// row are they made from a tensor, and a tensor from them.
///
/// Where the samples do not fill the last block, lanes are left over. What they hold means nothing,
/// but in gradients it is zero, so that sums over all lanes are sums over the samples.
package struct ImageBlocks: Sendable {
  /// The shape of the batch as a tensor: `[samples, height, width, channels]`, or without the width,
  /// or without height and width.
  package let shape: Shape
  private let buffer: LaneBuffer

  /// The blocks of a tensor.
  package init(_ tensor: Tensor) {
    unsafe self.init(filling: tensor.shape) { out in
      let samples = tensor.shape[0]
      unsafe kernelsImageBlocks(
        tensor.scalars, out, samples, samples == 0 ? 0 : tensor.count / samples)
    }
  }

  /// Blocks that a kernel fills entirely.
  package init(filling shape: Shape, by kernel: (UnsafeMutableRawPointer) -> Void) {
    self.shape = shape
    buffer = LaneBuffer(
      count: (shape[0] + 15) / 16 * (shape.imageHeight * shape.imageWidth * shape[-1]))
    unsafe buffer.withAddress(kernel)
  }

  /// The same scalars with the shape of another tensor.
  package init(_ blocks: ImageBlocks, shape: Shape) {
    self.shape = shape
    buffer = blocks.buffer
  }

  /// The batch as a tensor.
  package var tensor: Tensor {
    unsafe Tensor(filling: shape) { out in
      unsafe read { unsafe kernelsImageRows($0, out, sampleCount, scalarsPerSample) }
    }
  }

  /// Calls a kernel that reads the scalars.
  package func read(_ kernel: (UnsafeRawPointer) -> Void) {
    unsafe buffer.withAddress { unsafe kernel($0) }
  }

  /// The number of lanes: a sixteenth of the scalars.
  package var laneCount: Int { buffer.count }
  /// The number of samples.
  package var sampleCount: Int { shape[0] }
  /// The number of blocks.
  package var blockCount: Int { (shape[0] + 15) / 16 }
  /// The number of rows of an image.
  package var height: Int { shape.imageHeight }
  /// The number of columns of an image.
  package var width: Int { shape.imageWidth }
  /// The number of channels of a pixel.
  package var channels: Int { shape[-1] }
  /// The number of scalars of a sample.
  package var scalarsPerSample: Int { height * width * channels }
}

extension Shape {
  /// The number of rows of an image, or of steps of a sequence.
  package var imageHeight: Int { rank >= 3 ? self[1] : 1 }
  /// The number of columns of an image.
  package var imageWidth: Int { rank >= 4 ? self[2] : 1 }
}
