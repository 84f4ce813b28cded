import Plots

extension MarkDrawing {
  func draw(_ scatter: Figure.Scatter) {
    let count = scatter.x.count
    let (diameter, opacity) = Self.look(of: count)
    let stamp = Stamp(
      marker: scatter.marker, diameter: scatter.size ?? diameter,
      color: theme.color(scatter.color),
      edge: count <= 1_000 ? theme.background : nil, opacity: scatter.opacity ?? opacity)
    self.stamp(stamp, at: zip(scatter.x, scatter.y).lazy.map { place($0, $1) })
  }

  /// Puts a marker at places between the axes; at every n-th place where all would take too long.
  func stamp(_ stamp: Stamp, at points: some Collection<Point>) {
    guard stamp.marker != .none, !points.isEmpty else { return }
    let all = figure.marks.reduce(0) { sum, mark in
      switch mark {
      case .scatter(let scatter): sum + scatter.x.count
      case .line(let line): sum + (line.marker == .none ? 0 : line.x.count)
      default: sum
      }
    }
    let cost = Double(max(all, points.count)) * Double(stamp.side * stamp.side)
    let step = max(1, Int(min(cost / budget.stampedPixels, 1e9).rounded(.up)))
    var index = 0
    let chosen = points.lazy.filter { _ in
      index += 1
      return (index - 1) % step == 0
    }
    canvas.stamp(stamp, at: chosen, in: plot)
  }

  /// The diameter and the opacity that suit a number of points: many points are small and shine through.
  private static func look(of count: Int) -> (diameter: Double, opacity: Double) {
    switch count {
    case ...200: (6.5, 0.9)
    case ...1_000: (5.5, 0.8)
    case ...5_000: (4.5, 0.6)
    case ...50_000: (2.5, 0.3)
    default: (1.5, 0.25)
    }
  }
}
