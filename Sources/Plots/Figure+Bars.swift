import Wire

extension Figure {
  /// One bar a name.
  package struct Bars: Sendable, Equatable {
    package var names: [String]
    package var heights: [Double]
    package var label: String
    package var color: Color
    package var showsNumbers: Bool
  }

  /// How many samples fall between equally spaced edges.
  package struct Histogram: Sendable, Equatable {
    package var range: ClosedRange<Double>
    /// The count of each bin, from the left, or its density.
    package var heights: [Double]
    package var sampleCount: Int
    package var label: String
    package var color: Color
  }

  /// The figure with one bar for every name; several series of bars stand side by side.
  ///
  ///     figure.bars(["sigmoid", "tanh", "rectifier"], accuracies, showNumbers: true)
  ///
  /// - Parameters:
  ///   - names: The texts below the bars.
  ///   - heights: The heights, as many; they may be negative.
  ///   - label: The name of the series in the legend; empty leaves it out.
  ///   - color: The colour; nil takes the next of the palette.
  ///   - showNumbers: Whether the height stands above each bar.
  /// - Returns: The figure with the bars.
  public func bars(
    _ names: some PlotLabels, _ heights: some PlotValues,
    label: String = "", color: Color? = nil, showNumbers: Bool = false
  ) -> Figure {
    let names = names.plotLabels
    let heights = heights.plotValues
    guard names.count == heights.count else {
      fatalError("bars: \(names.count) names but \(heights.count) heights")
    }
    return adding(
      .bars(
        Bars(
          names: names, heights: heights, label: label, color: color ?? nextColor,
          showsNumbers: showNumbers)))
  }

  /// The figure with a histogram: how many of the values fall into each of equally wide bins.
  ///
  ///     Figure(xLabel: "weight (kg)").histogram(weights, bins: 30)
  ///
  /// - Parameters:
  ///   - values: The samples; those that are NaN or infinite are left out.
  ///   - bins: The number of bins, 1 to 10,000.
  ///   - range: Where the first bin begins and the last one ends; nil covers all samples.
  ///   - density: Whether the area of the bars is 1, rather than their heights being counts.
  ///   - label: The name in the legend; empty leaves it out.
  ///   - color: The colour; nil takes the next of the palette.
  /// - Returns: The figure with the histogram.
  public func histogram(
    _ values: some PlotValues, bins: Int = 20, range: ClosedRange<Double>? = nil,
    density: Bool = false, label: String = "", color: Color? = nil
  ) -> Figure {
    guard bins >= 1, bins <= 10_000 else {
      fatalError("histogram: 1 to 10000 bins, not \(bins)")
    }
    let samples = values.plotValues
    let range = Self.binnedRange(range ?? samples.finiteRange ?? 0...1)
    // Halves, so that the width of the widest range is still finite.
    let (start, half) = (range.lowerBound / 2, range.upperBound / 2 - range.lowerBound / 2)
    var heights = [Double](repeating: 0, count: bins)
    var count = 0
    for sample in samples where range.contains(sample) {
      let position = (sample / 2 - start) / half * Double(bins)
      heights[Swift.min(bins - 1, Int(position))] += 1
      count += 1
    }
    if density, count > 0 {
      let area = Double(count) * half * 2 / Double(bins)
      heights = heights.map { $0 / area }
    }
    var figure = adding(
      .histogram(
        Histogram(
          range: range, heights: heights, sampleCount: count, label: label,
          color: color ?? nextColor)))
    if figure.yLabel.isEmpty { figure.yLabel = density ? "density" : "count" }
    figure.yAxis.isWhole = !density
    return figure
  }

  /// A range that is wide enough to be cut into bins.
  private static func binnedRange(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let (lower, upper) = (
      range.lowerBound.clamped(to: -1e300...1e300), range.upperBound.clamped(to: -1e300...1e300)
    )
    let margin = Swift.max(0.5, Swift.max(lower.magnitude, upper.magnitude) * 1e-9)
    return upper / 2 - lower / 2 > 1e-290 ? lower...upper : (lower - margin)...(upper + margin)
  }
}

extension Figure.Bars: WireCodable {
  package func encode(into writer: inout WireWriter) {
    writer.write(texts: names)
    writer.write(heights)
    writer.write(label)
    writer.write(color)
    writer.write(showsNumbers)
  }

  package init(from reader: inout WireReader) throws(WireError) {
    names = try reader.readTexts()
    heights = try reader.readDoubles()
    label = try reader.readString()
    color = try Figure.Color(from: &reader)
    showsNumbers = try reader.readBool()
    guard names.count == heights.count else { throw .malformed("\(names.count) names of bars") }
  }
}

extension Figure.Histogram: WireCodable {
  package func encode(into writer: inout WireWriter) {
    writer.write(range)
    writer.write(heights)
    writer.write(sampleCount)
    writer.write(label)
    writer.write(color)
  }

  package init(from reader: inout WireReader) throws(WireError) {
    range = try reader.readRange()
    heights = try reader.readDoubles()
    sampleCount = try reader.readInt(in: 0...Int.max)
    label = try reader.readString()
    color = try Figure.Color(from: &reader)
    guard heights.count >= 1, heights.count <= 10_000 else {
      throw .malformed("\(heights.count) bins")
    }
  }
}
