import Plots
import Testing
import Wire

@testable import Drawing

/// Whatever a figure holds, drawing it ends soon and makes a picture.
struct HostileFigureTests {
  private static let strange: [Double] = [
    .nan, .infinity, -.infinity, 0, -0.0, 1e300, -1e300, 1.7e308, -1.7e308, .leastNonzeroMagnitude,
    1e-300, 1, -1,
    1e15, 1e15 + 0.125,
  ]

  @Test(arguments: Figure.Scale.allCases, Figure.Scale.allCases)
  func strangeNumbers(xScale: Figure.Scale, yScale: Figure.Scale) throws {
    let strange = Self.strange
    for subset in [
      strange, Array(strange.prefix(3)), [], [1e300], [0, .leastNonzeroMagnitude], [1e308, -1e308],
    ] {
      let names = subset.map { "\($0)" }
      let figure = Figure()
        .line(subset, subset.reversed(), label: "line", style: .dotted, marker: .plus)
        .scatter(subset, subset, label: "points").band(subset, subset, subset.reversed())
        .bars(names, subset, showNumbers: true).histogram(subset, label: "histogram")
        .texts(subset, subset, names)
      let lines = strange.reduce(figure) { figure, number in
        figure.horizontalLine(at: number).verticalLine(at: number)
          .straightLine(slope: number, intercept: -number)
          .decisionLine(weights: [number, -number], bias: number)
      }
      try draw(lines.xAxis(scale: xScale).yAxis(scale: yScale))
    }
  }

  @Test func strangeRanges() throws {
    let figure = Figure().line([1, 2, 3], [3, 2, 1])
    let ranges: [ClosedRange<Double>] = [
      0...0, -1e308...1e308, 1...(.infinity),
      -Double.leastNonzeroMagnitude...Double.leastNonzeroMagnitude, 1e300...1.1e300,
      1...(1 + 1e-15),
    ]
    for range in ranges {
      for scale in Figure.Scale.allCases {
        try draw(figure.xAxis(range: range, scale: scale).yAxis(range: range, scale: scale))
        try draw(
          figure.xAxis(
            range: range, scale: scale, ticks: Self.strange,
            tickLabels: Self.strange.map { "\($0)" }))
      }
    }
    try draw(figure.xAxis(range: 0...1e-300).equalAspect())
  }

  @Test func strangeMatrices() throws {
    try draw(Figure().heatMap([Self.strange, Self.strange.reversed()]))
    try draw(Figure().heatMap(MatrixValues(rows: 0, columns: 0, values: [])))
    try draw(Figure().heatMap(MatrixValues(rows: 0, columns: 1_000_000, values: [])))
    try draw(
      Figure().heatMap(
        MatrixValues(rows: 1, columns: 20_000, values: Array(repeating: 1, count: 20_000)),
        columnLabels: 0..<20_000))
    try draw(Figure().heatMap([[1, 2], [3, 4]]).xAxis(range: -1e6...1e6).yAxis(scale: .log))
    try draw(
      Figure().decisionRegions(xRange: -1e300...1e300, yRange: 0...1e-300, resolution: 15) {
        x, y in x.isNaN ? 0 : Float.nan
      })
    try draw(
      Figure().decisionRegions(xRange: 0...1, yRange: 0...1, resolution: 8) { x, y in
        x > 0.5 ? Int.max : Int.min
      })
  }

  @Test func strangePictures() throws {
    for (count, height, width, columns) in [
      (0, 1, 1, 1), (1, 1, 16_384, 1), (1, 16_384, 1, 1), (30_000, 1, 1, 30_000),
      (30_000, 1, 1, 1), (10_000, 2, 2, 100),
    ] {
      let values = [Float](repeating: 0.5, count: count * height * width)
      let pictures = ImageValues(
        count: count, height: height, width: width, channels: 1, values: values)
      try draw(Figure().images(pictures, columns: columns, labels: 0..<count))
    }
  }

  @Test func longAndDirtyTexts() throws {
    let long = String(repeating: "W\u{0}\u{1B}[31m\u{202E}é😀\n", count: 60_000)
    let figure = Figure(title: long, xLabel: long, yLabel: long)
      .line([1, 2], label: long).bars([long, long], [1, 2]).text(0, 1, long)
      .yAxis(ticks: [0, 1], tickLabels: [long, long])
    try draw(figure)
    try draw(Figure.grid(title: long, columns: 2, [figure, figure]))
    let names = (0..<3_000).map { "name \($0)" }
    try draw(Figure().bars(names, 0..<3_000))
  }

