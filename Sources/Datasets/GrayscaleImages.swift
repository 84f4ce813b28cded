public import Tensors

/// Grey pictures of one size, a byte a pixel, until numbers are asked for.
public struct GrayscaleImages: Sendable, Equatable {
  /// The number of pictures.
  public let count: Int
  /// The height of a picture in pixels.
  public let height: Int
  /// The width of a picture in pixels.
  public let width: Int
  /// The pixels, picture by picture and row by row: `count * height * width` bytes, 0 is paper and 255 is ink.
  public let pixels: [UInt8]

  /// Makes pictures of their pixels; stops the program when the last picture is incomplete.
  public init(pixels: [UInt8], height: Int, width: Int) {
    guard height > 0, width > 0, pixels.count.isMultiple(of: height * width) else {
      fatalError("\(pixels.count) pixels do not fill pictures of \(height) × \(width) pixels")
    }
    self.count = pixels.count / (height * width)
    self.height = height
    self.width = width
    self.pixels = pixels
  }

  /// Some neighbouring pictures; stops the program when the range goes beyond them.
  public subscript(range: Range<Int>) -> GrayscaleImages {
    guard range.lowerBound >= 0, range.upperBound <= count else {
      fatalError("pictures \(range) of \(count) were asked for")
    }
    let size = height * width
    return GrayscaleImages(
      pixels: Array(pixels[range.lowerBound * size..<range.upperBound * size]),
      height: height, width: width)
  }

  /// One picture, as a collection of one; stops the program when there is none.
  public subscript(index: Int) -> GrayscaleImages { self[index..<index + 1] }

  /// The first pictures, as many as there are up to a number.
  public func prefix(_ maximumCount: Int) -> GrayscaleImages {
    self[0..<min(max(maximumCount, 0), count)]
  }

  /// Pictures in any order, chosen by their places; stops the program when one is not there.
  public func selecting(_ indices: some Sequence<Int>) -> GrayscaleImages {
    let size = height * width
    var chosen: [UInt8] = []
    chosen.reserveCapacity(indices.underestimatedCount * size)
    for index in indices {
      guard index >= 0, index < count else {
        fatalError("picture \(index) of \(count) was asked for")
      }
      chosen += pixels[index * size..<(index + 1) * size]
    }
    return GrayscaleImages(pixels: chosen, height: height, width: width)
  }

  /// The pictures as numbers from 0 (paper) to 1 (ink), of shape `[count, height, width]`.
  public var tensor: Tensor { Tensor(scaled, shape: [count, height, width]) }

  /// The pictures as rows of numbers from 0 (paper) to 1 (ink), of shape `[count, height * width]`.
  public var flattened: Tensor { Tensor(scaled, shape: [count, height * width]) }

  private var scaled: [Float] { pixels.map { Float($0) / 255 } }
}
