import Wire

extension Figure {
  /// Points joined by a line.
  package struct Line: Sendable, Equatable {
    package var x: [Double]
    package var y: [Double]
    package var label: String
    package var color: Color
    package var style: LineStyle = .solid
    package var width: Double = 1.5
    package var marker: Marker = .none
    package var opacity: Double = 1
    /// Whether the line goes with another series and shares its colour.
    package var isCompanion = false
  }

  /// Points on their own.
  package struct Scatter: Sendable, Equatable {
    package var x: [Double]
    package var y: [Double]
    package var label: String
    package var color: Color
    package var marker: Marker
    /// The diameter in points; nil chooses by the number of points.
    package var size: Double?
    /// 0 is invisible, 1 covers what is below; nil chooses by the number of points.
    package var opacity: Double?
  }

  /// The figure with a line through points.
  ///
  ///     figure.line(epochs, losses, label: "training", style: .dashed)
  ///
  /// - Parameters:
  ///   - x: The horizontal coordinates.
  ///   - y: The vertical coordinates, as many.
  ///   - label: The name in the legend; empty leaves it out.
  ///   - color: The colour; nil takes the next of the palette.
  ///   - style: Solid, dashed, dotted or both.
  ///   - width: The thickness in points.
  ///   - marker: The shape drawn at every point.
  /// - Returns: The figure with the line.
  public func line(
    _ x: some PlotValues, _ y: some PlotValues, label: String = "", color: Color? = nil,
    style: LineStyle = .solid, width: Double = 1.5, marker: Marker = .none
  ) -> Figure {
    let (x, y) = pairs(x, y, of: "line")
    return adding(
      .line(
        Line(
          x: x, y: y, label: label, color: color ?? nextColor, style: style,
          width: width.clamped(to: 0.25...20), marker: marker)))
  }

  /// The figure with a line through points at 0, 1, 2, …
  ///
  ///     figure.line(losses, label: "training")
  ///
  /// - Parameters:
  ///   - y: The vertical coordinates.
  ///   - label: The name in the legend; empty leaves it out.
  ///   - color: The colour; nil takes the next of the palette.
  ///   - style: Solid, dashed, dotted or both.
  ///   - width: The thickness in points.
  ///   - marker: The shape drawn at every point.
  /// - Returns: The figure with the line.
  public func line(
    _ y: some PlotValues, label: String = "", color: Color? = nil,
    style: LineStyle = .solid, width: Double = 1.5, marker: Marker = .none
  ) -> Figure {
    let y = y.plotValues
    return line(
      0..<y.count, y, label: label, color: color, style: style, width: width, marker: marker)
  }

  /// The figure with a point cloud.
  ///
  ///     figure.scatter(heights, weights, label: "women", marker: .diamond)
  ///
  /// - Parameters:
  ///   - x: The horizontal coordinates.
  ///   - y: The vertical coordinates, as many.
  ///   - label: The name in the legend; empty leaves it out.
  ///   - color: The colour; nil takes the next of the palette.
  ///   - marker: The shape of a point.
  ///   - size: The diameter of a point in points; nil draws many points smaller.
  ///   - opacity: 0 is invisible, 1 covers what is below; nil lets many points shine through.
  /// - Returns: The figure with the points.
  public func scatter(
    _ x: some PlotValues, _ y: some PlotValues, label: String = "", color: Color? = nil,
    marker: Marker = .circle, size: Double? = nil, opacity: Double? = nil
  ) -> Figure {
    let (x, y) = pairs(x, y, of: "scatter")
    return adding(
      .scatter(
        Scatter(
          x: x, y: y, label: label, color: color ?? nextColor, marker: marker,
          size: size.map { $0.clamped(to: 0.5...60) },
          opacity: opacity.map { $0.clamped(to: 0...1) })))
  }

