import Plots

extension MarkDrawing {
  /// Draws a line across the axes.
  func draw(_ reference: Figure.ReferenceLine) {
    stroke(
      points(of: reference), theme.color(reference.color), width: 1.25,
      dashes: reference.style.dashes(width: 1.25))
  }

  private func points(of reference: Figure.ReferenceLine) -> [Point] {
    let (a, b, c) = (reference.xFactor, reference.yFactor, reference.constant)
    if a == 0 {
      let height = y.position(-c / b)
      return [Point(x: plot.x, y: height), Point(x: plot.maxX, y: height)]
    }
    if b == 0 {
      let middle = x.position(-c / a)
      return [Point(x: middle, y: plot.y), Point(x: middle, y: plot.maxY)]
    }
    // A straight line is bent where an axis is logarithmic, and steep lines are found from the other axis.
    let isSteep =
      abs(a) * (x.range.upperBound - x.range.lowerBound)
      > abs(b) * (y.range.upperBound - y.range.lowerBound)
    let steps = x.scale == .linear && y.scale == .linear ? 1 : 256
    return (0...steps).map { step in
      let part = Double(step) / Double(steps)
      if isSteep {
        let value = y.value(at: plot.maxY - part * plot.height)
        return place(-(b * value + c) / a, value)
      }
      let value = x.value(at: plot.x + part * plot.width)
      return place(value, -(a * value + c) / b)
    }
  }
}
