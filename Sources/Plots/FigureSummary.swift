/// What a figure shows, in numbers: enough for a check to tell whether the right things were plotted.
public struct FigureSummary: Sendable, Equatable {
  /// One thing drawn on the axes.
  public struct Series: Sendable, Equatable {
    /// How it is drawn.
    public var kind: Kind
    /// Its name in the legend; empty when it has none.
    public var label: String
    /// The number of points, bars, samples of a histogram, cells, pictures, or points asked about.
    public var count: Int
    /// The smallest finite number drawn: a height, a count, a cell. Nil for texts, pictures and reference lines.
    public var minimum: Double?
    /// The largest finite number drawn.
    public var maximum: Double?
  }

  /// The ways to draw data.
  public enum Kind: String, Sendable, CaseIterable {
    /// Points joined by a line.
    case line
    /// Points on their own.
    case scatter
    /// One bar a name.
    case bars
    /// Counts of samples in bins.
    case histogram
    /// The area between two lines.
    case band
    /// A straight line across the axes.
    case referenceLine
    /// Words at points.
    case texts
    /// A matrix whose cells are coloured.
    case heatMap
    /// Pictures in rows and columns.
    case images
    /// The plane coloured by a classifier.
    case regions
    /// Lines of equal height over the plane.
    case contours
  }

  /// The text above the axes.
  public var title: String
  /// The label of the horizontal axis.
  public var xLabel: String
  /// The label of the vertical axis.
  public var yLabel: String
  /// What is drawn, in the order in which it was added.
  public var series: [Series]
  /// The figures of a grid, row by row.
  public var panels: [FigureSummary]
}

extension Figure {
  /// What the figure shows, in numbers.
  ///
  ///     figure.summary.series.map(\.label)  // ["training", "validation"]
  public var summary: FigureSummary {
    FigureSummary(
      title: title, xLabel: xLabel, yLabel: yLabel, series: marks.map(\.summary),
      panels: panels.map(\.summary))
  }
}

extension Figure.Mark {
  fileprivate var summary: FigureSummary.Series {
    switch self {
    case .line(let line): series(.line, line.y)
    case .scatter(let scatter): series(.scatter, scatter.y)
    case .bars(let bars): series(.bars, bars.heights)
    case .histogram(let histogram):
      series(.histogram, histogram.heights, count: histogram.sampleCount)
    case .band(let band): series(.band, band.lower + band.upper, count: band.x.count)
    case .reference: series(.referenceLine, [], count: 1)
    case .texts(let texts): series(.texts, [], count: texts.texts.count)
    case .heatMap(let map): series(.heatMap, map.matrix.values)
    case .images(let images): series(.images, [], count: images.count)
    case .regions(let regions): series(.regions, regions.grid.values.plotValues)
    case .contours(let contours): series(.contours, contours.grid.values.plotValues)
    }
  }

  private func series(
    _ kind: FigureSummary.Kind, _ values: [Double], count: Int? = nil
  ) -> FigureSummary.Series {
    let range = values.finiteRange
    return FigureSummary.Series(
      kind: kind, label: label, count: count ?? values.count,
      minimum: range?.lowerBound, maximum: range?.upperBound)
  }
}
