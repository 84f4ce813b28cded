extension Figure {
  /// The figure with a picture once for every map, coloured where the map is large: what a network
  /// looked at.
  ///
  /// The picture is faded, and c′ = (1 − a) c + a · red with a = 0.8 · w / max w: every map is
  /// coloured relative to its own largest number. Maps are coarser than pictures as a rule; between
  /// the middles of their cells the numbers are interpolated.
  ///
  ///     let weights = attention.weights(queries, keys)                  // [1, words, 64]
  ///     Figure(title: "Where it looks")
  ///       .attentionMaps(picture, maps: weights.reshaped(to: [words.count, 8, 8]), labels: words)
  ///
  /// **Errors:** ends the program when there are neither one picture nor as many as maps, or when a
  /// map has channels.
  ///
  /// - Parameters:
  ///   - pictures: One picture for all maps, or one for each; grey or in colour.
  ///   - maps: The maps, for example a tensor of shape `[n, 8, 8]`; negative numbers count as 0.
  ///   - columns: How many stand side by side; nil makes about as many as rows, and a single row of a few.
  ///   - labels: The texts above the maps, one each; empty leaves them out.
  ///   - range: The intensities of the pictures that are black and white.
  /// - Returns: The figure with the maps.
  public func attentionMaps(
    _ pictures: some PlotImages, maps: some PlotImages, columns: Int? = nil,
    labels: some PlotLabels = [String](), range: ClosedRange<Double> = 0...1
  ) -> Figure {
    let (pictures, maps) = (pictures.plotImages, maps.plotImages)
    guard pictures.count == 1 || pictures.count == maps.count else {
      fatalError(
        "attentionMaps: \(maps.count) maps need one picture or \(maps.count), not \(pictures.count)"
      )
    }
    guard maps.channels == 1 else {
      fatalError("attentionMaps: a map has one number a place, not \(maps.channels)")
    }
    let overlays = AttentionOverlay(pictures: pictures, maps: maps, range: range)
    return images(overlays.images, columns: columns, labels: labels, range: 0...1)
  }
}

/// Pictures with maps over them.
private struct AttentionOverlay {
  /// Small pictures are enlarged to about this size, so that the maps are smooth.
  private static let side = 224
  private static let red: [Float] = [0.84, 0.15, 0]

  let images: ImageValues

  init(pictures: ImageValues, maps: ImageValues, range: ClosedRange<Double>) {
    let scale = max(1, Self.side / max(1, max(pictures.height, pictures.width)))
    let (height, width) = (pictures.height * scale, pictures.width * scale)
    let (lower, extent) = (Float(range.lowerBound), Float(range.upperBound - range.lowerBound))
    var values: [Float] = []
    values.reserveCapacity(maps.count * height * width * 3)
    for index in 0..<maps.count {
      let picture = pictures.count == 1 ? 0 : index
      let largest = maps.largest(index)
      for row in 0..<height {
        for column in 0..<width {
          let weight = maps.interpolated(
            index, (Float(row) + 0.5) / Float(height), (Float(column) + 0.5) / Float(width))
          let share = largest > 0 ? 0.8 * max(0, weight) / largest : 0
          for channel in 0..<3 {
            let level = pictures.value(picture, row / scale, column / scale, channel)
            let shade = extent > 0 ? (level - lower) / extent : 0
            values.append((1 - share) * (0.35 + 0.65 * shade) + share * Self.red[channel])
          }
        }
      }
    }
    images = ImageValues(
      count: maps.count, height: height, width: width, channels: 3, values: values)
  }
}

extension ImageValues {
  fileprivate func value(_ index: Int, _ row: Int, _ column: Int, _ channel: Int) -> Float {
    values[
      ((index * height + row) * width + column) * channels + (channels == 1 ? 0 : channel)]
  }

  /// The largest number of a picture; 0 when none is larger.
  fileprivate func largest(_ index: Int) -> Float {
    let size = height * width * channels
    return values[index * size..<(index + 1) * size].reduce(0) { $1 > $0 ? $1 : $0 }
  }

  /// The number at a place given as parts of height and width, between the middles of the pixels.
  fileprivate func interpolated(_ index: Int, _ down: Float, _ right: Float) -> Float {
    func place(_ part: Float, _ size: Int) -> (low: Int, high: Int, share: Float) {
      let position = min(max(part * Float(size) - 0.5, 0), Float(size - 1))
      let low = Int(position)
      return (low, min(low + 1, size - 1), position - Float(low))
    }
    let (rows, columns) = (place(down, height), place(right, width))
    func along(_ row: Int) -> Float {
      let (left, right) = (
        value(index, row, columns.low, 0), value(index, row, columns.high, 0)
      )
      return left + (right - left) * columns.share
    }
    let (above, below) = (along(rows.low), along(rows.high))
    return above + (below - above) * rows.share
  }
}
