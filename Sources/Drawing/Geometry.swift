/// A place on the figure, in points from the upper left corner.
struct Point: Equatable {
  var x: Double
  var y: Double
}

/// A part of the figure, in points.
struct Rectangle: Equatable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  var maxX: Double { x + width }
  var maxY: Double { y + height }
  var midX: Double { x + width / 2 }
  var midY: Double { y + height / 2 }

  /// The rectangle with its edges moved inwards.
  func inset(left: Double = 0, top: Double = 0, right: Double = 0, bottom: Double = 0) -> Rectangle
  {
    Rectangle(
      x: x + left, y: y + top, width: max(0, width - left - right),
      height: max(0, height - top - bottom))
  }

  /// The rectangle grown on all sides.
  func grown(by amount: Double) -> Rectangle {
    Rectangle(
      x: x - amount, y: y - amount, width: width + 2 * amount, height: height + 2 * amount)
  }

  /// The rectangle with its edges between pixels of the screen.
  var aligned: Rectangle {
    let (left, top) = (x.rounded(), y.rounded())
    return Rectangle(x: left, y: top, width: maxX.rounded() - left, height: maxY.rounded() - top)
  }

  func contains(_ point: Point) -> Bool {
    point.x >= x && point.x <= maxX && point.y >= y && point.y <= maxY
  }

  /// The part of the segment inside, by the method of Liang and Barsky, or nil.
  func clip(_ start: Point, _ end: Point) -> (start: Point, end: Point)? {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    var (from, to) = (0.0, 1.0)
    for (direction, distance) in [
      (-dx, start.x - x), (dx, maxX - start.x), (-dy, start.y - y), (dy, maxY - start.y),
    ] {
      if direction == 0 {
        if distance < 0 { return nil }
      } else if direction < 0 {
        from = max(from, distance / direction)
      } else {
        to = min(to, distance / direction)
      }
    }
    guard from <= to else { return nil }
    return (
      Point(x: start.x + from * dx, y: start.y + from * dy),
      Point(x: start.x + to * dx, y: start.y + to * dy)
    )
  }
}
