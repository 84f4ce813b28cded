import Networks
import Tensors

/// Random changes of pictures that leave alone what they show: a network that sees every picture anew
/// in each epoch learns what matters about it.
///
///     let augmentation = Augmentation(
///       [.rotate(degrees: 10), .shift(pixels: 2), .elastic(strength: 34, smoothness: 4)], seed: 389)
///     let samples = ImageSamples(digits.train, augmentation: augmentation)
///
/// The changes are drawn from the seed, the epoch and the number of the sample alone: a picture is
/// changed in the same way in whatever batch it comes, on however many threads. Shifts, turns, scales,
/// shears and bends become one map, so a picture is resampled, and blurred, only once.
///
/// **Shapes:** pictures `[samples, height, width]` or `[samples, height, width, 1]`.
///
/// **Source:** P. Simard, D. Steinkraus and J. Platt, Best Practices for Convolutional Neural Networks
/// Applied to Visual Document Analysis, ICDAR 2003.
public struct Augmentation: Sendable, Equatable {
  /// One kind of random change.
  public enum Change: Sendable, Equatable {
    /// A shift of up to so many pixels in both directions.
    case shift(pixels: Float)
    /// A turn of up to so many degrees in either direction, about the middle.
    case rotate(degrees: Float)
    /// A scaling about the middle by a factor within a range; above 1 is larger.
    case scale(ClosedRange<Float>)
    /// A slant of up to so many degrees in either direction: what stands upright leans.
    case shear(degrees: Float)
    /// A bend, as of a sheet of rubber: every pixel is moved by random numbers from −1 to 1, smoothed
    /// by a Gaussian whose standard deviation is the smoothness in pixels, times the strength.
    case elastic(strength: Float, smoothness: Float)
    /// Normally distributed numbers of a standard deviation, added to every pixel.
    case noise(deviation: Float)
    /// With a probability, a rectangle of a share of the picture becomes background.
    ///
    /// **Source:** Z. Zhong et al., Random Erasing Data Augmentation, AAAI 2020.
    case erase(probability: Float, share: ClosedRange<Float>)
  }

  /// The changes, in the order in which they are made.
  public let changes: [Change]
  /// The seed of what is random.
  public let seed: UInt64
  /// The number of a pixel that comes from outside the picture.
  public let background: Float
  /// What smooths the displacements of a bend: the right half of a Gaussian, the middle first.
  let smoothing: [Float]

  /// Creates an augmentation.
  ///
  /// **Errors:** ends the program when a number makes no sense: a negative or infinite extent, a scale
  /// of zero, a probability above 1, more than one bend.
  ///
  /// - Parameters:
  ///   - changes: The changes, in the order in which they are made.
  ///   - seed: The seed of what is random.
  ///   - background: The number of a pixel that comes from outside the picture.
  public init(_ changes: [Change], seed: UInt64 = 0, background: Float = 0) {
    for change in changes { change.check() }
    let smoothness = changes.compactMap {
      if case .elastic(_, let smoothness) = $0 { smoothness } else { nil }
    }
    if smoothness.count > 1 { fatalError("a picture can be bent once: leave one .elastic") }
    self.changes = changes
    self.seed = seed
    self.background = background
    smoothing = smoothness.first.map(gaussian) ?? []
  }

  /// Changes pictures.
  ///
  /// **Shapes:** `[samples, height, width]` or `[samples, height, width, 1]`, in and out.
  ///
  /// **Errors:** ends the program when the pictures have another shape, or not as many numbers of
  /// samples are given.
  ///
  /// - Parameters:
  ///   - pictures: The pictures.
  ///   - positions: The number of each sample; 0, 1, 2, … when they are not given.
  ///   - epoch: The epoch: every epoch has changes of its own.
  /// - Returns: The changed pictures.
  public func callAsFunction(
    _ pictures: Tensor, positions: [Int]? = nil, epoch: Int = 0
  ) -> Tensor {
    let positions = positions ?? Array(0..<(pictures.rank == 0 ? 0 : pictures.rowCount))
    let isGrid = pictures.rank == 3 || (pictures.rank == 4 && pictures.shape[3] == 1)
    guard isGrid, positions.count == pictures.rowCount else {
      ShapeError(
        operation: "Augmentation", problem: "the pictures do not fit",
        expected: "[\(positions.count), height, width] or [\(positions.count), height, width, 1]",
        actual: "\(pictures.shape)", help: "augment grey pictures before they become rows"
      ).end()
    }
    let (height, width) = (pictures.shape[1], pictures.shape[2])
    var workspace = Workspace(height: height, width: width)
    return unsafe Tensor(filling: pictures.shape) { out in
      unsafe pictures.scalars.withUnsafeBufferPointer { scalars in
        guard let start = scalars.baseAddress else { return }
        for (row, position) in positions.enumerated() {
          let offset = row * height * width
          unsafe apply(
            start + offset, out + offset, sample: position, epoch: epoch, &workspace)
        }
      }
    }
  }

  /// The random numbers of a sample in an epoch.
  func generator(sample: Int, epoch: Int) -> RandomGenerator {
    RandomGenerator(seed: Phase.training(seed: seed).part(epoch).part(sample).seed)
  }
}

/// The right half of a Gaussian, up to three standard deviations; the whole adds up to 1.
private func gaussian(_ deviation: Float) -> [Float] {
  let radius = max(Int((3 * deviation).rounded(.up)), 1)
  let distances = Tensor((0...radius).map { Float($0) / deviation })
  let heights = exp(-0.5 * distances * distances)
  return (heights / (2 * heights.sum() - 1)).scalars
}

extension Augmentation.Change {
  /// Ends the program when a number makes no sense.
  fileprivate func check() {
    switch self {
    case .shift(let extent), .rotate(let extent), .noise(let extent):
      if extent >= 0 && extent.isFinite { return }
    case .shear(let degrees): if degrees >= 0 && degrees < 90 { return }
    case .scale(let range): if range.lowerBound > 0 && range.upperBound.isFinite { return }
    case .elastic(let strength, let smoothness):
      if strength >= 0 && strength.isFinite && smoothness > 0 && smoothness <= 100 { return }
    case .erase(let probability, let share):
      if (0...1).contains(probability) && share.lowerBound > 0 && share.upperBound < 1 { return }
    }
    fatalError(
      "Augmentation: \(self) cannot be done: extents are 0 or more, shares between 0 and 1")
  }
}
