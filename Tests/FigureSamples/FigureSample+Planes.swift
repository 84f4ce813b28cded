import Glibc
import Plots

extension FigureSample {
  static let confusion: FigureSample = {
    let counts: [[Double]] = [[52, 3, 0, 1], [4, 47, 2, 0], [1, 6, 41, 5], [0, 0, 3, 58]]
    let names = ["cat", "dog", "horse", "ship"]
    return FigureSample(
      "confusion", "A confusion matrix with its numbers", ["counts": counts.flatMap { $0 }],
      sized(
        Figure(title: "Confusion", xLabel: "predicted", yLabel: "true")
          .heatMap(counts, rowLabels: names, columnLabels: names), 360, 340))
  }()

  static let weights: FigureSample = {
    let values = (0..<28 * 28).map { index in
      let (row, column) = (Double(index / 28) - 13.5, Double(index % 28) - 13.5)
      return sin(column / 3) * exp(-(row * row + column * column) / 90)
    }
    return FigureSample(
      "weights", "Weights around zero, with a scale of colours", ["values": values],
      sized(
        Figure(title: "A filter").heatMap(
          MatrixValues(rows: 28, columns: 28, values: values), showNumbers: false), 360, 300))
  }()

  static let regions: FigureSample = {
    let centers = [(0.0, 1.2), (-1.1, -0.7), (1.1, -0.7)]
    let (a, b) = (bells(60, seed: 51), bells(60, seed: 52))
    let classes = (0..<60).map { Double($0 % 3) }
    let x = zip(a, classes).map { 0.45 * $0 + centers[Int($1)].0 }
    let y = zip(b, classes).map { 0.45 * $0 + centers[Int($1)].1 }
    let figure = Figure(title: "Nearest mean", xLabel: "x", yLabel: "y")
      .decisionRegions(xRange: -2.5...2.5, yRange: -2.2...2.6) { x, y in
        let distances = centers.map { hypot(Double(x) - $0.0, Double(y) - $0.1) }
        return distances.indices.min { distances[$0] < distances[$1] } ?? 0
      }
      .scatter(x, y, classes: classes)
    return FigureSample(
      "regions", "What a classifier says, and what is true",
      ["x": x, "y": y, "classes": classes], sized(figure))
  }()

  static let probability = FigureSample(
    "probability", "The probability of a class, and where it is one half", [:],
    sized(
      Figure(title: "A ring", xLabel: "x", yLabel: "y")
        .decisionRegions(xRange: -2...2, yRange: -2...2) { x, y in
          1 / (1 + exp(-4 * (1 - x * x - y * y)))
        }.equalAspect(), 360, 340))

  /// A hill and a hollow.
  private static func height(_ x: Double, _ y: Double) -> Double {
    3 * exp(-(x - 1) * (x - 1) - y * y) - 2 * exp(-(x + 1) * (x + 1) - (y - 0.5) * (y - 0.5))
  }

  private static func heights(_ count: Int) -> [Double] {
    (0..<count * count).map { index in
      let (row, column) = (Double(index / count), Double(index % count))
      let last = Double(count - 1)
      return height(-3 + 6 * column / last, -2.5 + 5 * row / last)
    }
  }

  static let contours = FigureSample(
    "contours", "Contour lines with their heights", ["values": heights(80)],
    sized(
      Figure(title: "A hill and a hollow", xLabel: "x", yLabel: "y")
        .contours(
          MatrixValues(rows: 80, columns: 80, values: heights(80)), xRange: -3...3,
          yRange: -2.5...2.5)))

  static let filledContours = FigureSample(
    "filled-contours", "Contours filled, with a scale of colours", ["values": heights(80)],
    sized(
      Figure(title: "A hill and a hollow", xLabel: "x", yLabel: "y")
        .contours(
          MatrixValues(rows: 80, columns: 80, values: heights(80)), xRange: -3...3,
          yRange: -2.5...2.5, count: 10, filled: true)))
}