  @Test func manyThings() throws {
    var generator = SplitMix(state: 1)
    let count = 200_000
    let noise = (0..<count).map { _ in Double.random(in: -1...1, using: &generator) }
    try draw(Figure().scatter(noise, noise.reversed()))
    try draw(Figure().line(noise))
    try draw(Figure().line(noise, noise.reversed(), style: .dotted))
    try draw(Figure().band(0..<count, noise, noise.reversed()))
    let lines = (0..<300).reduce(Figure()) { figure, index in
      figure.line([0, 1], [index, -index], label: "line \(index)")
    }
    try draw(lines)
    try draw(lines.legend(.outside).size(width: 80, height: 60))
    let panels = (0..<144).map { Figure(title: "panel \($0)").line([1, 2]) }
    try draw(Figure.grid(columns: 12, panels))
    try draw(Figure.grid(columns: 144, panels))
    try draw(Figure.grid(columns: 1, panels))
  }

  @Test func damagedFramesAreDrawn() throws {
    let figure = Figure(title: "t", xLabel: "x").line([1, 2, 3], [3, 1, 2], label: "a")
      .scatter([1, 2], [2, 1]).histogram([1, 2, 3], bins: 3).horizontalLine(at: 2)
      .decisionRegions(xRange: 0...1, yRange: 0...1, resolution: 3) { x, y in x * y }
      .size(width: 120, height: 90)
    var writer = WireWriter()
    figure.encode(into: &writer)
    var generator = SplitMix(state: 2)
    for _ in 0..<400 {
      var bytes = writer.bytes
      for _ in 0..<4 {
        bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      var reader = WireReader(bytes)
      guard let damaged = try? Figure(from: &reader) else { continue }
      try draw(damaged)
    }
  }

  @Test func strangeContours() throws {
    let strange = MatrixValues(
      rows: 3, columns: 5, values: Self.strange)
    for filled in [false, true] {
      for levels in [[], [0], [-1e300, 0, 1e300], Self.strange] {
        try draw(
          Figure().contours(
            strange, xRange: -1e300...1e300, yRange: 0...1e-280, levels: levels, filled: filled,
            labels: true))
      }
      for value in [Double.nan, .infinity, 0, 1e308, 1e-300] {
        let flat = MatrixValues(rows: 2, columns: 2, values: Array(repeating: value, count: 4))
        try draw(Figure().contours(flat, filled: filled, labels: true).xAxis(scale: .log))
      }
      var generator = SplitMix(state: 3)
      let noise = (0..<250_000).map { _ in Double.random(in: -1...1, using: &generator) }
      try draw(
        Figure().contours(
          MatrixValues(rows: 500, columns: 500, values: noise), count: 50, filled: filled,
          labels: true))
    }
  }

  @Test func strangeEmbeddings() throws {
    let strange = Self.strange
    try draw(Figure().embedding(strange.map { [$0, $0] }, labels: strange))
    try draw(Figure().embedding(MatrixValues(rows: 0, columns: 2, values: []), labels: [String]()))
    // All at one point, too long for the axes, and far more than there is room for.
    try draw(
      Figure().embedding(
        (0..<300).map { _ in [1.0, 1.0] }, labels: (0..<300).map { _ in "the same place" }))
    let long = String(repeating: "W", count: 5_000)
    try draw(Figure().embedding([[0, 0], [1, 1]], labels: [long, "\u{0}\u{202E}"]))
    var points: [[Double]] = []
    for index in 0..<20_000 { points.append([Double(index % 200), Double(index / 200)]) }
    try draw(Figure().embedding(points, labels: 0..<20_000))
  }

  @Test func longLabelsOfPictures() throws {
    let pictures = ImageValues(
      count: 600, height: 4, width: 4, channels: 1,
      values: Array(repeating: 0.5, count: 600 * 16))
    let long = String(repeating: "word ", count: 300) + String(repeating: "W", count: 5_000)
    for columns in [1, 7, 60, 600] {
      try draw(
        Figure().images(pictures, columns: columns, labels: (0..<600).map { "\($0) \(long)" }))
      try draw(Figure().images(pictures, columns: columns, labels: (0..<600).map { _ in "" }))
    }
  }

  private func draw(_ figure: Figure) throws {
    let light = try FigureRenderer().files(figure)
    #expect(light.png.count > 100)
    let dark = try FigureRenderer(theme: .dark).png(figure)
    #expect(dark.count > 100)
  }
}

/// A small generator whose numbers are the same in every run.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
