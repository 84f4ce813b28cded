import Wire

extension Figure {
  /// Pictures in rows and columns, a byte a channel.
  package struct Images: Sendable, Equatable {
    package var count: Int
    package var height: Int
    package var width: Int
    package var channels: Int
    package var bytes: [UInt8]
    package var columns: Int
    package var labels: [String]
    package var highlighted: [Int]
  }

  /// The figure with pictures in rows and columns; they take the place of axes.
  ///
  ///     Figure(title: "Digits").images(digits, columns: 10, labels: predictions)
  ///
  /// - Parameters:
  ///   - images: Grey or colour pictures, for example a tensor of shape [n, 28, 28] or [n, 32, 32, 3].
  ///   - columns: How many stand side by side; nil makes about as many as rows, and a single row of a few.
  ///   - labels: The texts above the pictures, one each; empty leaves them out.
  ///   - highlighted: The indices of pictures to draw attention to, for example those that a model got wrong.
  ///   - range: The intensities shown as black and white. nil takes 0...1 where all are within it; otherwise grey
  ///     pictures are stretched from their smallest to their largest number, and colour pictures take 0...255.
  /// - Returns: The figure with the pictures.
  public func images(
    _ images: some PlotImages, columns: Int? = nil,
    labels: some PlotLabels = [String](),
    highlighted: [Int] = [], range: ClosedRange<Double>? = nil
  ) -> Figure {
    let pictures = images.plotImages
    let labels = labels.plotLabels
    guard labels.isEmpty || labels.count == pictures.count else {
      fatalError("images: \(pictures.count) pictures but \(labels.count) labels")
    }
    guard pictures.height <= 16_384, pictures.width <= 16_384 else {
      fatalError(
        "images: pictures have at most 16384 × 16384 pixels, not "
          + "\(pictures.height) × \(pictures.width)")
    }
    if let outside = highlighted.first(where: { $0 < 0 || $0 >= pictures.count }) {
      fatalError("images: there is no picture \(outside) among \(pictures.count) to highlight")
    }
    let automatic =
      pictures.count <= 10 ? pictures.count : Self.squareColumns(pictures.count)
    return adding(
      .images(
        Images(
          count: pictures.count, height: pictures.height, width: pictures.width,
          channels: pictures.channels, bytes: pictures.bytes(range: range),
          columns: max(1, min(columns ?? automatic, max(1, pictures.count))),
          labels: labels, highlighted: highlighted)))
  }

  private static func squareColumns(_ count: Int) -> Int {
    let root = Double(count).squareRoot().rounded(.up)
    return max(10, Int(root))
  }
}

extension ImageValues {
  /// The intensities as bytes, 0 for black.
  fileprivate func bytes(range: ClosedRange<Double>?) -> [UInt8] {
    var (lower, upper) = (Float.infinity, -Float.infinity)
    for value in values where value.isFinite {
      lower = min(lower, value)
      upper = max(upper, value)
    }
    if let range {
      (lower, upper) = (Float(range.lowerBound), Float(range.upperBound))
    } else if lower >= 0, upper <= 1 {
      (lower, upper) = (0, 1)
    } else if channels == 3 {
      (lower, upper) = (0, 255)
    }
    // Halves, so that the width of the widest range is still finite.
    let half = upper / 2 - lower / 2
    let factor = half > 0 && half.isFinite ? 127.5 / half : 0
    return values.map { value in
      let level = (value - lower) * factor + 0.5
      return level >= 255 ? 255 : level > 0 ? UInt8(level) : 0
    }
  }
}

extension Figure.Images: WireCodable {
  package func encode(into writer: inout WireWriter) {
    for number in [count, height, width, channels, columns] { writer.write(number) }
    writer.write(bytes)
    writer.write(texts: labels)
    writer.write(list: highlighted) { index, writer in writer.write(index) }
  }

  package init(from reader: inout WireReader) throws(WireError) {
    count = try reader.readInt(in: 0...FigureLimits.pixelBytes)
    height = try reader.readInt(in: 1...16_384)
    width = try reader.readInt(in: 1...16_384)
    channels = try reader.readInt(in: 1...3)
    columns = try reader.readInt(in: 1...max(1, count))
    bytes = try reader.readBytes()
    // The bounds above keep the product far below the largest Int.
    guard channels != 2, bytes.count == count * height * width * channels else {
      throw .malformed("\(count) pictures of \(height) × \(width) × \(channels)")
    }
    labels = try reader.readTexts()
    let bounds = 0...max(0, count - 1)
    highlighted = try reader.readList { reader throws(WireError) in try reader.readInt(in: bounds) }
    guard labels.isEmpty || labels.count == count, highlighted.count <= count else {
      throw .malformed("labels of pictures")
    }
  }
}
