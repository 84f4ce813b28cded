import Plots

/// Where samples on a grid cross a level, by marching squares.
struct Contour {
  /// Pieces of the lines, in the coordinates of the data.
  private(set) var segments: [(start: Point, end: Point)] = []

  /// Finds the crossings; none when there are more than a limit, as then there is no line, only noise.
  init(_ regions: Figure.Regions, level: Float, limit: Int) {
    for row in 0..<regions.rows - 1 {
      for column in 0..<regions.columns - 1 {
        let first = row * regions.columns + column
        let values = [
          regions.values[first], regions.values[first + 1],
          regions.values[first + regions.columns + 1], regions.values[first + regions.columns],
        ]
        guard values.contains(where: { $0 < level }), values.contains(where: { $0 >= level }),
          !values.contains(where: \.isNaN)
        else { continue }
        let crossings = Self.crossings(of: values, level, column, row)
        let points = crossings.map { Self.point($0, in: regions) }
        for pair in Swift.stride(from: 0, to: points.count - 1, by: 2) {
          segments.append((points[pair], points[pair + 1]))
        }
        guard segments.count <= limit else {
          segments = []
          return
        }
      }
    }
  }

  /// Where the level is crossed on the sides of a square, in steps of the grid.
  private static func crossings(
    of values: [Float], _ level: Float, _ column: Int, _ row: Int
  ) -> [Point] {
    let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    return (0..<4).compactMap { side in
      let (from, to) = (side, (side + 1) % 4)
      guard (values[from] < level) != (values[to] < level) else { return nil }
      let part = Double((level - values[from]) / (values[to] - values[from]))
      return Point(
        x: Double(column) + corners[from].0 + part * (corners[to].0 - corners[from].0),
        y: Double(row) + corners[from].1 + part * (corners[to].1 - corners[from].1))
    }
  }

  private static func point(_ place: Point, in regions: Figure.Regions) -> Point {
    let (x, y) = (place.x / Double(regions.columns - 1), place.y / Double(regions.rows - 1))
    return Point(
      x: regions.xRange.lowerBound * (1 - x) + regions.xRange.upperBound * x,
      y: regions.yRange.lowerBound * (1 - y) + regions.yRange.upperBound * y)
  }
}
