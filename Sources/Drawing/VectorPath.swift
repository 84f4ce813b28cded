import Plots

/// The data of a path of SVG: steps between places rounded to hundredths of a point.
struct VectorPath {
  private(set) var data = ""
  /// Where the pen is, in hundredths.
  private var pen: (x: Int, y: Int)?
  private var start: (x: Int, y: Int) = (0, 0)
  private var last: Character = " "

  /// Moves the pen without drawing.
  mutating func move(to point: Point) {
    let place = Self.hundredths(point)
    append("M", [place.x, place.y])
    (pen, start) = (place, place)
  }

  /// Draws a straight line.
  mutating func addLine(to point: Point) {
    guard let from = pen else { return move(to: point) }
    let place = Self.hundredths(point)
    let (dx, dy) = (place.x - from.x, place.y - from.y)
    if dy == 0 {
      append("h", [dx])
    } else if dx == 0 {
      append("v", [dy])
    } else {
      append("l", [dx, dy])
    }
    pen = place
  }

  /// Draws back to where the pen came down.
  mutating func close() {
    data += "z"
    last = "z"
    pen = start
  }

  /// Adds lines through points.
  mutating func addLines(_ points: some Sequence<Point>, isClosed: Bool = false) {
    var isFirst = true
    for point in points {
      if isFirst { move(to: point) } else { addLine(to: point) }
      isFirst = false
    }
    if isClosed, !isFirst { close() }
  }

  /// Adds a rectangle.
  mutating func add(_ rectangle: Rectangle) {
    move(to: Point(x: rectangle.x, y: rectangle.y))
    addLine(to: Point(x: rectangle.maxX, y: rectangle.y))
    addLine(to: Point(x: rectangle.maxX, y: rectangle.maxY))
    addLine(to: Point(x: rectangle.x, y: rectangle.maxY))
    close()
  }

  private mutating func append(_ command: Character, _ numbers: [Int]) {
    // A letter that repeats may be left out.
    var needsSpace = command == last && command != "M"
    if !needsSpace { data.append(command) }
    last = command
    for number in numbers {
      if needsSpace, number >= 0 { data += " " }
      Self.append(number, to: &data)
      needsSpace = true
    }
  }

  private static func hundredths(_ point: Point) -> (x: Int, y: Int) {
    (Int((point.x * 100).rounded()), Int((point.y * 100).rounded()))
  }

  /// A number with at most two digits after the point.
  static func text(_ value: Double) -> String {
    var text = ""
    append(Int((value.isFinite ? value.clamped(to: -1e9...1e9) * 100 : 0).rounded()), to: &text)
    return text
  }

  /// Appends a number of hundredths: 150 as "1.5", -7 as "-.07".
  private static func append(_ hundredths: Int, to text: inout String) {
    if hundredths < 0 { text += "-" }
    let (whole, part) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    if whole != 0 || part == 0 { text += String(whole) }
    guard part != 0 else { return }
    text += part < 10 ? ".0" : "."
    text += String(part % 10 == 0 ? part / 10 : part)
  }
}

extension Rectangle {
  /// The outline as a path.
  var path: VectorPath {
    var path = VectorPath()
    path.add(self)
    return path
  }
}
