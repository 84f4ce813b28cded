import Testing

@testable import Plots

struct FigureDescriptionTests {
  @Test func aSummaryTellsWhatWasPlotted() {
    let figure = Figure(title: "Training", xLabel: "epoch", yLabel: "loss")
      .line(1...3, [2.5, .nan, 0.5], label: "train").horizontalLine(at: 0.1)
    #expect(
      figure.summary
        == FigureSummary(
          title: "Training", xLabel: "epoch", yLabel: "loss",
          series: [
            .init(kind: .line, label: "train", count: 3, minimum: 0.5, maximum: 2.5),
            .init(kind: .referenceLine, label: "", count: 1, minimum: nil, maximum: nil),
          ], panels: []))
  }

  @Test func aLineChartInWords() {
    let figure = Figure(title: "Training", xLabel: "epoch", yLabel: "loss")
      .line(1...3, [2.5, 0.25, 0.5], label: "train").yAxis(range: -1...3)
    #expect(
      figure.altText
        == "Line chart “Training”. Horizontal axis: epoch. Vertical axis: loss, −1 to 3. "
        + "Line “train”: 3 points, from 2.5 to 0.5, lowest 0.25, highest 2.5.")
  }

  @Test func aHeatMapInWords() {
    let figure = Figure(xLabel: "predicted", yLabel: "true")
      .heatMap([[9, 1], [2, 12]], rowLabels: ["cat", "dog"], columnLabels: ["cat", "dog"])
    #expect(
      figure.altText
        == "Heat map. Horizontal axis: predicted. Vertical axis: true. 2 rows and 2 columns, "
        + "numbers from 1 to 12, the largest in row dog, column dog.")
  }

  @Test func barsAndPicturesInWords() {
    #expect(
      Figure(title: "Accuracy").bars(["tanh", "relu"], [0.91234, 0.95]).altText
        == "Bar chart “Accuracy”. Bars: tanh 0.912, relu 0.95.")
    let pictures = ImageValues(
      count: 2, height: 2, width: 1, channels: 1, values: [0, 1, 0, 1])
    #expect(
      Figure().images(pictures, labels: [7, 1]).altText
        == "Pictures. 2 grey pictures of 1 × 2 pixels, labelled “7”, “1”.")
  }

  @Test func longAndDirtyLabelsStayShortAndClean() {
    let label = String(repeating: "\u{1B}[31m\u{202E}x\n", count: 100_000)
    var figure = Figure(title: label, xLabel: label, yLabel: label)
    for _ in 0..<20 { figure = figure.line([1, 2], label: label) }
    let text = Figure.grid(columns: 2, [figure, figure]).altText
    #expect(text.count <= 2_001)
    #expect(!text.unicodeScalars.contains { $0.value < 32 || $0.value == 0x202E })
  }
}
