/// What a report says about the run besides its results.
public struct ReportDetails: Sendable, Equatable, Codable {
  /// A named fact, such as the version of the toolchain.
  public struct Item: Sendable, Equatable, Codable {
    /// What it is, such as `Swift`.
    public var name: String
    /// What it was in this run, such as `6.3.1`.
    public var value: String

    /// Makes a fact.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The facts, in the order in which they are shown: toolchain, kit, BLAS core, data checksums, machine load.
  public var items: [Item]
  /// When the run was, in words.
  public var date: String?
  /// Whether the run was ended before it was done.
  public var isInterrupted: Bool
  /// Whether the run still goes on: cells without a result are waiting, not left out.
  public var isLive: Bool
  /// What a reader has to know before anything else.
  public var notice: String?

  /// Makes details.
  public init(
    items: [Item] = [], date: String? = nil, isInterrupted: Bool = false, isLive: Bool = false
  ) {
    self.items = items
    self.date = date
    self.isInterrupted = isInterrupted
    self.isLive = isLive
  }
}

/// A plot that was drawn, ready to stand in a report.
public struct PlotFile: Sendable, Equatable {
  /// The bytes of the PNG file.
  public var png: [UInt8]
  /// The width at which it is shown, in points; the picture itself may have more pixels.
  public var width: Double
  /// The height at which it is shown, in points.
  public var height: Double
  /// What the plot shows, in words, for those who cannot see it.
  public var alternativeText: String
  /// The bytes of a PNG file of the same size for dark pages; nil where there is none.
  public var darkPNG: [UInt8]?
  /// The text of an SVG file that shows the same; nil where it would be no smaller than the PNG.
  public var svg: String?
  /// The text of an SVG file for dark pages.
  public var darkSVG: String?

  /// Makes a plot at half its pixels, which are twice the points.
  public init(png: [UInt8], alternativeText: String) {
    // Width and height stand big-endian in the header chunk, at bytes 16 to 23.
    func number(at start: Int) -> Double {
      guard png.count >= start + 4 else { return 0 }
      return Double(png[start..<(start + 4)].reduce(0) { $0 << 8 | UInt32($1) })
    }
    self.init(
      png: png, width: number(at: 16) / 2, height: number(at: 20) / 2,
      alternativeText: alternativeText)
  }

  /// Makes a plot.
  public init(png: [UInt8], width: Double, height: Double, alternativeText: String) {
    self.png = png
    self.width = width
    self.height = height
    self.alternativeText = alternativeText
  }
}
