extension Figure {
  /// The figure in words, made from its data, for those who cannot see it.
  ///
  ///     Line chart “Training”. Horizontal axis: epoch, 1 to 20. Vertical axis: loss.
  ///     Line “training”: 20 points, from 2.3 to 0.11, lowest 0.11, highest 2.3.
  ///
  /// No longer than some 2,000 characters, and free of control characters, whatever the labels hold.
  public var altText: String {
    var sentences = [headline]
    if panels.isEmpty {
      if hasAxes {
        sentences += [axisSentence("Horizontal", xAxis), axisSentence("Vertical", yAxis)]
      }
      let described = marks.lazy.compactMap(\.sentence).prefix(8)
      sentences += described
      let left = marks.count - described.count
      if left > 0, described.count == 8 { sentences.append("And \(left) more.") }
    } else {
      sentences += panels.prefix(4).enumerated().map { index, panel in
        "Panel \(index + 1): " + panel.altText.cleaned(limit: 450)
      }
      if panels.count > 4 { sentences.append("And \(panels.count - 4) more panels.") }
    }
    return sentences.filter { !$0.isEmpty }.joined(separator: " ").cleaned(limit: 2_000)
  }

  private var hasAxes: Bool {
    !marks.contains { if case .images = $0 { true } else { false } }
  }

  private var headline: String {
    let name = title.cleaned(limit: 200)
    let kind = panels.isEmpty ? kindName : "Grid of \(panels.count) figures"
    return name.isEmpty ? "\(kind)." : "\(kind) “\(name)”."
  }

  private var kindName: String {
    let names = marks.compactMap(\.chartName)
    // The most telling kind first: a line over regions is a picture of decision regions.
    for name in [
      "Pictures", "Heat map", "Decision regions", "Contour plot", "Histogram", "Bar chart",
      "Scatter plot",
      "Line chart",
    ] where names.contains(name) {
      return name
    }
    return "Empty chart"
  }

  private func axisSentence(_ name: String, _ axis: Axis) -> String {
    var parts: [String] = []
    let label = axis.label.cleaned(limit: 120)
    if !label.isEmpty { parts.append(label) }
    if let range = axis.range {
      parts.append("\(range.lowerBound.words) to \(range.upperBound.words)")
    }
    if axis.scale == .log { parts.append("logarithmic") }
    return parts.isEmpty ? "" : "\(name) axis: " + parts.joined(separator: ", ") + "."
  }
}

extension Figure.Mark {
  fileprivate var chartName: String? {
    switch self {
    case .line, .band: "Line chart"
    case .scatter: "Scatter plot"
    case .bars: "Bar chart"
    case .histogram: "Histogram"
    case .heatMap: "Heat map"
    case .images: "Pictures"
    case .regions: "Decision regions"
    case .contours: "Contour plot"
    case .reference, .texts: nil
    }
  }

  fileprivate var sentence: String? {
    switch self {
    case .line(let line):
      line.isCompanion
        ? nil
        : named("Line") + "\(line.y.count) points" + path(line.y) + span(line.y) + "."
    case .scatter(let scatter):
      named("Points") + "\(scatter.x.count), horizontally\(extent(scatter.x)), "
        + "vertically\(extent(scatter.y))."
    case .bars(let bars):
      named("Bars") + bars.words + "."
    case .histogram(let histogram):
      named("Histogram") + histogram.words + "."
    case .band(let band):
      named("Band") + "between\(extent(band.lower)) below and\(extent(band.upper)) above."
    case .reference(let line):
      named("Line") + line.words + "."
    case .texts(let texts):
      "Text: " + quoted(texts.texts) + "."
    case .heatMap(let map): map.words
    case .images(let images): images.words
    case .regions(let regions):
      regions.isClass
        ? "The plane is coloured by the class predicted at each point."
        : "The plane is coloured by the predicted probability of class 1."
    case .contours(let contours): contours.words
    }
  }

  private func named(_ kind: String) -> String {
    let name = label.cleaned(limit: 80)
    return name.isEmpty ? "\(kind): " : "\(kind) “\(name)”: "
  }

  private func path(_ values: [Double]) -> String {
    guard values.count > 1, let first = values.first, let last = values.last else { return "" }
    return ", from \(first.words) to \(last.words)"
  }

