import Plots
import Testing

@testable import Drawing

/// Every kind of chart shows its data where it belongs.
struct DrawnDataTests {
  private let blue = Theme.light.palette[0]
  private let vermilion = Theme.light.palette[1]
  private let white = Theme.light.background

  @Test func lines() throws {
    let drawn = try DrawnFigure(Figure().line([0, 10], [0, 10], width: 4).legend(.none))
    #expect(drawn.color(3, 3) == blue)
    #expect(drawn.color(7.3, 7.3) == blue)
    #expect(drawn.color(3, 7) != blue)
  }

  @Test func gapsInLines() throws {
    let drawn = try DrawnFigure(
      Figure().line([0, 1, 2, 3, 4], [0.5, 0.5, .nan, 0.5, 0.5], width: 4).yAxis(range: 0...1))
    #expect(drawn.color(0.5, 0.5) == blue)
    #expect(drawn.color(1.7, 0.5) != blue)
    #expect(drawn.color(3.5, 0.5) == blue)
  }

  @Test func logarithmicAxes() throws {
    let drawn = try DrawnFigure(
      Figure().line([0, 1, 2], [1, 100, 10_000], width: 4).yAxis(scale: .log))
    #expect(drawn.color(0.5, 10) == blue)
    #expect(drawn.color(1.5, 1_000) == blue)
  }

  @Test func bands() throws {
    let drawn = try DrawnFigure(
      Figure().band([0, 1], [0.2, 0.2], [0.8, 0.8]).xAxis(range: 0...1).yAxis(range: 0...1))
    #expect(drawn.color(0.43, 0.53) != white)
    #expect(drawn.color(0.43, 0.93) == white)
  }

  @Test func referenceLines() throws {
    let drawn = try DrawnFigure(
      Figure().scatter([0, 1], [0, 1]).horizontalLine(at: 0.33, color: .vermilion, style: .solid)
        .straightLine(slope: -1, intercept: 1, color: .blue))
    #expect(drawn.count(vermilion) > 500)
    #expect(drawn.color(0.33, 0.33, dy: 0.2) == vermilion)
  }

  @Test(arguments: [Figure.Marker.circle, .square, .triangle, .diamond, .cross, .plus])
  func points(marker: Figure.Marker) throws {
    let drawn = try DrawnFigure(
      Figure().scatter([0, 1, 2], [0, 1, 0], marker: marker, size: 16, opacity: 1))
    #expect(drawn.color(1, 1) == blue)
    #expect(drawn.color(1, 1, dx: 14) != blue)
  }

  @Test func markersLieWhereThePointIs() throws {
    let drawn = try DrawnFigure(
      Figure().scatter([0.37, 1], [0.61, 1], size: 20, opacity: 1).xAxis(range: 0...1.2))
    for (dx, dy) in [(8.0, 0.0), (-8, 0), (0, 8), (0, -8)] {
      #expect(drawn.color(0.37, 0.61, dx: dx, dy: dy) == blue)
      #expect(drawn.color(0.37, 0.61, dx: dx * 1.5, dy: dy * 1.5) != blue)
    }
  }

  @Test func bars() throws {
    let drawn = try DrawnFigure(
      Figure().bars(["a", "b", "c"], [1, -2, 3]).bars(["a", "b", "c"], [2, 2, 2]))
    #expect(drawn.color(-0.2, 0.5) == blue)
    #expect(drawn.color(-0.2, 1.5) != blue)
    #expect(drawn.color(0.8, -1) == blue)
    #expect(drawn.color(1.8, 2.5) == blue)
    #expect(drawn.color(0.2, 1.5) == vermilion)
  }

  @Test func histograms() throws {
    let drawn = try DrawnFigure(Figure().histogram([0, 1, 1, 1, 2, 2], bins: 2))
    #expect(drawn.color(0.5, 0.5) != white)
    #expect(drawn.color(0.53, 3.03) == white)
    #expect(drawn.color(1.5, 4.5) != white)
  }

  @Test("Nobody is counted by halves, whether few or many; densities have fractions")
  func countsAreWhole() throws {
    let few = try DrawnFigure(Figure().histogram([0, 1, 1, 2, 2], bins: 3))
    #expect(few.layout.yTicks.major.map(\.label) == ["0", "1", "2"])
    let many = try DrawnFigure(Figure().histogram((0..<90).map { $0 % 3 }, bins: 3))
    #expect(many.layout.yTicks.major.map(\.label) == ["0", "5", "10", "15", "20", "25", "30"])
    let density = try DrawnFigure(Figure().histogram([0, 1, 1, 2, 2], bins: 3, density: true))
    #expect(density.layout.yTicks.major.contains { $0.label == "0.2" })
  }

