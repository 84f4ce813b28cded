import Glibc
import Plots

extension FigureSample {
  static let lines: FigureSample = {
    let x = (0...200).map { Double($0) / 20 }
    let sine = x.map { sin($0) }
    let damped = x.map { sin(2 * $0) * exp(-$0 / 5) }
    return FigureSample(
      "lines", "Lines with a legend that keeps off them",
      ["x": x, "sine": sine, "damped": damped],
      sized(
        Figure(title: "Two waves", xLabel: "time (s)", yLabel: "amplitude")
          .line(x, sine, label: "sine").line(x, damped, label: "damped", style: .dashed)))
  }()

  static let band: FigureSample = {
    let x = (1...30).map { Double($0) }
    let mean = x.map { 2.2 * exp(-$0 / 8) + 0.25 }
    let spread = x.map { 0.35 * exp(-$0 / 15) }
    let (lower, upper) = (zip(mean, spread).map { $0 - $1 }, zip(mean, spread).map { $0 + $1 })
    return FigureSample(
      "band", "A line in its band, and a line across",
      ["x": x, "mean": mean, "lower": lower, "upper": upper],
      sized(
        Figure(title: "Five runs", xLabel: "epoch", yLabel: "loss")
          .line(x, mean, label: "mean", marker: .circle).band(x, lower, upper)
          .horizontalLine(at: 0.25, label: "noise floor")))
  }()

  static let logarithmic: FigureSample = {
    let x = (0...100).map { pow(10, Double($0) / 25 - 3) }
    let fast = x.map { 1 / (1 + $0 * $0 * 40) }
    let slow = x.map { 1 / (1 + $0) }
    return FigureSample(
      "logarithmic", "Logarithmic axes with small ticks between the powers of ten",
      ["x": x, "fast": fast, "slow": slow],
      sized(
        Figure(title: "Two filters", xLabel: "frequency (kHz)", yLabel: "gain")
          .line(x, fast, label: "second order").line(x, slow, label: "first order")
          .xAxis(scale: .log).yAxis(scale: .log)))
  }()

  static let smallNumbers: FigureSample = {
    let x = (0..<40).map { 1_000_000 + Double($0) * 25_000 }
    let y = noise(40, seed: 5).enumerated().map { 2e-5 + 1e-6 * Double($0) + 6e-6 * $1 }
    return FigureSample(
      "small-numbers", "Ticks of very large and very small numbers", ["x": x, "y": y],
      sized(
        Figure(title: "Step size", xLabel: "steps", yLabel: "learning rate")
          .line(x, y, marker: .square)))
  }()

  static let roc: FigureSample = {
    let x = (0...60).map { Double($0) / 60 }
    let (good, fair) = (x.map { pow($0, 0.15) }, x.map { pow($0, 0.5) })
    return FigureSample(
      "roc", "Receiver operating characteristics", ["x": x, "good": good, "fair": fair],
      sized(
        Figure(title: "Two classifiers")
          .rocCurve(falsePositiveRates: x, truePositiveRates: good, auc: 0.87, label: "network")
          .rocCurve(falsePositiveRates: x, truePositiveRates: fair, auc: 0.667, label: "line"),
        360, 360))
  }()

  static let precisionRecall: FigureSample = {
    let x = (0...60).map { Double($0) / 60 }
    let y = x.map { 1 - 0.7 * pow($0, 4) }
    return FigureSample(
      "precision-recall", "A precision-recall curve", ["x": x, "y": y],
      sized(
        Figure(title: "Spam").precisionRecallCurve(
          recalls: x, precisions: y, averagePrecision: 0.86, label: "network"), 360, 360))
  }()

  static let learningCurve: FigureSample = {
    let jitter = noise(200, seed: 9)
    let losses = jitter.enumerated().map { 2.3 * exp(-Double($0) / 40) + 0.2 + 0.5 * $1 * $1 }
    return FigureSample(
      "learning-curve", "A learning curve and its running average", ["losses": losses],
      sized(
        Figure(title: "Training", xLabel: "step", yLabel: "loss")
          .learningCurve(losses, label: "training", smoothing: 0.9)))
  }()

  static let panels: FigureSample = {
    let x = (0...50).map { Double($0) / 5 }
    let (sine, square) = (x.map { sin($0) }, x.map { $0 * $0 })
    let samples = bells(400, seed: 3)
    let names = ["a", "b", "c"]
    return FigureSample(
      "panels", "Several figures side by side",
      ["x": x, "sine": sine, "square": square, "samples": samples],
      sized(
        .grid(
          title: "Four panels", columns: 2,
          [
            Figure(title: "line", xLabel: "x").line(x, sine),
            Figure(title: "square", xLabel: "x").line(x, square, color: .vermilion),
            Figure(title: "histogram").histogram(samples, bins: 16),
            Figure(title: "bars").bars(names, [3, 5, 4]),
          ]), 480, 360))
  }()
}
