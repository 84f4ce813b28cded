import Plots

/// Where numbers on a grid cross a level: lines found by marching squares and joined end to end.
struct ContourTracing {
  /// The lines, in the coordinates of the data; a closed one ends where it begins.
  private(set) var lines: [[Point]] = []
  /// How many pieces the lines have together.
  private(set) var segmentCount = 0

  /// The neighbours of a crossing along its line, by the edges of the grid that they lie on.
  private struct Links {
    var first: Int
    var second: Int?
  }

  private let grid: Figure.PlaneGrid
  private let level: Double
  private var links: [Int: Links] = [:]
  private var order: [Int] = []

  /// Finds the lines; none when they have more pieces than a limit, as then there are no lines, only noise.
  init(_ grid: Figure.PlaneGrid, level: Double, limit: Int) {
    self.grid = grid
    self.level = level
    for row in 0..<grid.rows - 1 {
      for column in 0..<grid.columns - 1 {
        addLinks(row, column)
        guard segmentCount <= limit else {
          segmentCount = 0
          return
        }
      }
    }
    join()
  }

  private func value(_ row: Int, _ column: Int) -> Double {
    Double(grid.values[row * grid.columns + column])
  }

  /// Joins the crossings on the sides of one square.
  private mutating func addLinks(_ row: Int, _ column: Int) {
    let corners = [
      value(row, column), value(row, column + 1), value(row + 1, column + 1),
      value(row + 1, column),
    ]
    let isAbove = corners.map { $0 >= level }
    guard isAbove.contains(true), isAbove.contains(false), corners.allSatisfy(\.isFinite) else {
      return
    }
    // Edges have the number of their left or lower end, doubled; those that go up are odd.
    let first = 2 * (row * grid.columns + column)
    let sides = [first, first + 3, first + 2 * grid.columns, first + 1]
    let crossed = (0..<4).filter { isAbove[$0] != isAbove[($0 + 1) % 4] }.map { sides[$0] }
    if crossed.count == 2 {
      link(crossed[0], crossed[1])
    } else {
      // Both pairs of opposite corners differ: the middle decides which pair belongs together.
      let middle = corners.reduce(0) { $0 + $1 / 4 }
      let joinsFirst = (middle >= level) == isAbove[0]
      link(sides[0], joinsFirst ? sides[1] : sides[3])
      link(sides[2], joinsFirst ? sides[3] : sides[1])
    }
  }

  private mutating func link(_ one: Int, _ other: Int) {
    segmentCount += 1
    for (from, to) in [(one, other), (other, one)] {
      if links[from] == nil {
        links[from] = Links(first: to)
        order.append(from)
      } else {
        links[from]?.second = to
      }
    }
  }

  /// Follows the lines: first those with ends, then those that close.
  private mutating func join() {
    var visited: Set<Int> = []
    for wantsEnds in [true, false] {
      for start in order where !visited.contains(start) {
        guard !wantsEnds || links[start]?.second == nil else { continue }
        var line = [start]
        visited.insert(start)
        var current = start
        while let next = links[current].flatMap({ step in
          [step.first, step.second].compactMap { $0 }.first { !visited.contains($0) }
        }) {
          line.append(next)
          visited.insert(next)
          current = next
        }
        if !wantsEnds { line.append(start) }
        lines.append(line.map { crossing(on: $0) })
      }
    }
  }

  /// Where the level is crossed on an edge of the grid.
  private func crossing(on edge: Int) -> Point {
    let (row, column) = (edge / 2 / grid.columns, edge / 2 % grid.columns)
    let goesUp = edge % 2 == 1
    let (from, to) = (
      value(row, column), goesUp ? value(row + 1, column) : value(row, column + 1)
    )
    let part = ((level - from) / (to - from)).clamped(to: 0...1)
    let right = (Double(column) + (goesUp ? 0 : part)) / Double(grid.columns - 1)
    let up = (Double(row) + (goesUp ? part : 0)) / Double(grid.rows - 1)
    return Point(
      x: grid.xRange.lowerBound * (1 - right) + grid.xRange.upperBound * right,
      y: grid.yRange.lowerBound * (1 - up) + grid.yRange.upperBound * up)
  }
}
