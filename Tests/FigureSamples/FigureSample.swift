import Plots

/// A figure with the numbers it was made of.
///
/// The samples are what tests compare with committed pictures, what `Documentation/Plots.md` shows beside
/// Matplotlib's drawings of the same numbers, and what the benchmark draws.
public struct FigureSample: Sendable {
  /// Its name, which is that of its files.
  public var name: String
  /// What the sample is there to show, in a few words.
  public var caption: String
  /// The figure.
  public var figure: Figure
  /// The numbers by their names, for other programs that draw them.
  public var data: [String: [Double]]

  init(_ name: String, _ caption: String, _ data: [String: [Double]], _ figure: Figure) {
    self.name = name
    self.caption = caption
    self.figure = figure
    self.data = data
  }

  /// One sample of every kind of chart.
  public static let all: [FigureSample] =
    [
      lines, band, logarithmic, smallNumbers, scatter, cloud, bars, histogram, roc,
      precisionRecall, learningCurve,
    ] + [
      confusion, weights, regions, probability, contours, filledContours, embedding, digits,
      captions, attention, panels,
    ]

  /// Numbers between 0 and 1, the same in every run.
  static func noise(_ count: Int, seed: UInt64) -> [Double] {
    var state = seed
    return (0..<count).map { _ in
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return Double((mixed ^ (mixed >> 31)) >> 11) / 9_007_199_254_740_992
    }
  }

  /// Numbers spread about as a normal distribution has it.
  static func bells(_ count: Int, seed: UInt64) -> [Double] {
    let noise = noise(count * 6, seed: seed)
    return (0..<count).map { index in
      (noise[index * 6..<index * 6 + 6].reduce(0, +) - 3) * 1.414
    }
  }

  static func sized(_ figure: Figure, _ width: Double = 400, _ height: Double = 280) -> Figure {
    figure.size(width: width, height: height)
  }
}
