import Testing

@testable import Plots

struct FigureTests {
  @Test func everyKindOfNumbersCanBePlotted() {
    let figures = [
      Figure().line([0, 1, 2], [1, 2, 3]),
      Figure().line(0..<3, [1.0, 2.0, 3.0]),
      Figure().line([0, 1, 2] as [Float], 1...3),
      Figure().line(stride(from: 0.0, to: 3.0, by: 1), [1, 2, 3]),
      Figure().line([1, 2, 3]),
    ]
    for figure in figures { #expect(figure == figures[0]) }
  }

  @Test func seriesTakeTheColoursInTurn() {
    let figure = Figure().line([1.0]).horizontalLine(at: 2).scatter([1], [1]).bars(["a"], [1])
    #expect(figure.colors == [.series(0), .series(1), .series(2)])
  }

  @Test func aBandWithoutANameBelongsToTheSeriesBefore() {
    let figure = Figure().line([1, 2]).line([1, 2]).band(0..<2, [0, 1], [2, 3]).line([3, 4])
    #expect(figure.colors == [.series(0), .series(1), .series(1), .series(2)])
    let named = Figure().line([1, 2]).band(0..<2, [0, 1], [2, 3], label: "spread")
    #expect(named.colors == [.series(0), .series(1)])
  }

  @Test func aHistogramCountsItsSamples() throws {
    let figure = Figure().histogram([0, 0.1, 0.5, 0.9, 1, .nan], bins: 2)
    guard case .histogram(let histogram) = figure.marks.first else {
      Issue.record("no histogram")
      return
    }
    #expect(histogram.heights == [2, 3])
    #expect(histogram.range == 0...1)
    #expect(histogram.sampleCount == 5)
    #expect(figure.yLabel == "count")
  }

  @Test(arguments: [[], [5.0], [1e308, -1e308], [.infinity], [1e9, 1e9 + 1e-7]])
  func everyHistogramHasBins(samples: [Double]) throws {
    let figure = Figure().histogram(samples, bins: 3)
    guard case .histogram(let histogram) = figure.marks.first else {
      Issue.record("no histogram")
      return
    }
    #expect(histogram.heights.count == 3)
    #expect(histogram.range.lowerBound < histogram.range.upperBound)
  }

  @Test func densityHasTheAreaOne() throws {
    let figure = Figure().histogram([0, 1, 2, 3], bins: 2, density: true)
    guard case .histogram(let histogram) = figure.marks.first else {
      Issue.record("no histogram")
      return
    }
    #expect(histogram.heights.reduce(0) { $0 + $1 * 1.5 } == 1)
  }

  @Test func classesBecomeSeriesOfTheirOwn() {
    let points = [[0, 0], [1, 1], [2, 2]]
    let figure = Figure().scatter(points, classes: [1, 0, 1], names: ["cat", "dog"])
    #expect(figure.summary.series.map(\.label) == ["cat", "dog"])
    #expect(figure.summary.series.map(\.count) == [1, 2])
    #expect(figure.colors == [.series(0), .series(1)])
  }

  @Test(
    arguments: [
      ([0, 0.5, 1], [0, 128, 255]), ([-2, 0, 2], [0, 128, 255]), ([0, 51, 255], [0, 51, 255]),
      ([.nan, 7, 7], [0, 0, 0]), ([-.infinity, 0, 1], [0, 0, 255]),
    ] as [([Float], [UInt8])])
  func intensitiesBecomeBytes(values: [Float], bytes: [UInt8]) {
    let figure = Figure().images(
      ImageValues(count: 1, height: 1, width: 3, channels: 1, values: values))
    guard case .images(let images) = figure.marks.first else {
      Issue.record("no images")
      return
    }
    #expect(images.bytes == bytes)
  }

  @Test func regionsAskAboutTheEdges() {
    let figure = Figure().decisionRegions(xRange: 0...1, yRange: 10...12, resolution: 3) { x, y in
      x + y
    }
    guard case .regions(let regions) = figure.marks.first else {
      Issue.record("no regions")
      return
    }
    #expect(regions.grid.values == [10, 10.5, 11, 11, 11.5, 12, 12, 12.5, 13])
    #expect(!regions.isClass)
  }

  @Test func aCurveOfHitsAndFalseAlarmsHasItsDiagonalOnce() {
    let rates = [0.0, 1.0]
    let figure = Figure()
      .rocCurve(falsePositiveRates: rates, truePositiveRates: rates, auc: 0.5, label: "a")
      .rocCurve(falsePositiveRates: rates, truePositiveRates: rates)
    #expect(figure.summary.series.map(\.kind) == [.referenceLine, .line, .line])
    #expect(figure.summary.series.map(\.label) == ["chance", "a (AUC = 0.500)", ""])
    #expect(figure.xLabel == "false positive rate")
  }

  @Test func aSmoothedCurveKeepsItsColour() {
    let figure = Figure().learningCurve([4, 2, 3], label: "a", smoothing: 0.5)
      .learningCurve([1, 1, 1], label: "b")
    #expect(figure.colors == [.series(0), .series(0), .series(1)])
    guard case .line(let smooth) = figure.marks[1] else {
      Issue.record("no line")
      return
    }
    #expect(smooth.x == [1, 2, 3])
    #expect(smooth.y[1] == (4 * 0.5 + 2) / 1.5)
  }

  @Test func mistakesEndTheCell() async {
    await #expect(processExitsWith: .failure) { _ = Figure().line([1, 2, 3], [1, 2]) }
    await #expect(processExitsWith: .failure) { _ = Figure().bars(["a"], [1, 2]) }
    await #expect(processExitsWith: .failure) { _ = Figure().heatMap([[1, 2], [3]]) }
  }
}

extension Figure {
  fileprivate var colors: [Color] {
    marks.compactMap { mark in
      switch mark {
      case .line(let line): line.color
      case .scatter(let scatter): scatter.color
      case .bars(let bars): bars.color
      case .band(let band): band.color
      default: nil
      }
    }
  }
}
