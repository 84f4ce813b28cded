extension Figure {
  /// The figure with a receiver operating characteristic: hits against false alarms over all thresholds.
  ///
  /// The dashed diagonal is what guessing achieves.
  ///
  ///     figure.rocCurve(falsePositiveRates: roc.falsePositiveRates, truePositiveRates: roc.truePositiveRates, auc: 0.97)
  ///
  /// - Parameters:
  ///   - falsePositiveRates: The part of the negatives called positive, 0 to 1.
  ///   - truePositiveRates: The part of the positives called positive, as many.
  ///   - auc: The area under the curve, for the legend; nil leaves it out.
  ///   - label: The name in the legend.
  ///   - color: The colour; nil takes the next of the palette.
  /// - Returns: The figure with the curve.
  public func rocCurve(
    falsePositiveRates: some PlotValues, truePositiveRates: some PlotValues,
    auc: (some PlotNumber)? = Double?.none, label: String = "", color: Color? = nil
  ) -> Figure {
    var figure = self
    if figure.xLabel.isEmpty { figure.xLabel = "false positive rate" }
    if figure.yLabel.isEmpty { figure.yLabel = "true positive rate" }
    if !figure.marks.contains(where: { if case .reference = $0 { true } else { false } }) {
      figure = figure.straightLine(
        slope: 1, intercept: 0, label: "chance", color: .gray, style: .dashed)
    }
    figure.xAxis.range = figure.xAxis.range ?? 0...1
    figure.yAxis.range = figure.yAxis.range ?? 0...1
    figure.size = figure.size ?? Size(width: 440, height: 440)
    return figure.equalAspect().line(
      falsePositiveRates, truePositiveRates,
      label: Self.label(label, "AUC", auc?.plotValue), color: color, width: 2)
  }

  /// The figure with a precision-recall curve over all thresholds.
  ///
  ///     figure.precisionRecallCurve(recalls: curve.recalls, precisions: curve.precisions)
  ///
  /// - Parameters:
  ///   - recalls: The part of the positives found, 0 to 1.
  ///   - precisions: The part of those called positive that are, as many.
  ///   - averagePrecision: The area under the curve, for the legend; nil leaves it out.
  ///   - label: The name in the legend.
  ///   - color: The colour; nil takes the next of the palette.
  /// - Returns: The figure with the curve.
  public func precisionRecallCurve(
    recalls: some PlotValues, precisions: some PlotValues,
    averagePrecision: (some PlotNumber)? = Double?.none, label: String = "",
    color: Color? = nil
  ) -> Figure {
    var figure = self
    if figure.xLabel.isEmpty { figure.xLabel = "recall" }
    if figure.yLabel.isEmpty { figure.yLabel = "precision" }
    figure.xAxis.range = figure.xAxis.range ?? 0...1
    figure.yAxis.range = figure.yAxis.range ?? 0...1
    figure.size = figure.size ?? Size(width: 440, height: 440)
    return figure.equalAspect().line(
      recalls, precisions, label: Self.label(label, "AP", averagePrecision?.plotValue),
      color: color, width: 2)
  }

  /// The figure with a quantity after each epoch (or step) of a training: 1, 2, 3, …
  ///
  ///     Figure(title: "Loss").learningCurve(trainingLosses, label: "training")
  ///       .learningCurve(validationLosses, label: "validation")
  ///
  /// - Parameters:
  ///   - values: The quantity after the first epoch, after the second, …
  ///   - label: The name in the legend.
  ///   - smoothing: 0 draws the values alone; up to below 1, a running average is drawn over faint values,
  ///     which keeps that part of itself at every step.
  ///   - color: The colour; nil takes the next of the palette.
  /// - Returns: The figure with the curve.
  public func learningCurve(
    _ values: some PlotValues, label: String, smoothing: Double = 0, color: Color? = nil
  ) -> Figure {
    guard smoothing >= 0, smoothing < 1 else {
      fatalError("learningCurve: smoothing is at least 0 and below 1, not \(smoothing)")
    }
    let values = values.plotValues
    let color = color ?? nextColor
    let steps = Array(1...max(1, values.count)).prefix(values.count).map(\.plotValue)
    var figure = self
    if figure.xLabel.isEmpty { figure.xLabel = "epoch" }
    figure.xAxis.isWhole = true
    guard smoothing > 0 else {
      return figure.line(
        steps, values, label: label, color: color, marker: values.count <= 15 ? .circle : .none)
    }
    figure = figure.adding(
      .line(
        Line(
          x: steps, y: values, label: "", color: color, width: 1, opacity: 0.3,
          isCompanion: true)))
    return figure.line(
      steps, Self.runningAverage(values, keeping: smoothing), label: label, color: color)
  }

  /// An average over the past whose weights fall by a constant factor a step, without a bias to its start.
  private static func runningAverage(_ values: [Double], keeping part: Double) -> [Double] {
    var (sum, weight) = (0.0, 0.0)
    return values.map { value in
      guard value.isFinite else { return value }
      sum = sum * part + value
      weight = weight * part + 1
      return sum / weight
    }
  }

  private static func label(_ label: String, _ name: String, _ value: Double?) -> String {
    guard let value else { return label }
    let text = "\(name) = \(NumberText.fixed(value, decimals: 3))"
    return label.isEmpty ? text : "\(label) (\(text))"
  }
}
