@testable import Plots

/// One figure of every kind.
enum SampleFigures {
  static let all: [(name: String, figure: Figure)] = [
    ("empty", Figure()),
    (
      "line",
      Figure(title: "Training", xLabel: "epoch", yLabel: "loss")
        .line([1, 2, 3], [2.5, .nan, 0.5], label: "training", color: .green, style: .dashed)
        .line([0.5, 0.25], marker: .circle)
        .band(0..<2, [0.4, 0.2], [0.6, 0.3])
        .horizontalLine(at: 0.1).verticalLine(at: 2, label: "best")
        .xAxis(range: 0...4, ticks: [0, 4], tickLabels: ["start", "end"])
        .yAxis(scale: .log).legend(.bottomLeft).size(width: 300, height: 200)
    ),
    (
      "scatter",
      Figure().scatter([1, 2, 3], [3, 2, 1], label: "all", size: 4, opacity: 0.5)
        .scatter([0, 1, 2, 3], [1, 1, 2, 2], classes: [0, 1, 0, 1], names: ["cat", "dog"])
        .straightLine(slope: 2, intercept: -1).decisionLine(weights: [1.0, -2.0], bias: 0.5)
        .text(1, 2, "here").texts([1, 2], [2, 3], ["a", "b"], color: .blue).equalAspect()
    ),
    (
      "bars",
      Figure().bars(["a", "b"], [1, -2], label: "x", showNumbers: true).bars(0..<2, [3, 4])
    ),
    ("histogram", Figure().histogram([1, 2, 2, 3, .infinity], bins: 4, label: "weights")),
    (
      "heatMap",
      Figure().heatMap(
        [[1, 2, 3], [4, 5, 6]], rowLabels: ["r0", "r1"], columnLabels: 0..<3, colors: .viridis)
    ),
    (
      "images",
      Figure().images(
        ImageValues(
          count: 2, height: 2, width: 3, channels: 1, values: Array(repeating: 0.5, count: 12)),
        labels: ["7", "1"], highlighted: [1])
    ),
    (
      "regions",
      Figure().decisionRegions(xRange: -1...1, yRange: 0...2, resolution: 4) { x, y in
        x > 0 ? 1 : 0
      }
    ),
    (
      "contours",
      Figure().contours(xRange: -1...1, yRange: 0...2, resolution: 4, levels: [0.5, 1]) { x, y in
        x * y
      }
    ),
    (
      "embedding",
      Figure().embedding([[0, 1], [2, 3]], labels: ["cat", "dog"], classes: [0, 1])
    ),
    (
      "curves",
      Figure().rocCurve(falsePositiveRates: [0, 0.5, 1], truePositiveRates: [0, 0.9, 1], auc: 0.7)
        .learningCurve([3, 2, 1], label: "loss", smoothing: 0.5)
    ),
    (
      "grid",
      Figure.grid(
        title: "all", columns: 2,
        [Figure(title: "left").line([1, 2]), Figure.grid(columns: 1, [Figure(title: "inner")])])
    ),
  ]
}
