import Wire

extension Figure {
  /// A colour of the palette, which people with any colour vision can tell apart.
  ///
  /// The theme of the report decides the exact shade. Series without a colour of their own take
  /// `.series(0)`, `.series(1)`, … in the order in which they were added.
  public enum Color: Sendable, Equatable {
    /// A strong blue.
    case blue
    /// A red that leans to orange.
    case vermilion
    /// A bluish green.
    case green
    /// A reddish purple.
    case purple
    /// A deep yellow.
    case orange
    /// A light blue.
    case skyBlue
    /// Black on a light page, white on a dark one.
    case black
    /// A grey that stays in the background.
    case gray
    /// The colour of the n-th series, counted from 0; colours repeat after seven.
    case series(Int)
  }

  /// How a line is dashed.
  public enum LineStyle: UInt8, Sendable, CaseIterable {
    /// Without gaps.
    case solid
    /// Long strokes.
    case dashed
    /// Dots.
    case dotted
    /// Strokes and dots in turn.
    case dashDotted
  }

  /// The shape drawn at a point.
  public enum Marker: UInt8, Sendable, CaseIterable {
    /// Nothing: lines only.
    case none
    /// A filled circle.
    case circle
    /// A filled square.
    case square
    /// A filled triangle that points up.
    case triangle
    /// A filled square on its corner.
    case diamond
    /// Two diagonal strokes.
    case cross
    /// A horizontal and a vertical stroke.
    case plus
  }

  /// Where the names of the series stand.
  public enum Legend: UInt8, Sendable, CaseIterable {
    /// In the corner that covers least of the data, when there is a name to show.
    case automatic
    /// Nowhere.
    case none
    /// In the upper left corner.
    case topLeft
    /// In the upper right corner.
    case topRight
    /// In the lower left corner.
    case bottomLeft
    /// In the lower right corner.
    case bottomRight
    /// To the right of the axes.
    case outside
  }

  /// The size of a figure in points; a report shows a point as one pixel of an ordinary screen.
  package struct Size: Sendable, Equatable {
    package var width: Double
    package var height: Double

    package init(width: Double, height: Double) {
      self.width = width
      self.height = height
    }
  }

  /// The figure with its legend somewhere else, or without one.
  ///
  ///     figure.legend(.outside)
  public func legend(_ legend: Legend) -> Figure {
    var copy = self
    copy.legend = legend
    return copy
  }

  /// The figure in another size than the usual 640 × 400 points.
  ///
  /// - Parameters:
  ///   - width: Points, from 80 to 2,400.
  ///   - height: Points, from 60 to 2,400.
  /// - Returns: The figure in its new size.
  public func size(width: Double, height: Double) -> Figure {
    guard width >= 80, width <= 2_400, height >= 60, height <= 2_400 else {
      fatalError("a figure is 80 to 2400 points wide and 60 to 2400 high, not \(width) × \(height)")
    }
    var copy = self
    copy.size = Size(width: width, height: height)
    return copy
  }

  /// The figure with one unit equally long on both axes, so that circles look round.
  public func equalAspect() -> Figure {
    var copy = self
    copy.hasEqualAspect = true
    return copy
  }
}

extension Figure.Color: WireCodable {
  private static let plain: [Figure.Color] = [
    .blue, .vermilion, .green, .purple, .orange, .skyBlue, .black, .gray,
  ]

  /// Appends the colour to a frame.
  public func encode(into writer: inout WireWriter) {
    if case .series(let index) = self {
      writer.write(UInt8.max)
      writer.write(index)
    } else {
      writer.write(UInt8(Self.plain.firstIndex(of: self) ?? 0))
    }
  }

  /// Reads a colour back from a frame.
  public init(from reader: inout WireReader) throws(WireError) {
    let tag = try reader.readByte()
    if tag == .max {
      let index = try reader.readInt()
      guard index >= 0 else { throw .malformed("colour of series \(index)") }
      self = .series(index)
    } else if Int(tag) < Self.plain.count {
      self = Self.plain[Int(tag)]
    } else {
      throw .malformed("colour \(tag)")
    }
  }
}
