import Plots

extension TickSelection {
  /// Whether the labels along a horizontal axis leave room between one another.
  func fits(_ canvas: Canvas, _ map: AxisMap, _ style: TextStyle) -> Bool {
    var edge = -Double.infinity
    for tick in major {
      let half = canvas.width(of: tick.label, style) / 2
      let middle = map.position(tick.value)
      if middle - half < edge { return false }
      edge = middle + half + style.size * 0.8
    }
    return true
  }

  /// The ticks without the labels that would touch the label before.
  func thinned(_ canvas: Canvas, _ map: AxisMap, _ style: TextStyle) -> TickSelection {
    var edge = -Double.infinity
    var result = self
    result.major = major.sorted { $0.value < $1.value }.map { tick in
      let half = canvas.width(of: tick.label, style) / 2
      let middle = map.position(tick.value)
      guard middle - half >= edge else { return Tick(value: tick.value, label: "") }
      edge = middle + half + style.size * 0.6
      return tick
    }
    return result
  }

  /// The ticks with labels no wider than a number of points.
  func fitted(_ canvas: Canvas, width: Double, _ style: TextStyle) -> TickSelection {
    var result = self
    result.major = major.map { tick in
      Tick(value: tick.value, label: canvas.fitted(tick.label, width: width, style))
    }
    return result
  }
}
