import Plots

/// Where the parts of a pair of axes lie, in points.
struct AxesLayout {
  /// The area between the axes.
  var plot: Rectangle
  var x: AxisMap
  var y: AxisMap
  var xTicks: TickSelection
  var yTicks: TickSelection
  /// Whether the labels of the horizontal axis are slanted, as they are too long to stand side by side.
  var slantsLabels: Bool
  /// How many lines the labels of the horizontal axis take where they are broken rather than slanted.
  var labelLines = 1
  /// Where the scale of colours of a heat map is drawn.
  var colorBar: Rectangle?
  /// How far right of the area its neighbour begins.
  static let gap = 14.0
  static let tickLength = 4.0
  static let slant = -Double.pi / 4
}

/// Finds the layout of a figure in a frame.
struct AxesLayoutFinder {
  let canvas: Canvas
  let styles: TextStyles
  let figure: Figure
  /// The room right of the area for a legend, in points.
  let legendWidth: Double

  private var tickHeight: Double { styles.tick.size * Canvas.lineHeight }
  private var labelHeight: Double { styles.label.size * Canvas.lineHeight + 4 }

  func layout(in frame: Rectangle) -> AxesLayout {
    let ranges = figure.ranges
    let names = figure.categories
    let top = figure.title.isEmpty ? 12 : TextStyles.titleHeight
    let hasBar = figure.heatMap.map { !$0.fitsNumbers } ?? (figure.filledContours != nil)
    let right = 14 + (hasBar ? 62 : 0) + (legendWidth > 0 ? legendWidth + AxesLayout.gap : 0)
    var bottom = 8 + AxesLayout.tickLength + 4 + tickHeight
    if !figure.xLabel.isEmpty || hasCommon(ranges.x) { bottom += labelHeight }
    // The names of bars may need more room below, which leaves less for the ticks on the left.
    var slants = false
    var lines = 1
    var plot = frame
    var yTicks = TickSelection(major: [])
    for _ in 0..<3 {
      var room = frame.inset(top: top, right: right, bottom: bottom)
      yTicks = verticalTicks(ranges.y, height: room.height)
      if !yTicks.common.isEmpty {
        room = room.inset(top: tickHeight)
        yTicks = verticalTicks(ranges.y, height: room.height)
      }
      let widths = yTicks.major.map { canvas.width(of: $0.label, styles.tick) }
      let left =
        8 + (figure.yLabel.isEmpty ? 0 : labelHeight) + (widths.max() ?? 0)
        + AxesLayout.tickLength + 4
      plot = room.inset(left: min(left, frame.width / 2))
      guard let names, !slants, lines == 1,
        let drop = slantedHeight(names, width: plot.width)
      else { break }
      if let count = brokenLines(names, width: plot.width) {
        lines = count
        bottom += Double(count - 1) * tickHeight
        continue
      }
      slants = true
      bottom += min(drop, frame.height / 3)
    }
    plot = shaped(plot, ranges).aligned
    let x = AxisMap(
      range: ranges.x, scale: figure.xAxis.scale, start: plot.x, end: plot.maxX)
    let isDownward = figure.heatMap != nil
    let y = AxisMap(
      range: ranges.y, scale: figure.yAxis.scale, start: isDownward ? plot.y : plot.maxY,
      end: isDownward ? plot.maxY : plot.y)
    let bar = Rectangle(
      x: plot.maxX + AxesLayout.gap, y: plot.y, width: 12, height: plot.height)
    return AxesLayout(
      plot: plot, x: x, y: y,
      xTicks: horizontalTicks(x, width: plot.width, slants: slants, lines: lines), yTicks: yTicks,
      slantsLabels: slants, labelLines: lines, colorBar: hasBar ? bar : nil)
  }

  /// Whether the labels of the horizontal axis leave something to a text of its own.
  private func hasCommon(_ range: ClosedRange<Double>) -> Bool {
    let isNumeric = figure.xAxis.scale == .linear && figure.xAxis.ticks == nil
    return isNumeric && figure.categories == nil
      && !TickSelection.linear(range, limit: 5).common.isEmpty
  }

  /// The part of the room that gives one unit the same length on both axes, where that is asked for.
  private func shaped(
    _ room: Rectangle, _ ranges: (x: ClosedRange<Double>, y: ClosedRange<Double>)
  ) -> Rectangle {
    guard figure.hasEqualAspect || figure.heatMap?.hasSquareCells == true,
      figure.xAxis.scale == .linear, figure.yAxis.scale == .linear
    else { return room }
    let ratio =
      (ranges.x.upperBound - ranges.x.lowerBound) / (ranges.y.upperBound - ranges.y.lowerBound)
    // A sliver would show nothing.
    guard ratio > 0.1, ratio < 10 else { return room }
    let width = min(room.width, room.height * ratio)
    let height = width / ratio
    return Rectangle(
      x: room.x + (room.width - width) / 2, y: room.y, width: width, height: height)
  }