  @Test func heatMaps() throws {
    let drawn = try DrawnFigure(Figure().heatMap([[0, 1], [2, 3]], showNumbers: false))
    let colors = [(0.0, 0.0), (1, 0), (0, 1), (1, 1)].map { drawn.color($0.0, $0.1).luminance }
    #expect(colors == colors.sorted(by: >))
    #expect(Set(colors).count == 4)
  }

  @Test func pictures() throws {
    let checks: [Float] = [0, 1, 1, 0]
    let figure = Figure().images(
      ImageValues(count: 1, height: 2, width: 2, channels: 1, values: checks))
    let drawn = try DrawnFigure(figure)
    let middle = Point(
      x: Double(drawn.canvas.width) / 4, y: Double(drawn.canvas.height) / 4 - 2)
    func color(_ dx: Double, _ dy: Double) -> PixelColor {
      drawn.color(at: Point(x: middle.x + dx, y: middle.y + dy))
    }
    #expect(color(-60, -60) == 0x000000)
    #expect(color(60, -60) == 0xFFFFFF)
    #expect(color(-60, 60) == 0xFFFFFF)
    #expect(color(60, 60) == 0x000000)
  }

  @Test func coloursOfPictures() throws {
    let drawn = try DrawnFigure(
      Figure().images(
        ImageValues(count: 1, height: 1, width: 1, channels: 3, values: [1, 0.5, 0])))
    #expect(drawn.count(0xFF8000) > 100_000)
  }

  @Test func shrunkPicturesAreAveraged() throws {
    let stripes = (0..<4_000 * 4).map { Float($0 % 2) }
    let drawn = try DrawnFigure(
      Figure().images(ImageValues(count: 1, height: 4, width: 4_000, channels: 1, values: stripes)))
    #expect(drawn.count(0x000000) == 0)
    #expect(drawn.canvas.width == 1_280)
  }

  @Test func decisionRegions() throws {
    let drawn = try DrawnFigure(
      Figure().decisionRegions(xRange: -1...1, yRange: -1...1) { x, y in x > 0 ? 1 : 0 })
    #expect(drawn.color(-0.5, 0.3) == white.mixed(with: blue, 0.28))
    #expect(drawn.color(0.5, -0.3) == white.mixed(with: vermilion, 0.28))
    let soft = try DrawnFigure(
      Figure().decisionRegions(xRange: -1...1, yRange: -1...1) { x, y in (y + 1) / 2 })
    #expect(soft.color(0.1, -0.9).blue > soft.color(0.1, -0.9).red)
    #expect(soft.color(0.1, 0.9).red > soft.color(0.1, 0.9).blue)
    #expect(soft.color(0.3, 0, dy: -0.2) == Theme.light.foreground)
  }

  @Test func textsStayInside() throws {
    let drawn = try DrawnFigure(
      Figure().scatter([0, 1], [0, 1]).text(1, 0.5, "a long remark", color: .vermilion))
    #expect(drawn.count(vermilion) > 20)
    let edge = drawn.layout.plot.maxX
    #expect(drawn.color(at: Point(x: edge + 1, y: drawn.layout.y.position(0.5))) == white)
  }

  @Test func legendsKeepOffTheData() throws {
    let rising = Figure().line([0, 1, 2, 3], [0, 1, 2, 3], label: "rising", color: .vermilion)
    let drawn = try DrawnFigure(rising)
    // The upper left corner is free, and so are the legend's letters there.
    let corner = drawn.layout.plot
    let sample = Rectangle(x: corner.x + 16, y: corner.y + 14, width: 20, height: 14)
    #expect(drawn.canvas.pixels(in: sample).pixels.contains { $0 & 0xFFFFFF == vermilion.bits })
  }

  @Test func legendsWithoutRoomMoveOut() throws {
    let figure = Figure().histogram((0..<100).map { $0 }, bins: 5, label: "even")
      .yAxis(range: 0...20)
    let drawn = try DrawnFigure(figure)
    let edge = Point(x: 630, y: 200)
    #expect(drawn.color(at: edge) == white)
  }

  @Test func panels() throws {
    let panel = Figure().line([0, 1], width: 3)
    let drawn = try DrawnFigure(Figure.grid(columns: 2, [panel, panel, panel]))
    let (width, height) = (drawn.canvas.width / 4, drawn.canvas.height / 4)
    for (column, row) in [(0, 0), (1, 0), (0, 1)] {
      let part = Rectangle(
        x: Double(column * width), y: Double(row * height), width: Double(width),
        height: Double(height))
      #expect(drawn.canvas.pixels(in: part).pixels.contains { $0 & 0xFFFFFF == blue.bits })
    }
    let last = Rectangle(
      x: Double(width), y: Double(height), width: Double(width), height: Double(height))
    #expect(!drawn.canvas.pixels(in: last).pixels.contains { $0 & 0xFFFFFF == blue.bits })
  }
}
