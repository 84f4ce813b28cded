import Wire

extension Figure {
  /// Words at points of the axes.
  package struct Texts: Sendable, Equatable {
    package var x: [Double]
    package var y: [Double]
    package var texts: [String]
    package var color: Color
    package var alignment: TextAlignment
  }

  /// On which side of its point a text stands.
  public enum TextAlignment: UInt8, Sendable, CaseIterable {
    /// The point is in the middle of the text.
    case center
    /// The text begins right of the point.
    case leading
    /// The text ends left of the point.
    case trailing
    /// The text stands above the point.
    case above
    /// The text stands below the point.
    case below
    /// The text stands where it covers neither points nor other texts, with a thin line to its point where it
    /// had to move away; where there is no such place it is left out, and the figure says how many were.
    case automatic
  }

  /// The figure with a text at a point.
  ///
  ///     figure.text(0.7, 0.2, "the optimum", alignment: .leading)
  ///
  /// - Parameters:
  ///   - x: The place on the horizontal axis.
  ///   - y: The place on the vertical axis.
  ///   - text: One line of text.
  ///   - color: Its colour.
  ///   - alignment: On which side of the point the text stands.
  /// - Returns: The figure with the text.
  public func text(
    _ x: some PlotNumber, _ y: some PlotNumber, _ text: String, color: Color = .black,
    alignment: TextAlignment = .center
  ) -> Figure {
    texts([x.plotValue], [y.plotValue], [text], color: color, alignment: alignment)
  }

  /// The figure with a text at each of many points, for example the words of an embedding.
  ///
  ///     figure.scatter(xs, ys).texts(xs, ys, words)
  ///
  /// - Parameters:
  ///   - x: The places on the horizontal axis.
  ///   - y: The places on the vertical axis, as many.
  ///   - texts: The texts, as many.
  ///   - color: Their colour.
  ///   - alignment: On which side of its point a text stands.
  /// - Returns: The figure with the texts.
  public func texts(
    _ x: some PlotValues, _ y: some PlotValues, _ texts: [String], color: Color = .black,
    alignment: TextAlignment = .automatic
  ) -> Figure {
    let (x, y) = pairs(x, y, of: "texts")
    guard texts.count == x.count else {
      fatalError("texts: \(x.count) points but \(texts.count) texts")
    }
    return adding(.texts(Texts(x: x, y: y, texts: texts, color: color, alignment: alignment)))
  }
}

extension Figure.Texts: WireCodable {
  package func encode(into writer: inout WireWriter) {
    writer.write(x)
    writer.write(y)
    writer.write(texts: texts)
    writer.write(color)
    writer.write(alignment.rawValue)
  }

  package init(from reader: inout WireReader) throws(WireError) {
    let columns = try reader.readColumns(2)
    (x, y) = (columns[0], columns[1])
    texts = try reader.readTexts()
    color = try Figure.Color(from: &reader)
    alignment = try reader.readCase()
    guard texts.count == x.count else { throw .malformed("\(texts.count) texts") }
  }
}
