import Glibc
import Plots
import Testing

@testable import Drawing

struct ContourTracingTests {
  private func grid(
    _ count: Int, _ height: (_ x: Double, _ y: Double) -> Double
  ) throws -> Figure.PlaneGrid {
    let figure = Figure().contours(xRange: -2...2, yRange: -2...2, resolution: count) { x, y in
      height(Double(x), Double(y))
    }
    guard case .contours(let contours) = try #require(figure.marks.first) else {
      throw DrawingError.outOfMemory
    }
    return contours.grid
  }

  @Test func aCircleIsOneClosedLine() throws {
    let tracing = ContourTracing(try grid(41) { $0 * $0 + $1 * $1 }, level: 1, limit: 10_000)
    #expect(tracing.lines.count == 1)
    let line = try #require(tracing.lines.first)
    #expect(line.first == line.last)
    #expect(line.allSatisfy { abs(hypot($0.x, $0.y) - 1) < 0.01 })
    // Neighbours on the line are neighbours on the grid: it was joined in order.
    #expect(zip(line, line.dropFirst()).allSatisfy { hypot($0.x - $1.x, $0.y - $1.y) < 0.15 })
  }

  @Test func aSlopeIsOneOpenLine() throws {
    let tracing = ContourTracing(try grid(11) { x, _ in x }, level: 0.5, limit: 1_000)
    let line = try #require(tracing.lines.first)
    #expect(tracing.lines.count == 1)
    #expect(line.allSatisfy { abs($0.x - 0.5) < 1e-6 })
    #expect(Set([line.first?.y, line.last?.y]) == [-2, 2])
  }

  @Test func saddlesDoNotCross() throws {
    let tracing = ContourTracing(try grid(12) { $0 * $1 }, level: 0.01, limit: 1_000)
    #expect(tracing.lines.count == 2)
    for line in tracing.lines {
      #expect(line.allSatisfy { $0.x > 0 } || line.allSatisfy { $0.x < 0 })
    }
  }

  @Test func gapsAndPlateausAreHarmless() throws {
    let holed = try grid(21) { x, y in hypot(x, y) < 0.5 ? .nan : x }
    #expect(ContourTracing(holed, level: 0.05, limit: 1_000).lines.count == 2)
    #expect(ContourTracing(try grid(9) { _, _ in 1 }, level: 1, limit: 1_000).lines.isEmpty)
    let noise = try grid(100) { x, y in sin(x * 1_000) * cos(y * 1_000) }
    #expect(ContourTracing(noise, level: 0, limit: 500).lines.isEmpty)
  }

  @Test func roundHeightsAreAboutAsManyAsAskedFor() {
    for count in [3, 5, 8, 12, 20] {
      let figure = Figure().contours(xRange: -2...2, yRange: -2...2, count: count) { x, y in
        x * 3 + y
      }
      guard case .contours(let contours) = figure.marks.first else { continue }
      let colors = ContourColors(contours, theme: .light)
      #expect(abs(colors.levels.count - count) <= max(1, count / 2))
      #expect(colors.areas.count == colors.levels.count + 1)
    }
  }
}