  private func span(_ values: [Double]) -> String {
    guard let range = values.finiteRange else { return ", none of them a number" }
    return ", lowest \(range.lowerBound.words), highest \(range.upperBound.words)"
  }

  private func extent(_ values: [Double]) -> String {
    guard let range = values.finiteRange else { return " nothing" }
    return " \(range.lowerBound.words) to \(range.upperBound.words)"
  }
}

extension Figure.Bars {
  fileprivate var words: String {
    let shown = zip(names, heights).prefix(12).map { name, height in
      "\(name.cleaned(limit: 40)) \(height.words)"
    }
    let more = names.count > shown.count ? ", and \(names.count - shown.count) more" : ""
    return shown.joined(separator: ", ") + more
  }
}

extension Figure.Histogram {
  fileprivate var words: String {
    let width = range.upperBound / Double(heights.count) - range.lowerBound / Double(heights.count)
    let highest = heights.indices.max { heights[$0] < heights[$1] } ?? 0
    let start = range.lowerBound + Double(highest) * width
    return "\(sampleCount) values from \(range.lowerBound.words) to \(range.upperBound.words) in "
      + "\(heights.count) bins, most between \(start.words) and \((start + width).words)"
  }
}

extension Figure.ReferenceLine {
  fileprivate var words: String {
    if xFactor == 0, yFactor != 0 { return "horizontal at \((-constant / yFactor).words)" }
    if yFactor == 0, xFactor != 0 { return "vertical at \((-constant / xFactor).words)" }
    guard yFactor != 0 else { return "nowhere" }
    return "slope \((-xFactor / yFactor).words), \((-constant / yFactor).words) at 0"
  }
}

extension Figure.HeatMap {
  fileprivate var words: String {
    let size = "\(matrix.rows) rows and \(matrix.columns) columns"
    let values = matrix.values
    guard let range = values.finiteRange, let place = values.firstIndex(of: range.upperBound)
    else { return "\(size)." }
    let (row, column) = (place / matrix.columns, place % matrix.columns)
    let rowName = rowLabels.isEmpty ? "\(row)" : rowLabels[row].cleaned(limit: 40)
    let columnName = columnLabels.isEmpty ? "\(column)" : columnLabels[column].cleaned(limit: 40)
    return "\(size), numbers from \(range.lowerBound.words) to \(range.upperBound.words), "
      + "the largest in row \(rowName), column \(columnName)."
  }
}

extension Figure.Contours {
  fileprivate var words: String {
    guard let range = grid.values.plotValues.finiteRange else { return "Contours of no numbers." }
    // Where the lowest and the highest number lie is what a contour plot is looked at for.
    let places = [range.lowerBound, range.upperBound].map { extreme in
      let index = grid.values.firstIndex { Double($0) == extreme } ?? 0
      let (row, column) = (Double(index / grid.columns), Double(index % grid.columns))
      let (right, up) = (column / Double(grid.columns - 1), row / Double(grid.rows - 1))
      let x = grid.xRange.lowerBound * (1 - right) + grid.xRange.upperBound * right
      let y = grid.yRange.lowerBound * (1 - up) + grid.yRange.upperBound * up
      return "\(extreme.words) near x = \(x.words), y = \(y.words)"
    }
    return "Contours of heights from \(places[0]), to \(places[1])."
  }
}

extension Figure.Images {
  fileprivate var words: String {
    let kind = channels == 1 ? "grey" : "colour"
    let rows = (count + columns - 1) / columns
    var text = "\(count) \(kind) \(count == 1 ? "picture" : "pictures")"
    text += " of \(width) × \(height) pixels"
    if rows > 1 { text += " in \(rows) rows" }
    if !labels.isEmpty { text += ", labelled " + quoted(labels) }
    if !highlighted.isEmpty { text += "; \(highlighted.count) highlighted" }
    return text + "."
  }
}

private func quoted(_ texts: [String]) -> String {
  let shown = texts.prefix(10).map { "“\($0.cleaned(limit: 60))”" }.joined(separator: ", ")
  return texts.count > 10 ? "\(shown) and \(texts.count - 10) more" : shown
}

extension Double {
  fileprivate var words: String {
    let text = NumberText.significant(self, digits: 3)
    return text.hasPrefix("-") ? "−" + text.dropFirst() : text
  }
}
