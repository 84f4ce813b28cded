import Datasets
import Tensors

/// Grey pictures with classes, which stay bytes until a batch is made of them.
///
///     let digits = try Digits.load()
///     let samples = ImageSamples(digits.train, layout: .channelsLast)
///     samples.batch(at: [0, 1], epoch: 0).input.shape    // [2, 28, 28, 1]
///
/// **Shapes:** inputs as ``Layout`` says, with numbers from 0 (paper) to 1 (ink); targets `[samples]`
/// with the numbers of the classes.
public struct ImageSamples: SampleSource {
  /// The axes of the inputs.
  public enum Layout: Sendable {
    /// `[samples, height × width]`, for fully connected layers.
    case rows
    /// `[samples, height, width, 1]`, for convolutions.
    case channelsLast
  }

  private let images: LabelledImages
  private let layout: Layout
  private let augmentation: Augmentation?

  /// Creates a source of the pictures of a data set.
  ///
  /// - Parameters:
  ///   - images: The pictures and their classes.
  ///   - layout: The axes of the inputs.
  ///   - augmentation: Random changes of the pictures, other ones in every epoch; `nil` for samples to
  ///     measure a network on.
  public init(
    _ images: LabelledImages, layout: Layout = .rows, augmentation: Augmentation? = nil
  ) {
    self.images = images
    self.layout = layout
    self.augmentation = augmentation
  }

  /// The number of pictures.
  public var count: Int { images.count }

  /// The pictures at the positions, as numbers from 0 to 1.
  public func batch(at positions: [Int], epoch: Int) -> Batch {
    let pictures = images.images
    let size = pictures.height * pictures.width
    let isChanged = augmentation != nil
    var workspace = Augmentation.Workspace(
      height: isChanged ? pictures.height : 0, width: isChanged ? pictures.width : 0)
    let input = unsafe Tensor(filling: shape(positions.count)) { out in
      for (row, position) in positions.enumerated() {
        pictures.require(position)
        unsafe pictures.pixels.withUnsafeBufferPointer { pixels in
          guard let start = pixels.baseAddress else { return }
          guard let augmentation else {
            unsafe kernelsBytesToUnit(start + position * size, out + row * size, size)
            return
          }
          unsafe kernelsBytesToUnit(start + position * size, &workspace.picture, size)
          let picture = workspace.picture
          unsafe augmentation.apply(
            picture, out + row * size, sample: position, epoch: epoch, &workspace)
        }
      }
    }
    return Batch(input: input, target: Tensor(positions.map { images.labels[$0] }))
  }

  private func shape(_ count: Int) -> Shape {
    let (height, width) = (images.images.height, images.images.width)
    switch layout {
    case .rows: return [count, height * width]
    case .channelsLast: return [count, height, width, 1]
    }
  }
}

extension GrayscaleImages {
  /// Ends the program when there is no picture at a position.
  func require(_ position: Int) {
    if position < 0 || position >= count {
      fatalError("picture \(position) of \(count) was asked for: the first is 0")
    }
  }
}