  /// The figure with a point cloud whose classes have a colour and a shape each.
  ///
  /// Class 0 has the colour of region 0 of `decisionRegions`, and so on.
  ///
  ///     figure.scatter(xs, ys, classes: labels, names: ["cat", "dog"])
  ///
  /// - Parameters:
  ///   - x: The horizontal coordinates.
  ///   - y: The vertical coordinates, as many.
  ///   - classes: The class of every point: whole numbers from 0.
  ///   - names: The names of the classes in the legend; empty writes their numbers.
  /// - Returns: The figure with the points.
  public func scatter(
    _ x: some PlotValues, _ y: some PlotValues, classes: some PlotValues, names: [String] = []
  ) -> Figure {
    let (x, y) = pairs(x, y, of: "scatter")
    let classes = classes.plotValues
    guard classes.count == x.count else {
      fatalError("scatter: \(x.count) points need as many classes, not \(classes.count)")
    }
    var figure = self
    let shapes: [Marker] = [.circle, .square, .triangle, .diamond]
    for value in Set(classes).sorted() {
      guard let index = Int(exactly: value), index >= 0 else {
        fatalError("scatter: a class is a whole number from 0, not \(value)")
      }
      let members = classes.indices.filter { classes[$0] == value }
      figure = figure.scatter(
        members.map { x[$0] }, members.map { y[$0] },
        label: index < names.count ? names[index] : "class \(index)",
        color: .series(index), marker: shapes[index % shapes.count])
    }
    return figure
  }

  /// The figure with a point cloud given as a matrix of shape [n, 2].
  ///
  ///     figure.scatter(features, classes: labels)
  ///
  /// - Parameters:
  ///   - points: One point a row: its horizontal and its vertical coordinate.
  ///   - classes: The class of every point: whole numbers from 0.
  ///   - names: The names of the classes in the legend; empty writes their numbers.
  /// - Returns: The figure with the points.
  public func scatter(
    _ points: some PlotMatrix, classes: some PlotValues, names: [String] = []
  ) -> Figure {
    let matrix = points.plotMatrix
    guard matrix.columns == 2 else {
      fatalError("scatter: points have two coordinates, not \(matrix.columns)")
    }
    return scatter(
      (0..<matrix.rows).map { matrix.values[2 * $0] },
      (0..<matrix.rows).map { matrix.values[2 * $0 + 1] }, classes: classes, names: names)
  }

  /// Coordinates that belong together, or the end of the cell with an explanation.
  func pairs(
    _ x: some PlotValues, _ y: some PlotValues, of name: String
  ) -> (x: [Double], y: [Double]) {
    let (x, y) = (x.plotValues, y.plotValues)
    guard x.count == y.count else {
      fatalError("\(name): \(x.count) horizontal coordinates but \(y.count) vertical ones")
    }
    return (x, y)
  }
}

extension Figure.Line: WireCodable {
  package func encode(into writer: inout WireWriter) {
    writer.write(x)
    writer.write(y)
    writer.write(label)
    writer.write(color)
    writer.write(style.rawValue)
    writer.write(width)
    writer.write(marker.rawValue)
    writer.write(opacity)
    writer.write(isCompanion)
  }

  package init(from reader: inout WireReader) throws(WireError) {
    let columns = try reader.readColumns(2)
    (x, y) = (columns[0], columns[1])
    label = try reader.readString()
    color = try Figure.Color(from: &reader)
    style = try reader.readCase()
    width = try reader.readDouble(in: 0.25...20)
    marker = try reader.readCase()
    opacity = try reader.readDouble(in: 0...1)
    isCompanion = try reader.readBool()
  }
}

extension Figure.Scatter: WireCodable {
  package func encode(into writer: inout WireWriter) {
    writer.write(x)
    writer.write(y)
    writer.write(label)
    writer.write(color)
    writer.write(marker.rawValue)
    writer.write(optional: size) { size, writer in writer.write(size) }
    writer.write(optional: opacity) { opacity, writer in writer.write(opacity) }
  }

  package init(from reader: inout WireReader) throws(WireError) {
    let columns = try reader.readColumns(2)
    (x, y) = (columns[0], columns[1])
    label = try reader.readString()
    color = try Figure.Color(from: &reader)
    marker = try reader.readCase()
    size = try reader.readOptional { reader throws(WireError) in
      try reader.readDouble(in: 0.5...60)
    }
    opacity = try reader.readOptional { reader throws(WireError) in
      try reader.readDouble(in: 0...1)
    }
  }
}