  private func verticalTicks(_ range: ClosedRange<Double>, height: Double) -> TickSelection {
    let limit = min(max(Int(height / 25), 3), 9)
    let axis = figure.yAxis
    if let map = figure.heatMap, axis.ticks == nil {
      let room = max(1, Int(height / (styles.tick.size * 1.1)))
      return named(map.rowLabels, count: map.matrix.rows, room: room, in: range)
    }
    if let ticks = axis.ticks {
      return TickSelection.custom(ticks, labels: axis.tickLabels, in: range).fitted(
        canvas, width: 160, styles.tick)
    }
    return axis.scale == .log
      ? .logarithmic(range, limit: limit)
      : .linear(range, limit: limit, isWhole: axis.isWhole)
  }

  private func horizontalTicks(
    _ map: AxisMap, width: Double, slants: Bool, lines: Int
  ) -> TickSelection {
    let axis = figure.xAxis
    if let ticks = axis.ticks {
      return TickSelection.custom(ticks, labels: axis.tickLabels, in: map.range).fitted(
        canvas, width: width / 2, styles.tick
      ).thinned(canvas, map, styles.tick)
    }
    if let names = figure.categories, lines > 1 {
      let room = nameWidth(names, width: width)
      return TickSelection(
        major: names.indices.map { index in
          let parts = canvas.broken(names[index].cleaned(limit: 60), width: room, styles.tick)
          return Tick(value: Double(index), label: parts.joined(separator: "\n"))
        }.filter { map.range.contains($0.value) })
    }
    if let names = figure.categories {
      let slot = width / (map.range.upperBound - map.range.lowerBound)
      let needed = slants ? tickHeight * 1.3 : 0
      let room = slants ? max(1, Int(width / needed)) : Int(width / max(slot, 1)) + 1
      return named(names, count: names.count, room: room, in: map.range).fitted(
        canvas, width: slants ? 110 : width, styles.tick)
    }
    let whole = axis.isWhole || figure.heatMap != nil
    for limit in stride(from: min(10, max(3, Int(width / 38))), to: 2, by: -1) {
      let ticks =
        axis.scale == .log
        ? TickSelection.logarithmic(map.range, limit: limit)
        : TickSelection.linear(map.range, limit: limit, isWhole: whole)
      if ticks.fits(canvas, map, styles.tick) { return ticks }
    }
    let fewest =
      axis.scale == .log
      ? TickSelection.logarithmic(map.range, limit: 2)
      : TickSelection.linear(map.range, limit: 2, isWhole: whole)
    return fewest.thinned(canvas, map, styles.tick)
  }

  /// Ticks at 0, 1, 2, … with names, or numbers where there are none; every n-th where there is not room for all.
  private func named(
    _ names: [String], count: Int, room: Int, in range: ClosedRange<Double>
  ) -> TickSelection {
    guard !names.isEmpty else { return .linear(range, limit: min(10, max(2, room)), isWhole: true) }
    let step = max(1, (count + room - 1) / max(1, room))
    let places = Swift.stride(from: 0, to: min(count, names.count), by: step)
    return TickSelection(
      major: places.compactMap { index in
        let value = Double(index)
        return range.contains(value)
          ? Tick(value: value, label: canvas.fitted(names[index], width: 140, styles.tick)) : nil
      })
  }

  private func nameWidth(_ names: [String], width: Double) -> Double {
    width / Double(max(1, names.count)) - 6
  }

  /// How many lines the names take when they are broken between words, or nil when that is not enough.
  private func brokenLines(_ names: [String], width: Double) -> Int? {
    guard names.count <= 40 else { return nil }
    let room = nameWidth(names, width: width)
    var most = 1
    for name in names {
      let lines = canvas.broken(name.cleaned(limit: 60), width: room, styles.tick)
      guard lines.count <= 3, lines.allSatisfy({ canvas.width(of: $0, styles.tick) <= room }) else {
        return nil
      }
      most = max(most, lines.count)
    }
    return most
  }

  /// How far names reach down when they are slanted, or nil when they can stand side by side.
  private func slantedHeight(_ names: [String], width: Double) -> Double? {
    guard figure.xAxis.ticks == nil, !names.isEmpty else { return nil }
    let slot = nameWidth(names, width: width)
    let widths = names.prefix(200).map { canvas.width(of: $0.cleaned(limit: 60), styles.tick) }
    guard let widest = widths.max(), widest > slot else { return nil }
    return min(widest, 110) * 0.71
  }
}

extension Figure {
  /// The names along the horizontal axis: those of bars, or of the columns of a heat map.
  var categories: [String]? {
    if let map = heatMap { return map.columnLabels.isEmpty ? nil : map.columnLabels }
    let names = marks.compactMap { if case .bars(let bars) = $0 { bars.names } else { nil } }
    return names.max { $0.count < $1.count }
  }
}
