import Glibc
import Plots

/// Gathers what an axis has to show.
struct AxisExtent {
  private let scale: Figure.Scale
  private var lower = Double.infinity
  private var upper = -Double.infinity
  /// Ends that need no room beyond them: the feet of bars, the edges of pictures.
  private var tight: Set<Double> = []

  init(scale: Figure.Scale) { self.scale = scale }

  mutating func include(_ value: Double, isTight: Bool = false) {
    guard value.magnitude <= 1e300, scale == .linear || value > 0 else { return }
    lower = min(lower, value)
    upper = max(upper, value)
    if isTight { tight.insert(value) }
  }

  mutating func include(_ values: [Double]) {
    for value in values { include(value) }
  }

  /// The range of the axis: what was asked for where that is possible, else all data with some room around.
  func range(asked: ClosedRange<Double>?) -> ClosedRange<Double> {
    if let asked, Self.isUsable(asked, scale) { return asked }
    guard lower <= upper else { return scale == .log ? 0.1...10 : 0...1 }
    return scale == .log ? logarithmicRange : linearRange
  }

  private var linearRange: ClosedRange<Double> {
    let size = max(lower.magnitude, upper.magnitude)
    guard Self.isUsable(lower...max(lower, upper), .linear) else {
      let margin = max(size * 0.05, size < 1e-280 ? 0.5 : 0)
      return (lower - margin)...(upper + margin)
    }
    let margin = (upper - lower) * 0.05
    return
      (tight.contains(lower) ? lower : lower - margin)...(tight.contains(upper)
      ? upper : upper + margin)
  }

  private var logarithmicRange: ClosedRange<Double> {
    let (low, high) = (log10(lower), log10(upper))
    let margin = high - low > 1e-9 ? (high - low) * 0.05 : 0.5
    let range =
      pow(
        10, tight.contains(lower) ? low : low - margin)...pow(
        10, tight.contains(upper) ? high : high + margin)
    return Self.isUsable(range, .log) ? range : 1e-300...1e300
  }

  /// Whether numbers between the ends can be told apart and placed.
  private static func isUsable(_ range: ClosedRange<Double>, _ scale: Figure.Scale) -> Bool {
    let size = max(range.lowerBound.magnitude, range.upperBound.magnitude)
    guard size <= 2e300 else { return false }
    let width = range.upperBound - range.lowerBound
    guard width > max(size * 1e-11, 1e-290) else { return false }
    return scale == .linear || range.lowerBound >= 1e-305
  }
}

extension Figure {
  /// The ranges of both axes.
  var ranges: (x: ClosedRange<Double>, y: ClosedRange<Double>) {
    var x = AxisExtent(scale: xAxis.scale)
    var y = AxisExtent(scale: yAxis.scale)
    for mark in marks { mark.extend(&x, &y) }
    return (x.range(asked: xAxis.range), y.range(asked: yAxis.range))
  }
}

extension Figure.Mark {
  fileprivate func extend(_ x: inout AxisExtent, _ y: inout AxisExtent) {
    switch self {
    case .line(let line): Self.extend(&x, &y, with: line.x, line.y)
    case .scatter(let scatter): Self.extend(&x, &y, with: scatter.x, scatter.y)
    case .texts(let texts): Self.extend(&x, &y, with: texts.x, texts.y)
    case .band(let band):
      x.include(band.x)
      y.include(band.lower)
      y.include(band.upper)
    case .bars(let bars):
      x.include(-0.6, isTight: true)
      x.include(Double(max(1, bars.names.count)) - 0.4, isTight: true)
      y.include(0, isTight: true)
      // The numbers stand beyond the ends of the bars.
      let factor = bars.showsNumbers ? 1.07 : 1
      for height in bars.heights { y.include(height * factor) }
    case .histogram(let histogram):
      x.include(histogram.range.lowerBound, isTight: true)
      x.include(histogram.range.upperBound, isTight: true)
      y.include(0, isTight: true)
      y.include(histogram.heights)
    case .reference(let line):
      if line.xFactor == 0 { y.include(-line.constant / line.yFactor) }
      if line.yFactor == 0 { x.include(-line.constant / line.xFactor) }
    case .heatMap(let map):
      x.include(-0.5, isTight: true)
      x.include(Double(max(1, map.matrix.columns)) - 0.5, isTight: true)
      y.include(-0.5, isTight: true)
      y.include(Double(max(1, map.matrix.rows)) - 0.5, isTight: true)
    case .regions(let regions): Self.extend(&x, &y, with: regions.grid)
    case .contours(let contours): Self.extend(&x, &y, with: contours.grid)
    case .images: break
    }
  }

  private static func extend(
    _ xExtent: inout AxisExtent, _ yExtent: inout AxisExtent, with x: [Double], _ y: [Double]
  ) {
    for (x, y) in zip(x, y) where x.isFinite && y.isFinite {
      xExtent.include(x)
      yExtent.include(y)
    }
  }
  private static func extend(
    _ x: inout AxisExtent, _ y: inout AxisExtent, with grid: Figure.PlaneGrid
  ) {
    for edge in [grid.xRange.lowerBound, grid.xRange.upperBound] { x.include(edge, isTight: true) }
    for edge in [grid.yRange.lowerBound, grid.yRange.upperBound] { y.include(edge, isTight: true) }
  }
}
