import Plots

extension MarkDrawing {
  /// Draws the bars of one series of several that stand side by side.
  func draw(_ bars: Figure.Bars, group: Int, of groups: Int) {
    let color = theme.color(bars.color)
    let slot = x.position(1) - x.position(0)
    let width = slot * 0.72 / Double(max(1, groups))
    let base = baseline
    let numbers = bars.showsNumbers && bars.heights.count <= 200 ? Self.texts(of: bars.heights) : []
    let room = groups > 1 ? width - 2 : slot - 4
    var style = TextStyle(size: textSize, color: theme.secondary)
    let widest = numbers.map { canvas.width(of: $0, style) }.max() ?? 0
    style.size *= min(1, room / max(1, widest))
    for (index, height) in bars.heights.enumerated() {
      let middle = x.position(Double(index)) + (Double(group) - Double(groups - 1) / 2) * width
      let top = y.position(height)
      guard !top.isNaN, middle.isFinite else { continue }
      fillBar(from: middle - width / 2, to: middle + width / 2, base, top, color, opacity: 1)
      guard !numbers.isEmpty, style.size >= 7 else { continue }
      let isDown = top > base
      canvas.draw(
        numbers[index], at: Point(x: middle, y: isDown ? top + 4 : max(top - 4, plot.y + textSize)),
        style,
        horizontal: .middle, vertical: isDown ? .top : .baseline)
    }
    drawBaseline(base)
  }

  /// Numbers with equally many digits after the point: three significant ones, or four of the largest.
  private static func texts(of heights: [Double]) -> [String] {
    let finite = heights.filter(\.isFinite)
    let largest = finite.max { $0.magnitude < $1.magnitude } ?? 0
    let decimals = min(
      finite.map { NumberText.decimals($0, digits: 3) }.max() ?? 0,
      NumberText.decimals(largest, digits: 4))
    let isFar = largest.magnitude >= 1e7 || decimals > 6
    return heights.map { height in
      TickLabels.signed(
        isFar
          ? NumberText.significant(height, digits: 3)
          : NumberText.fixed(height, decimals: decimals))
    }
  }

  /// Draws a histogram; one of several shines through.
  func draw(_ histogram: Figure.Histogram, isOneOfMany: Bool) {
    // A hair of the background between bins, as long as they are wide enough.
    draw(
      histogram, theme.color(histogram.color), opacity: isOneOfMany ? 0.55 : 0.9,
      gap: isOneOfMany ? 0 : 0.5)
    drawBaseline(baseline)
  }

  /// Takes away the grid where bars will be.
  func cover(_ histogram: Figure.Histogram) {
    draw(histogram, theme.background, opacity: 1, gap: 0)
  }

  private func draw(
    _ histogram: Figure.Histogram, _ color: PixelColor, opacity: Double, gap: Double
  ) {
    let count = histogram.heights.count
    let (lower, upper) = (histogram.range.lowerBound, histogram.range.upperBound)
    let base = baseline
    for (index, height) in histogram.heights.enumerated() where height != 0 {
      let (start, end) = (Double(index) / Double(count), Double(index + 1) / Double(count))
      let left = x.position(lower * (1 - start) + upper * start)
      let right = x.position(lower * (1 - end) + upper * end)
      let top = y.position(height)
      guard !left.isNaN, !right.isNaN, !top.isNaN else { continue }
      let gap = right - left > 4 ? gap : 0
      fillBar(from: left, to: right - gap, base, top, color, opacity: opacity)
    }
  }

  /// Where bars begin: at 0, or at the lower edge where there is no 0.
  private var baseline: Double {
    let zero = y.position(0)
    return zero.isNaN ? plot.maxY : zero
  }

  private func drawBaseline(_ base: Double) {
    guard base < plot.maxY - 1, base > plot.y else { return }
    canvas.horizontal(base, from: plot.x, to: plot.maxX, theme.axis, width: 1)
  }

  private func fillBar(
    from left: Double, to right: Double, _ base: Double, _ top: Double, _ color: PixelColor,
    opacity: Double
  ) {
    let scale = Canvas.scale
    // Edges on pixels, so that equal bars look equally wide; and never thinner than one.
    let start = (left * scale).rounded() / scale
    let end = max((right * scale).rounded() / scale, start + 1 / scale)
    let room = plot.grown(by: 20)
    let (low, high) = (max(min(base, top), room.y), min(max(base, top), room.maxY))
    guard low <= high, end >= room.x, start <= room.maxX else { return }
    canvas.fill(
      Rectangle(x: start, y: low, width: end - start, height: high - low), color,
      opacity: opacity)
  }
}
