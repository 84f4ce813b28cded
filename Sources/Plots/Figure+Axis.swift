import Wire

extension Figure {
  /// How numbers are spread over an axis.
  public enum Scale: UInt8, Sendable, CaseIterable {
    /// Equal differences are equally long.
    case linear
    /// Equal factors are equally long; what is not positive cannot be shown.
    case log
  }

  /// One axis: its label, what it shows, and where its ticks are.
  package struct Axis: Sendable, Equatable {
    package var label = ""
    package var range: ClosedRange<Double>?
    package var scale: Scale = .linear
    package var ticks: [Double]?
    package var tickLabels: [String] = []
    /// Whether ticks between whole numbers make no sense: epochs, counts.
    package var isWhole = false
  }

  /// The figure with another horizontal axis.
  ///
  ///     figure.xAxis(range: 1e-5...1, scale: .log)
  ///
  /// - Parameters:
  ///   - range: The numbers at its ends; nil makes room for all data.
  ///   - scale: Linear, or logarithmic to the base 10.
  ///   - ticks: Where the ticks are; nil chooses round numbers.
  ///   - tickLabels: The texts at `ticks`, one each; empty writes the numbers.
  /// - Returns: The figure with the new axis.
  public func xAxis(
    range: ClosedRange<Double>? = nil, scale: Scale = .linear, ticks: [Double]? = nil,
    tickLabels: [String] = []
  ) -> Figure {
    var copy = self
    copy.xAxis.set(range: range, scale: scale, ticks: ticks, tickLabels: tickLabels)
    return copy.withinLimits()
  }

  /// The figure with another vertical axis.
  ///
  ///     figure.yAxis(range: 0...1)
  ///
  /// - Parameters:
  ///   - range: The numbers at its ends; nil makes room for all data.
  ///   - scale: Linear, or logarithmic to the base 10.
  ///   - ticks: Where the ticks are; nil chooses round numbers.
  ///   - tickLabels: The texts at `ticks`, one each; empty writes the numbers.
  /// - Returns: The figure with the new axis.
  public func yAxis(
    range: ClosedRange<Double>? = nil, scale: Scale = .linear, ticks: [Double]? = nil,
    tickLabels: [String] = []
  ) -> Figure {
    var copy = self
    copy.yAxis.set(range: range, scale: scale, ticks: ticks, tickLabels: tickLabels)
    return copy.withinLimits()
  }
}

extension Figure.Axis {
  fileprivate mutating func set(
    range: ClosedRange<Double>?, scale: Figure.Scale, ticks: [Double]?, tickLabels: [String]
  ) {
    guard tickLabels.isEmpty || tickLabels.count == ticks?.count else {
      fatalError("an axis with \(tickLabels.count) tick labels needs as many ticks")
    }
    self.range = range
    self.scale = scale
    self.ticks = ticks
    self.tickLabels = tickLabels
  }
}

extension Figure.Axis: WireCodable {
  package func encode(into writer: inout WireWriter) {
    writer.write(label)
    writer.write(optional: range) { range, writer in writer.write(range) }
    writer.write(scale.rawValue)
    writer.write(optional: ticks) { ticks, writer in writer.write(ticks) }
    writer.write(texts: tickLabels)
    writer.write(isWhole)
  }

  package init(from reader: inout WireReader) throws(WireError) {
    label = try reader.readString()
    range = try reader.readOptional { reader throws(WireError) in try reader.readRange() }
    scale = try reader.readCase()
    ticks = try reader.readOptional { reader throws(WireError) in try reader.readDoubles() }
    tickLabels = try reader.readTexts()
    isWhole = try reader.readBool()
    guard tickLabels.isEmpty || tickLabels.count == ticks?.count else {
      throw .malformed("\(tickLabels.count) tick labels")
    }
  }
}
