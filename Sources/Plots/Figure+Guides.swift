import Wire

extension Figure {
  /// The area between two lines.
  package struct Band: Sendable, Equatable {
    package var x: [Double]
    package var lower: [Double]
    package var upper: [Double]
    package var label: String
    package var color: Color
    /// Whether the band goes with a series and shares its colour.
    package var isCompanion: Bool
  }

  /// The points where xFactor·x + yFactor·y + constant = 0.
  package struct ReferenceLine: Sendable, Equatable {
    package var xFactor: Double
    package var yFactor: Double
    package var constant: Double
    package var label: String
    package var color: Color
    package var style: LineStyle
  }

  /// The figure with a translucent area between two lines: a spread, a confidence interval.
  ///
  /// A band without a name and colour belongs to the series added before it, and has its colour.
  ///
  ///     figure.line(epochs, means, label: "mean of 5 runs").band(epochs, minima, maxima)
  ///
  /// - Parameters:
  ///   - x: The horizontal coordinates, in order.
  ///   - lower: The lower edge, as many.
  ///   - upper: The upper edge, as many.
  ///   - label: The name in the legend; empty leaves it out.
  ///   - color: The colour; nil takes that of the series before, or the next when the band has a name.
  /// - Returns: The figure with the band.
  public func band(
    _ x: some PlotValues, _ lower: some PlotValues, _ upper: some PlotValues,
    label: String = "", color: Color? = nil
  ) -> Figure {
    let (x, lower) = pairs(x, lower, of: "band")
    let upper = upper.plotValues
    guard upper.count == x.count else {
      fatalError("band: \(x.count) horizontal coordinates but \(upper.count) upper ones")
    }
    let owner = label.isEmpty ? lastColor : nil
    return adding(
      .band(
        Band(
          x: x, lower: lower, upper: upper, label: label, color: color ?? owner ?? nextColor,
          isCompanion: owner != nil)))
  }

  /// The figure with a horizontal line across the axes.
  ///
  ///     figure.horizontalLine(at: 0.5, label: "chance")
  ///
  /// - Parameters:
  ///   - y: Its height on the vertical axis.
  ///   - label: The name in the legend; empty leaves it out.
  ///   - color: The colour.
  ///   - style: Solid, dashed, dotted or both.
  /// - Returns: The figure with the line.
  public func horizontalLine(
    at y: some PlotNumber, label: String = "", color: Color = .gray, style: LineStyle = .dashed
  ) -> Figure {
    reference(0, 1, -y.plotValue, label: label, color: color, style: style)
  }

  /// The figure with a vertical line across the axes.
  ///
  ///     figure.verticalLine(at: bestEpoch, label: "best epoch")
  ///
  /// - Parameters:
  ///   - x: Its place on the horizontal axis.
  ///   - label: The name in the legend; empty leaves it out.
  ///   - color: The colour.
  ///   - style: Solid, dashed, dotted or both.
  /// - Returns: The figure with the line.
  public func verticalLine(
    at x: some PlotNumber, label: String = "", color: Color = .gray, style: LineStyle = .dashed
  ) -> Figure {
    reference(1, 0, -x.plotValue, label: label, color: color, style: style)
  }

  /// The figure with the line y = slope · x + intercept, as far as the axes reach.
  ///
  ///     figure.scatter(xs, ys).straightLine(slope: 0.9, intercept: -80, label: "fit")
  ///
  /// - Parameters:
  ///   - slope: How much y rises when x grows by 1.
  ///   - intercept: y where x is 0.
  ///   - label: The name in the legend; empty leaves it out.
  ///   - color: The colour.
  ///   - style: Solid, dashed, dotted or both.
  /// - Returns: The figure with the line.
  public func straightLine(
    slope: some PlotNumber, intercept: some PlotNumber, label: String = "",
    color: Color = .black, style: LineStyle = .solid
  ) -> Figure {
    reference(
      slope.plotValue, -1, intercept.plotValue, label: label, color: color, style: style)
  }

  /// The figure with the line where a linear classifier of two features changes its mind.
  ///
  /// These are the points where weights[0] · x + weights[1] · y + bias = 0.
  ///
  ///     figure.scatter(features, classes: labels).decisionLine(weights: model.w, bias: model.b)
  ///
  /// - Parameters:
  ///   - weights: Two numbers.
  ///   - bias: The number added to the weighted sum.
  ///   - label: The name in the legend; empty leaves it out.
  ///   - color: The colour.
  ///   - style: Solid, dashed, dotted or both.
  /// - Returns: The figure with the line.
  public func decisionLine(
    weights: some PlotValues, bias: some PlotNumber, label: String = "",
    color: Color = .black, style: LineStyle = .solid
  ) -> Figure {
    let weights = weights.plotValues
    guard weights.count == 2 else {
      fatalError("decisionLine: a line in the plane has two weights, not \(weights.count)")
    }
    return reference(
      weights[0], weights[1], bias.plotValue, label: label, color: color, style: style)
  }

  private func reference(
    _ xFactor: Double, _ yFactor: Double, _ constant: Double, label: String, color: Color,
    style: LineStyle
  ) -> Figure {
    adding(
      .reference(
        ReferenceLine(
          xFactor: xFactor, yFactor: yFactor, constant: constant, label: label, color: color,
          style: style)))
  }

  /// The colour of the series that was added last.
  private var lastColor: Color? {
    for mark in marks.reversed() {
      switch mark {
      case .line(let line): return line.color
      case .scatter(let scatter): return scatter.color
      default: continue
      }
    }
    return nil
  }
}

extension Figure.Band: WireCodable {
  package func encode(into writer: inout WireWriter) {
    writer.write(x)
    writer.write(lower)
    writer.write(upper)
    writer.write(label)
    writer.write(color)
    writer.write(isCompanion)
  }

  package init(from reader: inout WireReader) throws(WireError) {
    let columns = try reader.readColumns(3)
    (x, lower, upper) = (columns[0], columns[1], columns[2])
    label = try reader.readString()
    color = try Figure.Color(from: &reader)
    isCompanion = try reader.readBool()
  }
}

extension Figure.ReferenceLine: WireCodable {
  package func encode(into writer: inout WireWriter) {
    writer.write(xFactor)
    writer.write(yFactor)
    writer.write(constant)
    writer.write(label)
    writer.write(color)
    writer.write(style.rawValue)
  }

  package init(from reader: inout WireReader) throws(WireError) {
    xFactor = try reader.readDouble()
    yFactor = try reader.readDouble()
    constant = try reader.readDouble()
    label = try reader.readString()
    color = try Figure.Color(from: &reader)
    style = try reader.readCase()
  }
}
