import Plots
import Testing

@testable import Drawing

struct AxisTests {
  @Test func dataHasRoomAroundIt() {
    let ranges = Figure().line([0, 10], [0, 1]).ranges
    #expect(ranges.x == -0.5...10.5)
    #expect(ranges.y == -0.05...1.05)
  }

  @Test func barsStandOnTheAxis() {
    let ranges = Figure().bars(["a", "b"], [1, 2]).ranges
    #expect(ranges.y == 0...2.1)
    #expect(ranges.x == -0.6...1.6)
  }

  @Test(
    arguments: [
      [], [.nan], [.infinity, -.infinity], [5], [0, 0], [1e300, -1e300], [1e308],
      [.leastNonzeroMagnitude, 0],
      [1e15, 1e15 + 0.125],
    ] as [[Double]])
  func everyRangeCanBeDrawn(values: [Double]) {
    for scale in Figure.Scale.allCases {
      let figure = Figure().line(values, values).yAxis(scale: scale).xAxis(scale: scale)
      for range in [figure.ranges.x, figure.ranges.y] {
        #expect(range.lowerBound < range.upperBound)
        let map = AxisMap(range: range, scale: scale, start: 0, end: 100)
        #expect(map.position(range.lowerBound).magnitude < 1e-3)
        #expect((map.position(range.upperBound) - 100).magnitude < 1e-3)
      }
    }
  }

  @Test func impossibleWishesAreIgnored() {
    let figure = Figure().line([1, 2], [1, 2])
    for range in [0...0, 1...(.infinity), -1e308...1e308] {
      #expect(figure.yAxis(range: range).ranges.y == 0.95...2.05)
    }
    #expect(figure.yAxis(range: -1...10, scale: .log).ranges.y.lowerBound > 0.5)
  }

  @Test func placesAndNumbersCorrespond() {
    let log = AxisMap(range: 1...1_000, scale: .log, start: 300, end: 0)
    #expect(log.position(10) == 200)
    #expect((log.value(at: 200) - 10).magnitude < 1e-9)
    #expect(log.position(0).isNaN)
    #expect(log.position(-1).isNaN)
    let linear = AxisMap(range: 0...1, scale: .linear, start: 0, end: 100)
    #expect(linear.position(1e300) == 1e6)
    #expect(linear.position(.nan).isNaN)
  }

  @Test func linesKeepTheirExtremes() {
    var points = (0..<100_000).map { Point(x: Double($0) / 1_000, y: 50) }
    points[31_415].y = 3
    points[77_777].y = 97
    let reduced = MarkDrawing.reduced(points)
    #expect(reduced.count < 1_000)
    #expect(reduced.map(\.y).min() == 3)
    #expect(reduced.map(\.y).max() == 97)
    #expect(reduced.first == points.first)
    #expect(reduced.last == points.last)
  }

  @Test func segmentsAreCutOffAtEdges() {
    let square = Rectangle(x: 0, y: 0, width: 10, height: 10)
    let cut = square.clip(Point(x: -10, y: 5), Point(x: 1e6, y: 5))
    #expect(cut?.start == Point(x: 0, y: 5))
    #expect((cut?.end.x ?? 0) - 10 < 1e-6)
    #expect(square.clip(Point(x: -1, y: -1), Point(x: -1, y: 11)) == nil)
    #expect(square.clip(Point(x: -10, y: 5), Point(x: 5, y: -10.1)) == nil)
  }
}
