import Plots

extension MarkDrawing {
  func draw(_ scatter: Figure.Scatter) {
    let count = scatter.x.count
    let (diameter, opacity) = Self.look(of: count)
    let stamp = Stamp(
      marker: scatter.marker, diameter: scatter.size ?? diameter,
      color: theme.color(scatter.color),
      edge: count <= 1_000 ? theme.background : nil, opacity: scatter.opacity ?? opacity)
    canvas.stamp(
      stamp, at: zip(scatter.x, scatter.y).lazy.map { place($0, $1) }, in: plot)
  }

  /// The diameter and the opacity that suit a number of points: many points are small and shine through.
  private static func look(of count: Int) -> (diameter: Double, opacity: Double) {
    switch count {
    case ...200: (6.5, 0.9)
    case ...1_000: (5.5, 0.8)
    case ...5_000: (4.5, 0.6)
    case ...50_000: (2.5, 0.4)
    default: (1.5, 0.25)
    }
  }
}
