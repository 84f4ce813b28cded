import Glibc
import Plots
import Testing

@testable import Drawing

/// Kinds of charts that are made of simpler ones, and contours, show their data where it belongs.
struct DrawnKindTests {
  private let theme = Theme.light
  private let blue = Theme.light.palette[0]
  private let vermilion = Theme.light.palette[1]

  @Test func receiverOperatingCharacteristics() throws {
    let drawn = try DrawnFigure(
      Figure().rocCurve(
        falsePositiveRates: [0, 0.2, 1], truePositiveRates: [0, 0.8, 1], auc: 0.8
      ).legend(.none))
    #expect(drawn.color(0.1, 0.4) == blue)
    #expect(drawn.color(0.6, 0.9) == blue)
    // What guessing achieves is dashed: along it there is grey, and there are gaps.
    let diagonal = (0..<200).map { drawn.color(0.3 + Double($0) / 400, 0.3 + Double($0) / 400) }
    #expect(diagonal.contains(theme.gray))
    #expect(diagonal.contains(theme.background))
  }

  @Test func precisionRecallCurves() throws {
    let drawn = try DrawnFigure(
      Figure().precisionRecallCurve(recalls: [0, 0.5, 1], precisions: [1, 0.9, 0.1]).legend(.none))
    #expect(drawn.color(0.25, 0.95) == blue)
    #expect(drawn.color(0.75, 0.5) == blue)
    #expect(drawn.color(0.75, 0.9) != blue)
  }

  @Test func learningCurves() throws {
    let drawn = try DrawnFigure(
      Figure().learningCurve([4.0, 2, 1, 0.5], label: "loss").legend(.none))
    // The first epoch is 1, and there is a marker at each.
    for (epoch, loss) in [(1.0, 4.0), (2, 2), (3, 1), (4, 0.5)] {
      #expect(drawn.color(epoch, loss) == blue)
    }
    #expect(drawn.color(1.5, 3) == blue)
  }

  @Test func bandsFollowTheirEdges() throws {
    let drawn = try DrawnFigure(
      Figure().line([0, 1], [0, 2]).band([0, 1], [-0.5, 1.5], [0.5, 2.5]))
    let tint = drawn.color(0.53, 1.33)
    #expect(tint != theme.background && tint != blue)
    #expect(drawn.color(0.53, 0.43) == theme.background)
    #expect(drawn.color(0.53, 1.68) == theme.background)
  }

  @Test func contourLinesLieWhereTheHeightIs() throws {
    // The heights are the squares of the distances, so the lines are circles.
    let figure = Figure().contours(
      xRange: -2...2, yRange: -2...2, levels: [0.25, 1], labels: false, color: .vermilion
    ) { x, y in x * x + y * y }
    let drawn = try DrawnFigure(figure)
    for radius in [0.5, 1] {
      for step in 0..<12 {
        let angle = 0.13 + Double(step)
        #expect(drawn.color(radius * cos(angle), radius * sin(angle)) == vermilion)
      }
    }
    #expect(drawn.color(0.73, 0.13) == theme.background)
    #expect(drawn.color(1.33, 0.33) == theme.background)
  }

  @Test func filledContoursColourTheAreas() throws {
    let figure = Figure().contours(
      xRange: 0...3, yRange: 0...1, levels: [1, 2], filled: true, colors: .viridis
    ) { x, y in x }
    let drawn = try DrawnFigure(figure)
    let colors = ContourColors(
      try #require(figure.filledContours), theme: theme)
    for (x, area) in [(0.5, 0), (1.5, 1), (2.5, 2)] {
      #expect(drawn.color(x, 0.3) == colors.areas[area])
      #expect(drawn.color(x, 0.8) == colors.areas[area])
    }
  }

  @Test func heightsOfContoursStandOnTheirLines() throws {
    let drawn = try DrawnFigure(
      Figure().contours(
        xRange: 0...2, yRange: 0...1, levels: [1], color: .vermilion
      ) { x, y in x })
    let line = (0..<400).map { drawn.color(1, Double($0) / 400) }
    // The line, and a gap in it where the number stands.
    #expect(line.count { $0 == vermilion } > 200)
    let free = line.split { $0 == vermilion }.map(\.count).max() ?? 0
    #expect(free > 8)
  }

  @Test func attentionMapsColourWhatWasLookedAt() throws {
    let picture = ImageValues(
      count: 1, height: 8, width: 8, channels: 1, values: Array(repeating: 0.5, count: 64))
    let map = ImageValues(count: 1, height: 2, width: 2, channels: 1, values: [1, 0, 0, 0])
    let drawn = try DrawnFigure(Figure().attentionMaps(picture, maps: map))
    let (width, height) = (Double(drawn.canvas.width) / 4, Double(drawn.canvas.height) / 4)
    let looked = drawn.color(at: Point(x: width - 60, y: height - 60))
    let other = drawn.color(at: Point(x: width + 60, y: height + 60))
    #expect(looked.red > looked.blue + 0.2)
    #expect(abs(other.red - other.blue) < 0.05)
  }

  @Test func embeddingsLabelTheirPoints() throws {
    let figure = Figure().embedding(
      [[0, 0], [1, 1], [2, 0]], labels: ["one", "two", "three"], classes: [0, 1, 0])
    let drawn = try DrawnFigure(figure.legend(.none))
    for (x, y) in [(0.0, 0.0), (1, 1), (2, 0)] {
      let ink = drawn.inked(theme.foreground, near: x, y, within: 60)
      #expect(ink > 30, "no text beside \(x), \(y)")
    }
    #expect(drawn.color(1, 1).red > drawn.color(1, 1).blue)
    #expect(drawn.color(0, 0).blue > drawn.color(0, 0).red)
  }

  @Test func logarithmicAxesHaveSmallTicks() throws {
    let drawn = try DrawnFigure(Figure().line([1, 2], [1, 1_000]).yAxis(scale: .log))
    let ticks = drawn.layout.yTicks
    #expect(ticks.major.map(\.label) == ["1", "10", "100", "1000"])
    #expect(ticks.minor.contains(20) && ticks.minor.contains(500))
    let edge = drawn.layout.plot.x
    let height = drawn.layout.y.position(200)
    #expect(drawn.color(at: Point(x: edge - 1.3, y: height - 0.2)) != theme.background)
    #expect(drawn.color(at: Point(x: edge - 3.3, y: height - 0.2)) == theme.background)
  }

  @Test func longNamesAreBrokenBeforeTheyAreSlanted() throws {
    let names = ["one rather long name", "another rather long name", "a third one"]
    let drawn = try DrawnFigure(Figure().bars(names, [1, 2, 3]).size(width: 320, height: 240))
    #expect(drawn.layout.labelLines == 2)
    #expect(!drawn.layout.slantsLabels)
    let words = ["incomprehensibilities", "counterrevolutionaries", "uncharacteristically"]
    let slanted = try DrawnFigure(Figure().bars(words, [1, 2, 3]).size(width: 320, height: 240))
    #expect(slanted.layout.slantsLabels)
  }

  @Test func smallPanelsHaveTicks() throws {
    let drawn = try DrawnFigure(Figure().line([0, 1], [-1, 1]).size(width: 200, height: 130))
    #expect(drawn.layout.yTicks.major.count >= 3)
    #expect(drawn.layout.xTicks.major.count >= 3)
  }
}
